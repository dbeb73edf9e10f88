import unicodedata


def slugify(text):
    slug = ""
    for character in unicodedata.normalize("NFKD", text).lower():
        if character.isascii() and character.isalnum():
            slug += character
        elif not unicodedata.combining(character) and slug[-1] != "-":
            slug += "-"
    return slug.strip("-")


def unique_slug(text, taken):
    first = slug = slugify(text) or "untitled"
    number = 2
    while slug in taken:
        slug = f"{first}-{number}"
        number += 1
    return slug
