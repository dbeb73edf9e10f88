VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
SYMBOLS = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V",
           4: "IV", 1: "I"}


def to_roman(number):
    if number < 1 or number > 3999:
        raise ValueError(number)
    text = ""
    for value, symbol in SYMBOLS.items():
        while number >= value:
            text += symbol
            number -= value
    return text


def from_roman(text):
    if not text or any(letter not in VALUES for letter in text):
        raise ValueError(text)
    number = 0
    for letter, following in zip(text, text[1:] + "I", strict=True):
        value = VALUES[letter]
        number += value if value >= VALUES[following] else -value
    return number
