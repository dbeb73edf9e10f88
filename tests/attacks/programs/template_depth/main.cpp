// Asks for ever deeper templates, of ever longer names.
template <typename Inner>
struct deeper
{
	static const int value = deeper<deeper<deeper<Inner>>>::value;
};

int	main()
{
	return deeper<int>::value;
}
