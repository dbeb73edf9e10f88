def slugify(text):
    return text.strip().lower().replace(" ", "-")


def unique_slug(text, taken):
    slug = slugify(text)
    number = 2
    while slug in taken:
        slug = f"{slugify(text)}-{number}"
        number += 1
    return slug
