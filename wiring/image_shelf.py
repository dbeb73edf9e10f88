"""How a language's image comes to be downloadable, though the web process has no way to the Docker engine.

web: wanted(c) -> var/images/c.wanted ... worker: fill_shelf -> docker save -> var/images/c/HEX.tar.gz -> web: shelved
"""

from core.languages import LANGUAGES
from sandboxes.image_shelf import ShelvedImage, shelve, shelved
from sandboxes.pool import WarmPool
from wiring.settings import Settings

WANTED = ".wanted"


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


def fill_shelf(settings: Settings, pool: WarmPool) -> list[ShelvedImage]:
    """Save the images that were asked for, and those on a shelf that the engine has a newer one of. Raises GraderFault.

    One that was asked for is asked for no more once it's there; so a worker that ends in the middle loses nothing.
    """
    shelf = settings.var / "images"
    done = []
    for language in LANGUAGES:
        wanted = shelf / f"{language}{WANTED}"
        if wanted.exists() or shelved(shelf / language):
            done.append(shelve(pool.client, pool.image_of(language), shelf / language))
            wanted.unlink(missing_ok=True)
    return done
