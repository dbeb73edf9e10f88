make && ./a.out
