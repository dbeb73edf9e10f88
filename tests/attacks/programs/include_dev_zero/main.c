#include "attack.h"
#include "/dev/zero"
