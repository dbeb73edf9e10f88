def slugify(text):
    return "-".join(text.lower().split())


def mean(numbers):
    return sum(numbers) / len(numbers)


def sort_in_place(numbers):
    numbers.sort()


def greet(name):
    print(f"Hello, {name}!")
