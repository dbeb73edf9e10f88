#include <stdio.h>

int main(void)
{
    while (1)
        puts("0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
}
