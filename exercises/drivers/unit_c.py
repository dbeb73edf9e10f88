"""The C driver: `sources/unit.c`, which reads and writes values, and a function for each prototype that calls it.

`int add(int a, int b)` becomes

    int add(int, int);

    static void call_add(void)
    {
        expect("\\"args\\":[");
        int a0 = (int)read_signed();
        expect(",");
        int a1 = (int)read_signed();
        expect("]");
        int returned = add(a0, a1);
        fflush(stdout);
        begin_record();
        put_signed(returned);
        end_record();
    }
"""

from collections.abc import Iterator

from exercises.drivers.driver import SOURCES, Driver, generated
from exercises.prototypes import REALS, SIGNED, UNSIGNED, CType, Kind, Prototype, parse_prototype
from exercises.units import Unit


def c_driver(unit: Unit) -> Driver:
    functions = [parse_prototype(text) for text in unit.functions]
    program = (SOURCES / "unit.c").read_text() + "\n".join(generated_lines(functions)) + "\n"
    compile_all = ("cc", *unit.flags, "-I.", "-o", "school/unit", "school/unit.c", *unit.files, "-lm")
    return Driver(files=(generated("unit.c", program.encode()),), commands=(compile_all,), command=("school/unit",))


def generated_lines(functions: list[Prototype]) -> Iterator[str]:
    types = [of for function in functions for of in (function.returned, *function.parameters)]
    for base in sorted({of.base for of in types if of.kind is Kind.LIST}):
        yield f"LIST({as_name(base)}, {base}, read_{family(base)}, put_{family(base)})"
    for function in functions:
        yield from caller(function)
    yield "int main(void)"
    yield "{"
    yield "    static const t_function functions[] = {"
    yield from (f'        {{"{function.name}", call_{function.name}}},' for function in functions)
    yield "    };"
    yield ""
    yield "    for (at = read_all(); *at != '\\0';)"
    yield "        make_call(functions, sizeof(functions) / sizeof(*functions));"
    yield "    return 0;"
    yield "}"


def caller(function: Prototype) -> Iterator[str]:
    parameters, returned = function.parameters, function.returned
    yield f"{returned} {function.name}({', '.join(str(of) for of in parameters) or 'void'});"
    yield f"static void call_{function.name}(void)"
    yield "{"
    if returned.kind is Kind.LIST:
        yield '    expect("\\"length\\":");'
        yield "    size_t length = (size_t)read_unsigned();"
        yield '    expect(",");'
    yield '    expect("\\"args\\":[");'
    for place, of in enumerate(parameters):
        if place:
            yield '    expect(",");'
        yield from reading(of, place)
    yield '    expect("]");'
    yield from call(function)
    if any(of.changes for of in parameters):
        yield '    fputs(",\\"args\\":[", stdout);'
        yield from writing(parameters)
        yield "    putchar(']');"
    yield "    end_record();"
    yield "}"


def call(function: Prototype) -> Iterator[str]:
    returned = function.returned
    made = f"{function.name}({', '.join(f'a{place}' for place in range(len(function.parameters)))});"
    yield f"    {made}" if returned.kind is Kind.NOTHING else f"    {returned} returned = {made}"
    if returned.stars:
        yield "    keep((void *)returned);"
    yield "    fflush(stdout);"
    yield "    begin_record();"
    yield f"    {put(returned, 'returned', 'length')};"


def reading(of: CType, place: int) -> Iterator[str]:
    match of.kind:
        case Kind.SCALAR:
            yield f"    {of.base} a{place} = ({of.base})read_{family(of.base)}();"
        case Kind.TEXT if of.changes:
            yield f"    size_t n{place};"
            yield f"    char *a{place} = read_changeable(&n{place});"
        case Kind.TEXT:
            yield f"    {of} a{place} = read_text();"
        case Kind.TEXTS:
            yield f"    {of} a{place} = ({of})read_texts();"
        case _:
            yield f"    size_t n{place};"
            yield f"    {of.base} *a{place} = read_list_of_{as_name(of.base)}(&n{place});"
            yield f"    (void)n{place};"


def writing(parameters: tuple[CType, ...]) -> Iterator[str]:
    """Every argument as it is after the call."""
    for place, of in enumerate(parameters):
        if place:
            yield "    putchar(',');"
        if of.kind is Kind.TEXT and of.changes:
            yield f"    put_changed(a{place}, n{place});"
        else:
            yield f"    {put(of, f'a{place}', f'n{place}')};"


def put(of: CType, value: str, count: str) -> str:
    match of.kind:
        case Kind.NOTHING:
            return 'fputs("null", stdout)'
        case Kind.SCALAR:
            return f"put_{family(of.base)}({value})"
        case Kind.TEXT:
            return f"put_text({value})"
        case Kind.TEXTS:
            return f"put_texts((char *const *){value})"
        case _:
            return f"put_list_of_{as_name(of.base)}({value}, {count})"


def family(base: str) -> str:
    """Which of the readers and writers of `unit.c` is for that type."""
    if base in SIGNED:
        return "signed"
    if base in UNSIGNED:
        return "unsigned"
    return "real" if base in REALS else base


def as_name(base: str) -> str:
    return base.replace(" ", "_")
