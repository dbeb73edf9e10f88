def slugify(text):
    return "-".join(text.lower().split())


def mean(numbers):
    if not numbers:
        raise ValueError("nothing has no mean")
    return sum(numbers) / len(numbers)


def sort_in_place(numbers):
    while True:
        pass


def greet(name):
    print(f"Hello, {name}!")
