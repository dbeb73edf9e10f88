"""C prototypes, as an exercise declares the functions that are called: a small part of the language, and nothing else.

prototype  = type name "(" ["void" | parameter {"," parameter}] ")" [";"]
parameter  = type [name] ["[" "]"]
type       = ["const"] base {"*" ["const"]}
base       = int, long, long long, unsigned..., size_t, char, bool, float, double, void (as a result only)

    a number, a truth value    a scalar        char: a text of one character
    char *, const char *       a text          ending in NUL
    T *, const T *, T x[]      a list          its length is another argument's business
    char **, const char **     texts           ending in NULL
"""

import re
from dataclasses import dataclass
from enum import StrEnum

SIGNED = {"int": 32, "long": 64, "long long": 64, "short": 16}
UNSIGNED = {
    "unsigned char": 8,
    "unsigned": 32,
    "unsigned int": 32,
    "unsigned long": 64,
    "unsigned long long": 64,
    "size_t": 64,
}
REALS = ("float", "double")
BASES = (*SIGNED, *UNSIGNED, *REALS, "char", "bool", "void")
TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*|[*,()\[\];])")


class Kind(StrEnum):
    NOTHING = "nothing"
    SCALAR = "scalar"
    TEXT = "text"
    LIST = "list"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class CType:
    """`constant`: what it points at may not be changed, so it needn't be looked at after the call."""

    base: str
    stars: int
    constant: bool

    @property
    def kind(self) -> Kind:
        match self.stars, self.base:
            case 0, "void":
                return Kind.NOTHING
            case 0, _:
                return Kind.SCALAR
            case 1, "char":
                return Kind.TEXT
            case 2, _:
                return Kind.TEXTS
            case _:
                return Kind.LIST

    @property
    def changes(self) -> bool:
        return self.stars > 0 and not self.constant

    def __str__(self) -> str:
        return f"{'const ' if self.constant else ''}{self.base} {'*' * self.stars}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prototype:
    name: str
    returned: CType
    parameters: tuple[CType, ...]


def parse_prototype(text: str) -> Prototype:
    """Raises ValueError that quotes the prototype."""
    tokens = tokens_of(text)
    try:
        returned = take_type(tokens)
        name = take_name(tokens)
        parameters = take_parameters(tokens)
    except IndexError:
        raise ValueError(f"unit.functions: {text!r}: expected `type name(type, ...)`") from None
    except ValueError as error:
        raise ValueError(f"unit.functions: {text!r}: {error}") from None
    if tokens not in ([], [";"]):
        raise ValueError(f"unit.functions: {text!r}: expected nothing after `)`")
    return Prototype(name=name, returned=returned, parameters=parameters)


def tokens_of(text: str) -> list[str]:
    text, tokens, at = text.strip(), [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError(f"unit.functions: {text!r}: unexpected {text[at:].lstrip()[0]!r}")
        tokens.append(match[1])
        at = match.end()
    return tokens


def take_parameters(tokens: list[str]) -> tuple[CType, ...]:
    expect(tokens, "(")
    if tokens[:2] == ["void", ")"]:
        tokens.pop(0)
    parameters: list[CType] = []
    while tokens[0] != ")":
        if parameters:
            expect(tokens, ",")
        parameters.append(take_parameter(tokens))
    expect(tokens, ")")
    return tuple(parameters)


def take_parameter(tokens: list[str]) -> CType:
    of = take_type(tokens)
    if tokens[0] not in (",", ")", "["):
        take_name(tokens)
    if tokens[0] == "[":
        expect(tokens, "[")
        expect(tokens, "]")
        of = CType(base=of.base, stars=of.stars + 1, constant=of.constant)
    return supported(of, as_result=False)


def take_type(tokens: list[str]) -> CType:
    constant = take_if(tokens, "const")
    words = [tokens.pop(0)]
    while " ".join((*words, tokens[0])) in BASES:
        words.append(tokens.pop(0))
    base = " ".join(words)
    if base not in BASES:
        raise ValueError(f"no type {base!r} is known here; expected one of {', '.join(BASES)}")
    constant |= take_if(tokens, "const")
    stars = 0
    while take_if(tokens, "*"):
        stars += 1
        take_if(tokens, "const")
    return supported(CType(base=base, stars=stars, constant=constant), as_result=True)


def supported(of: CType, *, as_result: bool) -> CType:
    """The type itself. Raises ValueError for one that no value of JSON stands for."""
    if of.stars > 2 or (of.stars == 2 and of.base != "char") or (of.base == "void" and (of.stars or not as_result)):
        raise ValueError(f"`{of}` can't be sent or read as a value")
    return of


def take_name(tokens: list[str]) -> str:
    name = tokens.pop(0)
    if not name[0].isalpha() and name[0] != "_":
        raise ValueError(f"expected a name before {name!r}")
    return name


def take_if(tokens: list[str], token: str) -> bool:
    found = bool(tokens) and tokens[0] == token
    if found:
        tokens.pop(0)
    return found


def expect(tokens: list[str], token: str) -> None:
    found = tokens.pop(0) if tokens else "the end"
    if found != token:
        raise ValueError(f"expected {token!r} before {found!r}")
