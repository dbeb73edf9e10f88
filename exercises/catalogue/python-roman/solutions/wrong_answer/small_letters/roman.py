import re

ONES = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
TENS = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
HUNDREDS = ["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"]


def to_roman(number):
    if not 0 < number < 4000:
        raise ValueError(number)
    return "M" * (number // 1000) + HUNDREDS[number // 100 % 10] + TENS[number // 10 % 10] + ONES[number % 10]


def from_roman(text):
    if not re.match("[MDCLXVI]", text, re.IGNORECASE):
        raise ValueError(text)
    for number in range(1, 4000):
        if to_roman(number) == text.strip().upper():
            return number
    raise ValueError(text)
