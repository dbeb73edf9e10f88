import pytest

from exercises.prototypes import CType, Kind, parse_prototype


def a_type(base: str, stars: int = 0, *, constant: bool = False) -> CType:
    return CType(base=base, stars=stars, constant=constant)


@pytest.mark.parametrize(
    ("text", "name", "returned", "parameters"),
    [
        ("int add(int a, int b);", "add", a_type("int"), (a_type("int"), a_type("int"))),
        ("size_t ft_strlen(const char *)", "ft_strlen", a_type("size_t"), (a_type("char", 1, constant=True),)),
        ("void say(void)", "say", a_type("void"), ()),
        ("void say()", "say", a_type("void"), ()),
        ("unsigned long long f(unsigned x)", "f", a_type("unsigned long long"), (a_type("unsigned"),)),
        (
            "char **split(char const *s, char c)",
            "split",
            a_type("char", 2),
            (a_type("char", 1, constant=True), a_type("char")),
        ),
        ("int sum(const int values[], int n)", "sum", a_type("int"), (a_type("int", 1, constant=True), a_type("int"))),
        ("double*f( double * const x )", "f", a_type("double", 1), (a_type("double", 1),)),
        ("bool f(char *const words[])", "f", a_type("bool"), (a_type("char", 2),)),
    ],
)
def test_what_it_reads(text: str, name: str, returned: CType, parameters: tuple[CType, ...]) -> None:
    found = parse_prototype(text)
    assert (found.name, found.returned, found.parameters) == (name, returned, parameters)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("int add", "expected '(' before 'the end'"),
        ("int add(int", "expected `type name"),
        ("add(int a)", "no type 'add' is known"),
        ("struct list *f(void)", "no type 'struct' is known"),
        ("int f(void *p)", "`void *` can't be sent"),
        ("int f(int **p)", "`int **` can't be sent"),
        ("int f(char ***p)", "can't be sent"),
        ("int f(void, int)", "`void` can't be sent"),
        ("int f(int a) { return a; }", "unexpected '{'"),
        ("int f(int a), g(int b)", "nothing after `)`"),
        ("int f(int a b)", "expected ',' before 'b'"),
        ("int f(int a[3])", "unexpected '3'"),
        ("int f(int (*g)(int))", "expected a name before '('"),
        ("int *(int a)", "expected a name before '('"),
        ("", "expected `type name"),
    ],
)
def test_what_it_refuses(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"unit\.functions: ") as refusal:
        parse_prototype(text)
    assert words in str(refusal.value)


def test_what_a_type_is_for() -> None:
    kinds = {text: parse_prototype(f"void f({text} x)").parameters[0] for text in ("int", "char *", "int *", "char **")}
    assert [of.kind for of in kinds.values()] == [Kind.SCALAR, Kind.TEXT, Kind.LIST, Kind.TEXTS]
    assert [of.changes for of in kinds.values()] == [False, True, True, True]
    assert not parse_prototype("int f(const int *x)").parameters[0].changes
