// Each level asks for two others that nobody has asked for yet: 2^30 of them, within every limit on depth.
template <unsigned Level, unsigned long Path>
struct bomb
{
	static const unsigned long value = bomb<Level - 1, 2 * Path>::value + bomb<Level - 1, 2 * Path + 1>::value;
};

template <unsigned long Path>
struct bomb<0, Path>
{
	static const unsigned long value = Path;
};

int	main()
{
	return static_cast<int>(bomb<30, 1>::value);
}
