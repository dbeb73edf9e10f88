#include "attack.h"
#include "main.c"
#include "main.c"
