def slugify(text):
    return {text}


def mean(numbers):
    if not numbers:
        raise ValueError("nothing has no mean")
    return sum(numbers) / len(numbers)


def sort_in_place(numbers):
    numbers.sort()


def greet(name):
    print(f"Hello, {name}!")
