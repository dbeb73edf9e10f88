#include <iostream>
int main() { long long n, a = 0; std::cin >> n; for (volatile long long i = 0;; i++) a = i; std::cout << a; }
