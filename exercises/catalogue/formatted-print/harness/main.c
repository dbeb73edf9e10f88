/* calls TESTCASE: runs the calls of that name. */
#include "calls.h"

#include <string.h>

static const struct testcase *find(const struct testcase *testcases, const char *name)
{
    while (testcases->name && strcmp(testcases->name, name) != 0)
        testcases++;
    return testcases;
}

int main(int argc, char **argv)
{
    const struct testcase *testcase = argc == 2 ? find(mandatory, argv[1]) : NULL;

    if (testcase && !testcase->name)
        testcase = find(bonus, argv[1]);
    if (!testcase || !testcase->name) {
        fprintf(stderr, "usage: calls TESTCASE\n");
        return 125;
    }
    setvbuf(stdout, NULL, _IONBF, 0);
    testcase->run();
    return 0;
}
