"""Which functions objects define and which they need. Runs in a sandbox, while no code of the submission does.

request, on stdin                              answer, on stdout
{"sources": [path...], "options": [...],       {"units": [{"file", "defined": [...], "needed": [...],
 "folders": [path...], "known": [name...],      "places": {name: "file:line"}, "syscalls", "linkable"}...],
 "together": [{folder, sources, fences, text}]}  "strange": [[file, why]...], "log": what the compiler printed}
{"product": path, "programs": [path...]}

With `sources` they are compiled here, so that the compiler adds no call of its own; else every object, archive and
program below `product` is read. `known` need no place. Layouts: System V ABI, "Object Files"; ar(5).
"""

import json
import os
import re
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

OBJECTS = "/tmp/objects"
LOG = "/tmp/compiler-log"
LOG_BYTES = 16384
# With these gcc copies and clears memory inline: a `memcpy` that is left is one that somebody wrote.
INLINE = "rep_byte:-1:noalign"
COMPILE = [
    *("gcc", "-c", "-pipe", "-O0", "-g1", "-w", "-fmax-errors=20", "-fno-builtin", "-fno-stack-protector", "-fno-lto"),
    *(
        "-fno-pic",
        "-fno-pie",
        "-fno-diagnostics-color",
        "-U_FORTIFY_SOURCE",
        "-D__NO_CTYPE",
        "-include",
        "/tmp/poison.h",
    ),
    *(f"-mmemcpy-strategy={INLINE}", f"-mmemset-strategy={INLINE}"),
    *("-D__builtin_memset=memset", "-D__builtin_memcmp=memcmp"),  # <sched.h> has them, so they can't be poisoned
]
# Spelt so, the compiler may put the function's work in place instead of a call that could be seen.
BUILT_IN = """memcpy memmove memchr mempcpy bcmp bcopy bzero strlen strnlen strcpy strncpy stpcpy stpncpy
strcmp strncmp strcasecmp strncasecmp strcat strncat strchr strrchr index rindex strstr strpbrk strspn strcspn strdup
strndup abs labs llabs isalnum isalpha isascii isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper
isxdigit toascii tolower toupper __memcpy_chk __memmove_chk __memset_chk __mempcpy_chk
__strcpy_chk __strncpy_chk __strcat_chk __strncat_chk __stpcpy_chk"""
ELF, ARCHIVE, THIN = b"\x7fELF", b"!<arch>\n", b"!<thin>\n"
RELOCATABLE = 1
SYMTAB, DYNSYM = 2, 11
CODE_OR_DATA = (1, 2)  # the types of an object's and a function's symbols
SHARED = (1, 2, 10)  # global, weak, unique: the bindings that other objects see
# What comes of reading a file that was made to be no object.
UNREADABLE = (ValueError, struct.error, IndexError, MemoryError, OSError)
LIBRARY = re.compile(r"\.(o|a|so)(\.\d+)*$")
SYSTEM_CALL = re.compile(rb"^\s*[0-9a-f]+:\s+(syscall|sysenter|int\s)", re.MULTILINE)
PLACE = re.compile(r"^\s+[Uvw] (.+)\t(/.*:\d+)$")


def main() -> None:
    request = json.load(sys.stdin)
    answer = of_sources(request) if "sources" in request else of_product(request)
    json.dump(answer, sys.stdout)


def of_sources(request: dict[str, Any]) -> dict[str, Any]:
    with open("/tmp/poison.h", "w") as header:
        header.writelines(f"#pragma GCC poison __builtin_{name}\n" for name in BUILT_IN.split())
    options = [*COMPILE, *request["options"], *(f"-idirafter{folder}" for folder in request["folders"])]
    known = set(request["known"])
    os.makedirs(OBJECTS)
    joined = [(group["sources"], unit) for group in request["together"] if (unit := in_one_go(group, options, known))]
    done = {source for sources, _ in joined for source in sources}
    units, strange = one_by_one([source for source in request["sources"] if source not in done], options, known)
    met = known.union(*(unit["defined"] for unit in units), *(unit["defined"] for _, unit in joined))
    for sources, unit in joined:
        if met.issuperset(unit["needed"]):
            units.append(unit)
        else:  # something is to be told, with its place
            more, others = one_by_one(sources, options, known)
            units += more
            strange += others
    return {"units": units, "strange": strange, "log": read_log()}


def in_one_go(group: dict[str, Any], options: list[str], known: set[str]) -> dict[str, Any] | None:
    """One unit of many sources, or None where they have to be compiled one by one: see `together.py`."""
    path = f"{OBJECTS}/{group['fences'][0]}"
    with open(f"{path}.c", "w", encoding="latin-1") as file:
        file.write(group["text"])
    argv = [*options, f"-iquote{group['folder']}", f"{path}.c"]
    subprocess.run(argv, cwd=OBJECTS, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    try:
        with open(f"{path}.o", "rb") as file:
            hides = has_local_code(file.read())
        unit = compiled(f"{path}.o", group["folder"], known)
    except UNREADABLE:
        return None
    if hides:
        return None
    fences = set(group["fences"])
    if unit["syscalls"] or not fences.issubset(unit["defined"]):
        return None
    unit["defined"] = sorted(set(unit["defined"]) - fences)
    return unit


def has_local_code(data: bytes) -> bool:
    """Whether a function or a variable of the object is hidden from other objects."""
    (start,) = struct.unpack_from("<Q", data, 40)
    size, count, _ = struct.unpack_from("<HHH", data, 58)
    for number in range(count):
        section = struct.unpack_from("<IIQQQQIIQQ", data, start + number * size)
        if section[1] == SYMTAB:
            for symbol in struct.iter_unpack("<IBBHQQ", part(data, section)):
                if symbol[1] >> 4 == 0 and symbol[1] & 15 in CODE_OR_DATA:
                    return True
    return False


def one_by_one(sources: list[str], options: list[str], known: set[str]) -> tuple[list[dict[str, Any]], list[list[str]]]:
    units, strange = [], []
    for batch in batches(sources):
        folder = tempfile.mkdtemp(dir=OBJECTS)
        run_compiler([*options, *batch], folder)
        for source in batch:
            path = f"{folder}/{object_name(source)}"
            try:
                units.append(compiled(path, source, known))
            except OSError:
                strange.append([source, "does not compile by itself"])
            except UNREADABLE as error:
                strange.append([source, str(error)])
    return units, strange


def read_log() -> str:
    try:
        with open(LOG, "rb") as log:
            return log.read(LOG_BYTES).decode(errors="backslashreplace")
    except OSError:
        return ""


def run_compiler(argv: list[str], folder: str) -> None:
    """Whatever it says goes to a file, and nothing of ours is its standard input."""
    with open(LOG, "ab") as log:
        subprocess.run(argv, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)


def object_name(source: str) -> str:
    return os.path.splitext(os.path.basename(source))[0] + ".o"


def batches(sources: list[str]) -> list[list[str]]:
    """One call of the compiler for all, but for those whose objects would have the same name."""
    found: list[list[str]] = []
    seen: dict[str, int] = {}
    for source in sources:
        number = seen.get(object_name(source), 0)
        seen[object_name(source)] = number + 1
        if number == len(found):
            found.append([])
        found[number].append(source)
    return found


def compiled(path: str, source: str, known: set[str]) -> dict[str, Any]:
    with open(path, "rb") as file:
        data = file.read()
    _, defined, needed = symbols(data)
    unit = unit_of(source, defined, needed)
    if needed - known:
        unit["places"] = places(path)
    if b"\x0f\x05" in data or b"\xcd\x80" in data or b"\x0f\x34" in data:
        listing = subprocess.run(["objdump", "-d", "--no-show-raw-insn", path], capture_output=True, check=False).stdout
        unit["syscalls"] = SYSTEM_CALL.search(listing) is not None
    return unit


def unit_of(file: str, defined: set[str], needed: set[str], *, linkable: bool = True) -> dict[str, Any]:
    return {
        "file": file,
        "defined": sorted(defined),
        "needed": sorted(needed),
        "places": {},
        "syscalls": False,
        "linkable": linkable,
    }


def places(path: str) -> dict[str, str]:
    """Name -> "file:line" of its first use. A name with a line break in it can only spoil its own line."""
    text = subprocess.run(["nm", "-u", "-l", path], capture_output=True, check=False).stdout
    matches = map(PLACE.match, text.decode(errors="backslashreplace").split("\n"))
    return {match[1]: match[2] for match in matches if match}


def of_product(request: dict[str, Any]) -> dict[str, Any]:
    units: list[dict[str, Any]] = []
    strange: list[list[str]] = []
    for path in files_below(request["product"], strange):
        name = os.path.relpath(path, request["product"])
        try:
            found = read_file(path, must=name in request["programs"] or LIBRARY.search(name) is not None)
        except UNREADABLE as error:
            strange.append([shown(name), str(error)])
            continue
        if found:
            linkable, defined, needed = found
            units.append(unit_of(shown(name), defined, needed, linkable=linkable))
    return {"units": units, "strange": strange, "log": ""}


def files_below(top: str, strange: list[list[str]]) -> Iterator[str]:
    """Folder by folder: `os.walk` of Python 3.11 calls itself, and a build nests deeper than it can."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
            below = {path for path in paths if stat.S_ISDIR(os.lstat(path).st_mode)}
        except OSError:
            strange.append([shown(os.path.relpath(folder, top)), "a folder that can't be read"])
            continue
        folders += sorted(below)
        yield from (path for path in paths if path not in below)


def shown(name: str) -> str:
    return os.fsencode(name).decode(errors="backslashreplace")


def read_file(path: str, *, must: bool) -> tuple[bool, set[str], set[str]] | None:
    """(linkable, defined, needed), or None for what is no machine code. Raises ValueError where `must` and it isn't."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        if must:
            raise ValueError("a link or a special file, not one that the build made")
        return None
    with open(path, "rb") as file:
        head = file.read(8)
        if head == ARCHIVE:
            return True, *members(head + file.read())
        if head[:4] == ELF:
            return symbols(head + file.read())
    if must or head == THIN:
        raise ValueError("neither an object, an archive with its members in it, nor a program")
    return None


def members(data: bytes) -> tuple[set[str], set[str]]:
    defined: set[str] = set()
    needed: set[str] = set()
    at = len(ARCHIVE)
    while at + 60 <= len(data):
        name, size = data[at : at + 16].rstrip(), int(data[at + 48 : at + 58])
        at += 60
        if size < 0:
            raise ValueError("an archive with a member of negative size")
        if name not in (b"/", b"//", b"/SYM64/"):
            _, its, wants = symbols(data[at : at + size])
            defined |= its
            needed |= wants
        at += size + size % 2
    return defined, needed - defined


def symbols(data: bytes) -> tuple[bool, set[str], set[str]]:
    """(linkable, defined, needed). Raises ValueError, struct.error, IndexError for what no linker of ours made."""
    if data[:6] != ELF + b"\x02\x01":
        raise ValueError("not a 64-bit object of this machine")
    (kind,) = struct.unpack_from("<H", data, 16)
    (start,) = struct.unpack_from("<Q", data, 40)
    size, count, names_at = struct.unpack_from("<HHH", data, 58)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, start + number * size) for number in range(count)]
    section_names = part(data, sections[names_at])
    if any(text_at(section_names, section[0]).startswith(b".gnu.lto_") for section in sections):
        raise ValueError("compiled with -flto: what it calls can't be seen")
    wanted = SYMTAB if kind == RELOCATABLE else DYNSYM
    tables = [section for section in sections if section[1] == wanted]
    if kind != RELOCATABLE and not tables:
        raise ValueError("linked statically: what it calls can't be seen")
    defined: set[str] = set()
    needed: set[str] = set()
    for table in tables:
        names = part(data, sections[table[6]])
        for name_at, info, _, place, _, _ in struct.iter_unpack("<IBBHQQ", part(data, table)):
            name = text_at(names, name_at).decode(errors="backslashreplace")
            if name and info >> 4 in SHARED:
                (defined if place else needed).add(name)
    return kind == RELOCATABLE, defined, needed - defined


def part(data: bytes, section: tuple[int, ...]) -> bytes:
    return data[section[4] : section[4] + section[5]]


def text_at(names: bytes, start: int) -> bytes:
    return names[start : names.index(0, start)]


if __name__ == "__main__":
    main()
