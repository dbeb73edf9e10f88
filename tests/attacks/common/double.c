/* Turned in with every attack by Makefile: what the exercise asks for. */
long	double_of(long number)
{
	return (2 * number);
}
