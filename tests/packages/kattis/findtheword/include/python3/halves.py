def middle(low, high):
    return (low + high) // 2
