#include "unity.h"

#include <stdio.h>

static const char *file, *name;
static int failures;
static jmp_buf end;

void UnityBegin(const char *of)
{
   file = of;
}

int UnityEnd(void)
{
   puts(failures ? "FAIL" : "OK");
   return failures;
}

void unity_run(void (*test)(void), const char *of, int line)
{
   name = of;
   if (setjmp(end))
      return;
   setUp();
   test();
   tearDown();
   printf("%s:%d:%s:PASS\n", file, line, name);
}

void unity_compare(int expected, int actual, int line)
{
   if (expected == actual)
      return;
   failures++;
   printf("%s:%d:%s:FAIL: Expected %d Was %d\n", file, line, name, expected, actual);
   longjmp(end, 1);
}

void unity_ignore(int line)
{
   printf("%s:%d:%s:IGNORE\n", file, line, name);
   longjmp(end, 1);
}
