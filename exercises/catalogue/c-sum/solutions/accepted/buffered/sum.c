#include "sum.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static void end_number(t_reader *reader)
{
    reader->sum += reader->negative ? -reader->number : reader->number;
    reader->number = 0;
    reader->negative = 0;
}

void feed(t_reader *reader, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '-')
            reader->negative = 1;
        else if (bytes[i] >= '0' && bytes[i] <= '9')
            reader->number = reader->number * 10 + (uint64_t)(bytes[i] - '0');
        else
            end_number(reader);
    }
}

int main(void)
{
    static char buffer[4096];
    t_reader reader = {0};
    ssize_t count;

    while ((count = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        feed(&reader, buffer, (size_t)count);
    end_number(&reader);
    printf("%" PRId64 "\n", (int64_t)reader.sum);
    return count < 0;
}
