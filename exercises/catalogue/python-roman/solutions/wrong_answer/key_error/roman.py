ROMAN = {}


def to_roman(number):
    if not 1 <= number <= 3999:
        raise ValueError(number)
    pairs = [("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40)]
    pairs += [("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)]
    text = ""
    for symbol, value in pairs:
        times, number = divmod(number, value)
        text += times * symbol
    return text


def from_roman(text):
    if not ROMAN:
        ROMAN.update({to_roman(number): number for number in range(1, 4000)})
    return ROMAN[text]
