static int is_safe(const int *columns, int row, int column)
{
    for (int above = 0; above < row; above++)
        if (columns[above] == column || columns[above] - column == row - above || column - columns[above] == row - above)
            return 0;
    return 1;
}

static int place_from(int row, int size, int *columns)
{
    if (row == size)
        return 1;
    for (int column = 0; column < size; column++) {
        if (is_safe(columns, row, column)) {
            columns[row] = column;
            if (place_from(row + 1, size, columns))
                return 1;
        }
    }
    return 0;
}

int queens(int size, int *first)
{
    return place_from(0, size, first);
}
