"""How a language's image comes to be downloadable, though the web process has no way to the Docker engine.

web: wanted(c) -> var/images/c.wanted ... worker: fill_shelf -> docker save -> var/images/c/HEX.tar.gz -> web: shelved
"""

from collections.abc import Iterator
from pathlib import Path

from core.languages import LANGUAGES
from sandboxes.file_lock import locked_if_free
from sandboxes.image_shelf import ShelvedImage, shelve, shelved
from sandboxes.pool import WarmPool
from wiring.settings import Settings

WANTED = ".wanted"
LOCK = "images.lock"


def image_on_shelf(settings: Settings, language: str) -> ShelvedImage | None:
    """That language's image. None where none is yet (a worker then puts it there within seconds), or ever will be."""
    if language not in LANGUAGES:
        return None
    shelf = settings.var / "images"
    image = shelved(shelf / language)
    if image is None:
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / f"{language}{WANTED}").touch()
    return image


def fill_shelf(settings: Settings, pool: WarmPool) -> ShelvedImage | None:
    """Save one image that was asked for, or that the engine has a newer one of. Raises GraderFault.

    One a call, and by one worker at a time: writing it takes up to a minute, and whoever has a token can ask for all of
    them; gradings must go on meanwhile. None where there is nothing to do, or another worker is at it. What was asked
    for is asked for no more once it's there; so a worker that ends in the middle loses nothing.
    """
    shelf = settings.var / "images"
    with locked_if_free(settings.var / LOCK) as free:
        language = next(due(shelf, pool), None) if free else None
        if language is None:
            return None
        image = shelve(pool.client, pool.image_of(language), shelf / language)
        (shelf / f"{language}{WANTED}").unlink(missing_ok=True)
        return image


def due(shelf: Path, pool: WarmPool) -> Iterator[str]:
    """The languages whose image was asked for, then those with another on the shelf than the engine's."""
    yield from (language for language in LANGUAGES if (shelf / f"{language}{WANTED}").exists())
    for language in LANGUAGES:
        image = shelved(shelf / language)
        if image and image.image_id != pool.image_of(language):
            yield language
