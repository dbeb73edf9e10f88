/* What the tests of this package need of Unity's interface, written for it; lines are printed as Unity prints them. */
#ifndef UNITY_H
#define UNITY_H

#include <setjmp.h>

void setUp(void);
void tearDown(void);
void UnityBegin(const char *file);
int UnityEnd(void);
void unity_run(void (*test)(void), const char *name, int line);
void unity_compare(int expected, int actual, int line);
void unity_ignore(int line);

#define RUN_TEST(test) unity_run(test, #test, __LINE__)
#define TEST_ASSERT_EQUAL_INT(expected, actual) unity_compare(expected, actual, __LINE__)
#define TEST_IGNORE() unity_ignore(__LINE__)

#endif
