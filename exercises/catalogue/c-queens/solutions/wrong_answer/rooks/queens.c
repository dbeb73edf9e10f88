static int is_safe(const int *columns, int row, int column)
{
    for (int above = 0; above < row; above++) {
        if (columns[above] == column)
            return 0;
    }
    return 1;
}

static void place_from(int row, int size, int *columns, int *ways, int *first)
{
    if (row == size) {
        for (int i = 0; *ways == 0 && i < size; i++)
            first[i] = columns[i];
        *ways += 1;
        return;
    }
    for (int column = 0; column < size; column++) {
        if (is_safe(columns, row, column)) {
            columns[row] = column;
            place_from(row + 1, size, columns, ways, first);
        }
    }
}

int queens(int size, int *first)
{
    int columns[9];
    int ways = 0;

    place_from(0, size, columns, &ways, first);
    return ways;
}
