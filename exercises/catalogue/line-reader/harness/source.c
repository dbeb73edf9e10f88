#include "source.h"

#include <errno.h>
#include <unistd.h>

static size_t most;
static int calls, failing, of_other_sizes;

ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);

void give_at_most(size_t bytes)
{
    most = bytes;
}

void fail_read(int call)
{
    failing = call;
}

int reads_made(void)
{
    return calls;
}

int reads_of_other_sizes(void)
{
    return of_other_sizes;
}

ssize_t __wrap_read(int fd, void *buffer, size_t size)
{
    calls++;
    if (size != BUFFER_SIZE)
        of_other_sizes++;
    if (calls == failing) {
        errno = EIO;
        return -1;
    }
    return __real_read(fd, buffer, most > 0 && size > most ? most : size);
}
