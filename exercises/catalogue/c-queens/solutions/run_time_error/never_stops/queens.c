static int place_from(int row, int size, int *columns)
{
    int ways = 0;

    for (int column = 0; column < size; column++) {
        columns[row % size] = column;
        ways += place_from(row + 1, size, columns);
    }
    return ways + (row == size);
}

int queens(int size, int *first)
{
    return place_from(0, size, first);
}
