import re
import unicodedata


def slugify(text):
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")


def unique_slug(text, taken):
    first = slugify(text) or "untitled"
    slug = first
    number = 2
    while slug in taken:
        slug = f"{first}-{number}"
        number += 1
    return slug
