SYMBOLS = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]


def to_roman(number):
    if not 1 <= number <= 3999:
        raise ValueError(number)
    text = ""
    for value, symbol in SYMBOLS:
        while number >= value:
            text += symbol
            number -= value
    return text


def from_roman(text):
    number, rest = 0, text
    while rest:
        for value, symbol in SYMBOLS:
            if rest.startswith(symbol):
                number += value
                rest = rest[len(symbol):]
                break
    if to_roman(number) != text:
        raise ValueError(text)
    return number
