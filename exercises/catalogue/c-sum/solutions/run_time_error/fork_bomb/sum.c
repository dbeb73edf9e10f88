#include <stdlib.h>
#include <unistd.h>

/* Every process forks until no more are allowed; then the first one aborts while the others wait. */
int main(void)
{
    pid_t first = getpid();

    while (fork() >= 0)
        ;
    while (getpid() != first)
        pause();
    abort();
}
