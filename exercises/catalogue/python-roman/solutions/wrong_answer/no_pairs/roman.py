VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def to_roman(number):
    if not 1 <= number <= 3999:
        raise ValueError(number)
    text = ""
    for letter, value in VALUES.items():
        text += letter * (number // value)
        number = number % value
    return text


def from_roman(text):
    number = sum(VALUES.get(letter, 0) for letter in text)
    if to_roman(number) != text:
        raise ValueError(text)
    return number
