#include <iostream>
#include <vector>

int main()
{
	long long sum = 0;
	long long number;

	while (std::cin >> number)
		sum += number;
	std::cout << sum << '\n';
}
