#include <iostream>
#include <vector>

int main()
{
	long long sum = 0;
	long long number;

	for (volatile int i = 0;; i = i + 1)
		if (std::cin >> number)
			sum += number;
	std::cout << sum << '\n';
}
