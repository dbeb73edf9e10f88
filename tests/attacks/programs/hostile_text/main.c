#include "attack.h"

int	main(void)
{
	for (int byte = 0; byte < 256; byte++)
	{
		putchar(byte);
		fputc(byte, stderr);
	}
	fputs("\033[2J\033]0;owned\a\xe2\x80\xae<script>alert(1)</script>\xc2\x9b", stdout);
	fputs("\033[2J\033]0;owned\a\xe2\x80\xae\xc2\x9b", stderr);
}
