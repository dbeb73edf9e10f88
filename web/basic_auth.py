"""Who sends a request: HTTP Basic, with the personal token as the password. The user name is not looked at, since
the token alone says who it is; git asks for one all the same."""

import base64
import binascii

from core.ports import Store
from core.school import Person
from school.access import authenticate
from web.refusals import unknown_person

MAX_HEADER = 1_000


def person_of(store: Store, authorization: str) -> Person:
    """Raises Refusal 401."""
    token = token_of(authorization)
    person = authenticate(store, token) if token else None
    if person is None:
        raise unknown_person()
    return person


def token_of(authorization: str) -> str | None:
    """The password in the header's value; None for any other value."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > MAX_HEADER:
        return None
    try:
        pair = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    _, colon, password = pair.partition(":")
    return password if colon else None
