"""What a student's own machine needs to grade as the server does: the exercise, and the image that it is graded in.

/exercises/SLUG.json         the exercise, without what is kept here; for those who are registered for it, and staff
/images/LANGUAGE.json        {image_id, bytes}; 202 while a worker still writes it
/images/LANGUAGE/HEX.tar.gz  that image, as `docker save` writes it
"""

import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from core.errors import UsageError
from core.languages import LANGUAGES
from school.share_exercise import share_exercise
from web.basic_auth import person_of
from web.pages import SAFE
from web.refusals import Refusal
from wiring.composition import Services
from wiring.image_shelf import image_on_shelf

SLUG = re.compile(r"[a-z0-9-]{1,64}")
RETRY_SECONDS = 5


class Downloads:
    def __init__(self, services: Services) -> None:
        self.services = services

    async def exercise(self, request: Request) -> Response:
        return await run_in_threadpool(self.answer, self.find_exercise, request)

    async def image(self, request: Request) -> Response:
        return await run_in_threadpool(self.answer, self.find_image, request)

    async def image_file(self, request: Request) -> Response:
        return await run_in_threadpool(self.answer, self.find_image_file, request)

    def answer(self, find: Callable[[Request], Response], request: Request) -> Response:
        try:
            return find(request)
        except Refusal as refusal:
            return refusal.response()

    def find_exercise(self, request: Request) -> Response:
        """Raises Refusal."""
        store = self.services.store
        person = person_of(store, request.headers.get("authorization", ""))
        slug: str = request.path_params["slug"]
        try:
            document = share_exercise(store, person, slug) if SLUG.fullmatch(slug) else None
        except UsageError as error:
            raise Refusal(500, f"This exercise is broken, and the staff must mend it: {error}") from None
        if document is None:
            raise Refusal(403, "There is no such exercise, or you are not registered for it.")
        return Response(document, headers=SAFE, media_type="application/json")

    def find_image(self, request: Request) -> Response:
        """Raises Refusal."""
        person_of(self.services.store, request.headers.get("authorization", ""))
        language = request.path_params["language"]
        if language not in LANGUAGES:
            raise Refusal(404, f"There is no such language; there are {', '.join(LANGUAGES)}.")
        image = image_on_shelf(self.services.settings, language)
        if image is None:
            headers = {**SAFE, "Retry-After": str(RETRY_SECONDS)}
            return JSONResponse({"wait": "the image is being written"}, 202, headers=headers)
        return JSONResponse({"image_id": image.image_id, "bytes": image.size}, headers=SAFE)

    def find_image_file(self, request: Request) -> Response:
        """Raises Refusal."""
        person_of(self.services.store, request.headers.get("authorization", ""))
        language, name = request.path_params["language"], request.path_params["name"]
        image = image_on_shelf(self.services.settings, language)
        if image is None or image.path.name != name:
            raise Refusal(404, "This image is not the current one: ask for its name again.")
        return FileResponse(image.path, headers=SAFE, media_type="application/gzip")
