"""Whether a call's JSON values can be given to a C function, so that the driver need not ask."""

from collections.abc import Sequence

from pydantic import JsonValue

from exercises.prototypes import REALS, SIGNED, UNSIGNED, CType, Kind, Prototype


def check_c_call(function: Prototype, arguments: Sequence[JsonValue], length: int | None) -> None:
    """Raises ValueError that names the argument and its type."""
    if len(arguments) != len(function.parameters):
        raise ValueError(f"args: {function.name} takes {len(function.parameters)}, these are {len(arguments)}")
    for place, (of, value) in enumerate(zip(function.parameters, arguments, strict=True), 1):
        if not fits(of, value):
            raise ValueError(f"args: {value!r} can't be argument {place} of {function.name}, which is `{of}`")
    if (length is not None) != (function.returned.kind is Kind.LIST):
        needed = "missing: how many elements" if length is None else "only for a function that returns an array"
        raise ValueError(f"length: {needed} ({function.name} returns `{function.returned}`)")


def fits(of: CType, value: JsonValue) -> bool:
    if value is None:
        return of.stars > 0
    match of.kind:
        case Kind.SCALAR:
            return fits_base(of.base, value)
        case Kind.TEXT:
            return is_text(value) or (of.changes and is_block(value))
        case Kind.LIST:
            return isinstance(value, list) and all(fits_base(of.base, element) for element in value)
        case _:
            return isinstance(value, list) and all(is_text(element) for element in value)


def fits_base(base: str, value: JsonValue) -> bool:
    match base:
        case "bool":
            return isinstance(value, bool)
        case "char":
            return is_text(value) and len(str(value).encode()) == 1
        case _ if base in REALS:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, int) and not isinstance(value, bool) and in_range(base, value)


def in_range(base: str, value: int) -> bool:
    if base in UNSIGNED:
        return 0 <= value < 1 << UNSIGNED[base]
    half = 1 << (SIGNED[base] - 1)
    return -half <= value < half


def is_text(value: JsonValue) -> bool:
    """A C string ends at its first NUL, so it can hold none."""
    return isinstance(value, str) and "\0" not in value


def is_block(value: JsonValue) -> bool:
    """`{"room": 16, "text": "ab"}`: a block of 16 bytes with a text at its beginning. In this order."""
    if not isinstance(value, dict) or list(value) != ["room", "text"]:
        return False
    room, text = value["room"], value["text"]
    fits_in = isinstance(room, int) and not isinstance(room, bool) and room <= 1 << 20
    return fits_in and is_text(text) and len(str(text).encode()) < int(str(room))
