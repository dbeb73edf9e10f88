import re


def slugify(text):
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def unique_slug(text, taken):
    slug = slugify(text) or "untitled"
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
