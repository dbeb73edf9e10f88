#include "attack.h"

int	main(void)
{
	for (int i = 0; i < 13; i++)
		if (fork() == 0)
			break;
	FILE	*score = fopen("/proc/self/oom_score_adj", "w");
	if (score)
	{
		fprintf(score, "0");
		fclose(score);
	}
	for (;;)
	{
		memset(malloc(1 << 18), 1, 1 << 18);
		rest(1);
	}
}
