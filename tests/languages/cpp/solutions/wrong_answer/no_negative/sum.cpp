#include <iostream>
#include <vector>

int main()
{
	long long sum = 0;
	long long number;

	while (std::cin >> number)
		sum += number > 0 ? number : 0;
	std::cout << sum << '\n';
}
