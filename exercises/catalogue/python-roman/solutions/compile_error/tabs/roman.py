def to_roman(number):
    if number < 1:
        raise ValueError(number)
      return "I" * number
