#include <unistd.h>

int main(void)
{
    while (1)
        sleep(60);
}
