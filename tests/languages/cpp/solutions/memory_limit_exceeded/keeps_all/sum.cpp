#include <iostream>
#include <vector>

int main()
{
	long long sum = 0;
	long long number;

	std::vector<std::vector<char>> kept;
	while (kept.size() < 4096)
		kept.emplace_back(1 << 20, 'x');
	while (std::cin >> number)
		sum += number + (kept[number % 9][0] - 'x');
	std::cout << sum << '\n';
}
