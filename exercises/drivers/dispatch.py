"""Which driver an exercise asks for, and what its sandbox's image needs besides the language."""

from core.trees import TreeEntry
from exercises.drivers.driver import Driver
from exercises.drivers.framework import framework_driver
from exercises.drivers.gradescope import setup_script
from exercises.drivers.page import page_driver
from exercises.drivers.unit import unit_driver
from exercises.manifest import Manifest


def driver_of(manifest: Manifest) -> Driver | None:
    if manifest.unit:
        return unit_driver(manifest.language, manifest.unit)
    if manifest.framework:
        return framework_driver(manifest.framework)
    if manifest.page:
        return page_driver()
    return None


def setup_of(manifest: Manifest, harness: tuple[TreeEntry, ...]) -> bytes:
    """The script by which the sandbox's image is set up for this exercise alone; none for most."""
    if manifest.framework and manifest.framework.kind == "gradescope":
        return setup_script(harness)
    return b""
