import re
import unicodedata


def slugify(text):
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")


def unique_slug(text, taken):
    slug = slugify(text) or "untitled"
    alike = [name for name in taken if name.startswith(slug)]
    return f"{slug}-{len(alike) + 1}" if alike else slug
