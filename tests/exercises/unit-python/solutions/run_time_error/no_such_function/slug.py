def slugify(text):
    return "-".join(text.lower().split())


def mean(numbers):
    if not numbers:
        raise ValueError("nothing has no mean")
    return sum(numbers) / len(numbers)


def sort_in_place(numbers):
    numbers.sort()


def salute(name):
    print(f"Hello, {name}!")
