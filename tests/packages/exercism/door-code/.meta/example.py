def opens(code, door):
    if not code.isdigit():
        raise ValueError("only digits open doors")
    return sum(map(int, code)) == door["sum"]


def spelled(code):
    return " ".join(code)
