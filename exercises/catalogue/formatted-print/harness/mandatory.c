/* The calls that everyone's library must get right. */
#include "calls.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

static const char *const NULL_STRING = NULL;
static const char LONG_STRING[] = "A line that is longer than most, and then as long again, and as long once more, until no "
                                  "small buffer holds it: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789";

static void test_text(void)
{
    CALL("no conversion at all");
    CALL("");
    CALL("two\nlines\n");
    CALL("\ttabs\t");
    CALL("caf\xc3\xa9");
}

static void test_percent(void)
{
    CALL("%%");
    CALL("100%%");
    CALL("%%%%");
    CALL("%%d");
    CALL("a%%b%%c");
}

static void test_character(void)
{
    CALL("%c", 'x');
    CALL("%c%c%c", 'a', 'b', 'c');
    CALL("[%c]", ' ');
    CALL("%c", '%');
    CALL("%c", 233);
    CALL("%c", 256 + 'A');
}

static void test_character_nul(void)
{
    CALL("%c", 0);
    CALL("a%cb", 0);
}

static void test_string(void)
{
    CALL("%s", "hello");
    CALL("%s %s", "two", "words");
    CALL("[%s]", "");
    CALL("%s", "with %d in it");
    CALL("%s%s%s", "a", "", "c");
}

static void test_string_null(void)
{
    CALL("%s", NULL_STRING);
    CALL("[%s][%s]", NULL_STRING, "after");
}

static void test_decimal(void)
{
    CALL("%d", 42);
    CALL("%d", 0);
    CALL("%d", 7);
    CALL("%d", -7);
    CALL("%d", 10);
    CALL("%d", -100);
    CALL("%d", 1234567890);
    CALL("%d%d", 1, -1);
}

static void test_decimal_limits(void)
{
    CALL("%d", INT_MAX);
    CALL("%d", INT_MIN);
    CALL("%d", INT_MIN + 1);
}

static void test_integer(void)
{
    CALL("%i", 42);
    CALL("%i", 0);
    CALL("%i", -9);
    CALL("%i", INT_MIN);
    CALL("%i %d", 1, 2);
}

static void test_unsigned(void)
{
    CALL("%u", 0);
    CALL("%u", 9);
    CALL("%u", 10);
    CALL("%u", 42);
    CALL("%u", UINT_MAX);
    CALL("%u", 2147483648u);
    CALL("%u", -1);
}

static void test_hexadecimal(void)
{
    CALL("%x", 0);
    CALL("%x", 9);
    CALL("%x", 10);
    CALL("%x", 15);
    CALL("%x", 16);
    CALL("%x", 255);
    CALL("%x", 0xdeadbeef);
    CALL("%x", UINT_MAX);
    CALL("%x", -1);
}

static void test_hexadecimal_capitals(void)
{
    CALL("%X", 0);
    CALL("%X", 10);
    CALL("%X", 255);
    CALL("%X", 0xdeadbeef);
    CALL("%X", 0x12345678);
    CALL("%x%X%x", 0xab, 0xab, 0xab);
}

static void test_pointer(void)
{
    CALL("%p", (void *)0x1);
    CALL("%p", (void *)0x10);
    CALL("%p", (void *)0xabcdef);
    CALL("%p", (void *)0x7ffc12345678);
    CALL("%p", (void *)~0ul);
}

static void test_pointer_null(void)
{
    CALL("%p", (void *)NULL);
    CALL("[%p]", (void *)NULL);
}

static void test_several(void)
{
    CALL("%s has %d points", "Amina", 42);
    CALL("%c%s%d%i%u%x%X%p%%", 'c', "s", -1, -2, 3u, 10, 11, (void *)12);
    CALL("%d, %d and %d", 1, 2, 3);
    CALL("%s: 0x%x = %u%%\n", "half", 50, 50);
}

static void test_many(void)
{
    CALL("%d %d %d %d %d %d %d %d %d %d %d %d", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    CALL("%s%c%s%c%s%c%s%c", "a", 'b', "c", 'd', "e", 'f', "g", 'h');
}

static void test_long(void)
{
    CALL("%s|%s", LONG_STRING, LONG_STRING);
    CALL(LONG_STRING);
}

/* With the standard output closed, and then open again. */
static void test_closed_output(void)
{
    int kept = dup(STDOUT_FILENO), returned[4];

    close(STDOUT_FILENO);
    returned[0] = print_formatted("text");
    returned[1] = print_formatted("%d", 42);
    returned[2] = print_formatted("%s and %c", "string", 'c');
    returned[3] = print_formatted("");
    dup2(kept, STDOUT_FILENO);
    close(kept);
    for (int i = 0; i < 4; i++)
        printf("closed, call %d: %d\n", i + 1, returned[i]);
    CALL("%s", "open again");
}

const struct testcase mandatory[] = {
    {"text", test_text},
    {"percent", test_percent},
    {"character", test_character},
    {"character-nul", test_character_nul},
    {"string", test_string},
    {"string-null", test_string_null},
    {"decimal", test_decimal},
    {"decimal-limits", test_decimal_limits},
    {"integer", test_integer},
    {"unsigned", test_unsigned},
    {"hexadecimal", test_hexadecimal},
    {"hexadecimal-capitals", test_hexadecimal_capitals},
    {"pointer", test_pointer},
    {"pointer-null", test_pointer_null},
    {"several", test_several},
    {"many", test_many},
    {"long", test_long},
    {"closed-output", test_closed_output},
    {NULL, NULL},
};
