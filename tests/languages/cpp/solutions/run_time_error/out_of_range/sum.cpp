#include <iostream>
#include <vector>

int main()
{
	long long sum = 0;
	long long number;

	std::vector<long long> numbers;
	while (std::cin >> number)
		numbers.push_back(number);
	for (std::size_t i = 0; i <= numbers.size(); i++)
		sum += numbers.at(i);
	std::cout << sum << '\n';
}
