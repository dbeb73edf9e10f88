#include "attack.h"

long	double_of(long number)
{
	refused(open("/box/product/main", O_WRONLY), "the product can be written");
	refused(open("/box/product/open", O_WRONLY), "a file of the product can be written");
	refused(open("/box/product/new", O_WRONLY | O_CREAT, 0600), "a file can be added to the product");
	refused(open("/box/product/folder/new", O_WRONLY | O_CREAT, 0600), "a file can be added below the product");
	refused(open("main", O_WRONLY), "the product can be written through its link");
	refused(unlink("/box/product/main"), "the product can be removed");
	refused(rename("/box/product/double.o", "/box/product/main"), "the product can be replaced");
	refused(chmod("/box/product/main", 0), "the product can be shut");
	return (2 * number);
}
