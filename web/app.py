"""The web room's paths, put together.

/git/NAME.git/...     git's smart protocol; no other file of a repository is served
/submissions/N        a page; /submissions/N.json the same for programs
/exercises/SLUG.json  what a student's own machine grades with, and
/images/LANGUAGE...   the image that it grades in
/healthz              whether the record can be read
"""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from web.downloads import Downloads
from web.git_endpoint import Advertise, Fetch
from web.git_push import Push
from web.pages import STATIC, Pages
from web.turnstile import Turnstile
from wiring.composition import Services

PLACES = 16
PLACES_EACH = 4


def make_app(services: Services, ring: Callable[[], None]) -> Starlette:
    """`ring` tells the relay that there is something in the outbox."""
    turnstile = Turnstile(places=PLACES, places_each=PLACES_EACH)
    pages = Pages(services)
    downloads = Downloads(services)
    push = Push(services, turnstile, "git-receive-pack", ring)
    advertise = Advertise(services, turnstile, "info/refs")
    fetch = Fetch(services, turnstile, "git-upload-pack")
    return Starlette(
        routes=[
            Route("/git/{name}.git/info/refs", advertise, methods=["GET"]),
            Route("/git/{name}.git/git-upload-pack", fetch, methods=["POST"]),
            Route("/git/{name}.git/git-receive-pack", push, methods=["POST"]),
            Route("/submissions/{number}.json", pages.document, methods=["GET"]),
            Route("/submissions/{number}", pages.page, methods=["GET"]),
            Route("/exercises/{slug}.json", downloads.exercise, methods=["GET"]),
            Route("/images/{language}.json", downloads.image, methods=["GET"]),
            Route("/images/{language}/{name}", downloads.image_file, methods=["GET"]),
            Route("/healthz", pages.health, methods=["GET"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )
