#include "attack.h"

int	main(void)
{
	const unsigned char	piece[] = {1, 0, 0, 0, 0, 0, 0, 9};
	const unsigned char	endless[] = {1, 0, 0, 0, 255, 255, 255, 255};

	fwrite(piece, 1, sizeof piece, stdout);
	puts("81834526");
	fwrite(endless, 1, sizeof endless, stdout);
	fwrite(piece, 1, sizeof piece, stderr);
}
