import itertools
import string
import unicodedata

KEPT = set(string.ascii_letters + string.digits)


def slugify(text):
    words = [""]
    for character in unicodedata.normalize("NFKD", text):
        if character in KEPT:
            words[-1] += character.lower()
        elif not unicodedata.combining(character):
            words.append("")
    return "-".join(filter(None, words))


def unique_slug(text, taken):
    slug = slugify(text) or "untitled"
    if slug not in taken:
        return slug
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    return next(name for name in numbered if name not in taken)
