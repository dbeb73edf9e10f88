"""Which driver an exercise asks for."""

from exercises.drivers.driver import Driver
from exercises.drivers.framework import framework_driver
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
