#include <stdbool.h>

struct board {
    int size, ways;
    int columns[9];
    bool column_taken[9], rising_taken[17], falling_taken[17];
};

static void take(struct board *board, int row, int column, bool taken)
{
    board->column_taken[column] = taken;
    board->rising_taken[row + column] = taken;
    board->falling_taken[row - column + board->size - 1] = taken;
}

static bool is_free(const struct board *board, int row, int column)
{
    return !board->column_taken[column] && !board->rising_taken[row + column]
        && !board->falling_taken[row - column + board->size - 1];
}

static void try_row(struct board *board, int row, int *first)
{
    if (row == board->size && board->ways++ == 0)
        for (int i = 0; i < row; i++)
            first[i] = board->columns[i];
    for (int column = 0; row < board->size && column < board->size; column++) {
        if (!is_free(board, row, column))
            continue;
        board->columns[row] = column;
        take(board, row, column, true);
        try_row(board, row + 1, first);
        take(board, row, column, false);
    }
}

int queens(int size, int *first)
{
    struct board board = {.size = size};

    try_row(&board, 0, first);
    return board.ways;
}
