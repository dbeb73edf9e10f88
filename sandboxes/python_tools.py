"""Tools for checks that are Python packages: copied into an image from our own environment, so that they are the
versions of the lock file and that building an image asks no package index.

distribution + what it requires  ->  tools/lib/PACKAGE/...   its modules, and the metadata that it reads of itself
                                 ->  tools/bin/NAME          a program of it, or a launcher for its entry point

A package with compiled modules has to fit the image's own Python.
"""

import sysconfig
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, distribution
from pathlib import Path, PurePath

from packaging.requirements import Requirement

from core.errors import GraderFault

LIBRARY = "/opt/peermill/lib"
OF_THE_INSTALLER = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
LAUNCHER = """#!/usr/bin/python3 -I
import sys
sys.path.insert(0, "{library}")
from {module} import {function}
sys.exit({function}())
"""


def tools_context(*names: str) -> dict[str, bytes]:
    """The files of those distributions, as they lie in a build's context. Raises GraderFault for one not installed."""
    return {
        path: source if isinstance(source, bytes) else source.read_bytes()
        for name in sorted(_closure(names))
        for path, source, _ in _files_of(_installed(name))
    }


@lru_cache
def tools_recipe(*names: str) -> bytes:
    """What `tools_context` is made from, by the digests that the installer noted: a browser's driver has 160 MB.

    Raises GraderFault for a distribution that isn't installed.
    """
    return "".join(
        f"{path}\0{digest}\n" for name in sorted(_closure(names)) for path, _, digest in _files_of(_installed(name))
    ).encode()


def _closure(names: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            requirements = map(Requirement, _installed(name).requires or ())
            left += [need.name for need in requirements if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise GraderFault(f"{name} is not installed beside peermill: run make again") from None


def _files_of(package: Distribution) -> Iterator[tuple[str, bytes | Path, str]]:
    """(path in the context, what is there or the file that has it, its digest or what stands for it)."""
    scripts = Path(sysconfig.get_path("scripts")).resolve()
    launched = {entry.name: entry for entry in package.entry_points if entry.group == "console_scripts"}
    for entry in launched.values():
        launcher = _launcher(entry)
        yield f"tools/bin/{entry.name}", launcher, launcher.decode()
    for path in package.files or ():
        digest = path.hash.value if path.hash else ""
        source = Path(str(package.locate_file(path))).resolve()
        if source.parent == scripts:
            if source.name not in launched:
                yield f"tools/bin/{source.name}", source, digest
        elif _is_wanted(path):
            yield f"tools/lib/{path.as_posix()}", source, digest


def _is_wanted(path: PurePath) -> bool:
    """Not what an installer notes of this machine, nor modules compiled here."""
    return ".." not in path.parts and path.suffix != ".pyc" and path.name not in OF_THE_INSTALLER


def _launcher(entry: EntryPoint) -> bytes:
    return LAUNCHER.format(library=LIBRARY, module=entry.module, function=entry.attr).encode()
