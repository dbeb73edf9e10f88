#include <cstring>
#include <fstream>
#include <iostream>
#include "limits.h"

int main(int argc, char **argv) {
    if (argc != 5 || std::strcmp(argv[4], "strict")) return 1;
    std::ifstream input(argv[1]);
    std::ofstream notes(std::string(argv[3]) + "judgemessage.txt");
    long long sum, a, b;
    std::string more;
    input >> sum;
    if (!(std::cin >> a >> b) || std::cin >> more) { notes << "two numbers were expected"; return 43; }
    if (a > MOST || b > MOST || a + b != sum || std::abs(a - b) > 1) { notes << a << " and " << b; return 43; }
    return 42;
}
