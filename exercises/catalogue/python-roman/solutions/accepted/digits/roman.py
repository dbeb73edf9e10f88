import re

ONES = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
TENS = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
HUNDREDS = ["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"]
PATTERN = re.compile("(M{0,3})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def to_roman(number):
    if number not in range(1, 4000):
        raise ValueError(number)
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    return "M" * thousands + HUNDREDS[hundreds] + TENS[tens] + ONES[ones]


def from_roman(text):
    match = PATTERN.fullmatch(text)
    if not text or not match:
        raise ValueError(text)
    thousands, hundreds, tens, ones = match.groups()
    return len(thousands) * 1000 + HUNDREDS.index(hundreds) * 100 + TENS.index(tens) * 10 + ONES.index(ones)
