#include <iostream>
#include <string>

int main() {
    char low = 'a', high = 'z';
    std::string answer;
    while (answer != "right") {
        char guess = (low + high) / 2;
        std::cout << guess << std::endl;
        std::cin >> answer;
        if (answer == "higher") low = guess + 1; else high = guess - 1;
    }
}
