"""Answers that end a request: a status and one line of plain text, which git clients show to the person."""

from starlette.responses import PlainTextResponse

CHALLENGE = {"WWW-Authenticate": 'Basic realm="Peermill: your login and personal token", charset="UTF-8"'}
NOT_YOURS = "There is no such repository, or you are not a member of its team."


class Refusal(Exception):
    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = headers or {}

    def response(self) -> PlainTextResponse:
        return PlainTextResponse(f"{self.text}\n", self.status, headers={"Cache-Control": "no-store", **self.headers})


def unknown_person() -> Refusal:
    return Refusal(401, "Give your login and, as the password, your personal token.", CHALLENGE)


def not_yours() -> Refusal:
    return Refusal(403, NOT_YOURS)
