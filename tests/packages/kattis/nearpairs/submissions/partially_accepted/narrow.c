#include <stdio.h>
int main(void) {
    short n;
    scanf("%hd", &n);
    printf("%d %d\n", n / 2, n - n / 2);
}
