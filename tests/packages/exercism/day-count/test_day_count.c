#include "test-framework/unity.h"
#include "day_count.h"

void setUp(void) {}

void tearDown(void) {}

static void test_a_common_year(void)
{
   TEST_ASSERT_EQUAL_INT(365, days(2023));
}

static void test_a_leap_year(void)
{
   TEST_IGNORE(); // delete this line to run the test
   TEST_ASSERT_EQUAL_INT(366, days(2024));
}

static void test_a_century(void)
{
   TEST_IGNORE();
   TEST_ASSERT_EQUAL_INT(365, days(1900));
}

int main(void)
{
   UnityBegin("test_day_count.c");

   RUN_TEST(test_a_common_year);
   RUN_TEST(test_a_leap_year);
   RUN_TEST(test_a_century);

   return UnityEnd();
}
