#include "attack.h"

long	double_of(long number)
{
	refused(access("/tmp/left", F_OK), "a file of the last testcase");
	refused(access("/box/product/later", F_OK), "a file of the last testcase, through a link");
	close(open("/box/product/later", O_CREAT | O_WRONLY, 0777));
	return (2 * number);
}
