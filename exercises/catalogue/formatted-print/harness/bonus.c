/* The calls of the bonus: widths, precisions, flags. */
#include "calls.h"

#include <limits.h>

static const char *const NULL_STRING = NULL;
static const char NOT_A_STRING[3] = {'a', 'b', 'c'};

static void test_width_decimal(void)
{
    CALL("[%5d]", 42);
    CALL("[%5d]", -42);
    CALL("[%1d]", 42);
    CALL("[%2d]", 42);
    CALL("[%3d]", 42);
    CALL("[%12i]", INT_MIN);
    CALL("[%10u]", 42);
    CALL("[%0d]", 7);
}

static void test_width_hexadecimal(void)
{
    CALL("[%4x]", 255);
    CALL("[%4X]", 255);
    CALL("[%2x]", 4096);
    CALL("[%10x]", UINT_MAX);
}

static void test_width_text(void)
{
    CALL("[%5c]", 'x');
    CALL("[%1c]", 'x');
    CALL("[%8s]", "hello");
    CALL("[%3s]", "hello");
    CALL("[%5s]", "");
    CALL("[%10s]", NULL_STRING);
    CALL("[%3c]", 0);
}

static void test_width_pointer(void)
{
    CALL("[%12p]", (void *)0xabc);
    CALL("[%10p]", (void *)NULL);
    CALL("[%2p]", (void *)0x1);
}

static void test_width_large(void)
{
    CALL("[%300d]", 1);
    CALL("[%100s]", "end");
}

static void test_precision_decimal(void)
{
    CALL("[%.5d]", 42);
    CALL("[%.5d]", -42);
    CALL("[%.1d]", 42);
    CALL("[%.2d]", 42);
    CALL("[%.0d]", 42);
    CALL("[%.d]", 42);
    CALL("[%.12i]", INT_MIN);
    CALL("[%.4u]", 7);
}

static void test_precision_zero(void)
{
    CALL("[%.0d]", 0);
    CALL("[%.d]", 0);
    CALL("[%.0u]", 0);
    CALL("[%.0x]", 0);
    CALL("[%.1d]", 0);
    CALL("[%.3d]", 0);
}

static void test_precision_hexadecimal(void)
{
    CALL("[%.4x]", 255);
    CALL("[%.4X]", 255);
    CALL("[%.2x]", 4096);
    CALL("[%.0x]", 1);
}

static void test_precision_string(void)
{
    CALL("[%.3s]", "hello");
    CALL("[%.0s]", "hello");
    CALL("[%.s]", "hello");
    CALL("[%.5s]", "hello");
    CALL("[%.9s]", "hello");
    CALL("[%.3s]", NOT_A_STRING);
}

static void test_precision_large(void)
{
    CALL("[%.300d]", -1);
    CALL("[%.299x]", 1);
}

static void test_flag_minus(void)
{
    CALL("[%-5d]", 42);
    CALL("[%-5d]", -42);
    CALL("[%-1d]", 42);
    CALL("[%-8s]", "hello");
    CALL("[%-3c]", 'x');
    CALL("[%-6x]", 255);
    CALL("[%-12p]", (void *)0xabc);
    CALL("[%-10p]", (void *)NULL);
    CALL("[%-d]", 42);
}

static void test_flag_zero(void)
{
    CALL("[%05d]", 42);
    CALL("[%05d]", -42);
    CALL("[%02d]", 42);
    CALL("[%01d]", 42);
    CALL("[%06u]", 7);
    CALL("[%08x]", 255);
    CALL("[%04X]", 255);
    CALL("[%012i]", INT_MIN);
    CALL("[%05d]", 0);
}

static void test_flag_plus(void)
{
    CALL("[%+d]", 42);
    CALL("[%+d]", -42);
    CALL("[%+d]", 0);
    CALL("[%+i]", INT_MAX);
    CALL("[%+5d]", 42);
}

static void test_flag_space(void)
{
    CALL("[% d]", 42);
    CALL("[% d]", -42);
    CALL("[% d]", 0);
    CALL("[% 5d]", 42);
    CALL("[% i]", INT_MIN);
}

static void test_flag_number_sign(void)
{
    CALL("[%#x]", 255);
    CALL("[%#X]", 255);
    CALL("[%#x]", 0);
    CALL("[%#x]", 1);
    CALL("[%#8x]", 255);
    CALL("[%#X]", UINT_MAX);
}

static void test_together_flags(void)
{
    CALL("[%+05d]", 42);
    CALL("[% 05d]", 42);
    CALL("[%-+5d]", 42);
    CALL("[%+-5d]", 42);
    CALL("[%- 5d]", 42);
    CALL("[%+ d]", 42);
    CALL("[% +d]", 42);
    CALL("[%#08x]", 255);
    CALL("[%#-8x]", 255);
    CALL("[%-05d]", 42);
    CALL("[%0-5d]", 42);
    CALL("[%#010X]", 0);
    CALL("[%--5d]", 42);
}

static void test_together_width_and_precision(void)
{
    CALL("[%8.5d]", 42);
    CALL("[%8.5d]", -42);
    CALL("[%-8.5d]", 42);
    CALL("[%3.5d]", 42);
    CALL("[%8.3s]", "hello");
    CALL("[%-8.3s]", "hello");
    CALL("[%5.0d]", 0);
    CALL("[%8.4x]", 255);
    CALL("[%5.s]", "hello");
}

static void test_together_all(void)
{
    CALL("[%+8.5d]", 42);
    CALL("[% 8.5d]", -42);
    CALL("[%08.5d]", 42);
    CALL("[%#10.6x]", 255);
    CALL("[%-#10.6X]|", 255);
    CALL("[%+.0d]", 0);
    CALL("[%+-8.3d]%s", 7, "!");
    CALL("[%#.0x]", 0);
    CALL("[%010.4d]", -42);
    CALL("[%05.0d]", 42);
    CALL("[%05.d]", 0);
    CALL("[%08.0x]", 255);
}

static void test_together_several(void)
{
    CALL("%5d|%-5d|%05d|%+d|% d", 1, 2, 3, 4, 5);
    CALL("%-10s|%10s|%.2s", "left", "right", "cut");
    CALL("%%|%5c|%-5c|%%", 'a', 'b');
    CALL("%#x|%x|%08X|%p", 10, 10, 10, (void *)10);
}

const struct testcase bonus[] = {
    {"width-decimal", test_width_decimal},
    {"width-hexadecimal", test_width_hexadecimal},
    {"width-text", test_width_text},
    {"width-pointer", test_width_pointer},
    {"width-large", test_width_large},
    {"precision-decimal", test_precision_decimal},
    {"precision-zero", test_precision_zero},
    {"precision-hexadecimal", test_precision_hexadecimal},
    {"precision-string", test_precision_string},
    {"precision-large", test_precision_large},
    {"flag-minus", test_flag_minus},
    {"flag-zero", test_flag_zero},
    {"flag-plus", test_flag_plus},
    {"flag-space", test_flag_space},
    {"flag-number-sign", test_flag_number_sign},
    {"together-flags", test_together_flags},
    {"together-width-and-precision", test_together_width_and_precision},
    {"together-all", test_together_all},
    {"together-several", test_together_several},
    {NULL, NULL},
};
