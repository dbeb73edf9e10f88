"""The driver of [page]: Chromium in the sandbox, which opens the turned-in page and takes a testcase's steps.

Its programs are Node.js on Playwright's driver, both of the `web` image; what they read and print is in
`sources/page/main.js`.
"""

from exercises.drivers.driver import Driver, source

FILES = ("acts.js", "looks.js", "main.js", "notes.js", "screenshot.js", "site.js", "world.js")


def page_driver() -> Driver:
    command = ("/opt/peermill/playwright/node", "school/page/main.js")
    return Driver(files=tuple(source(f"page/{name}") for name in FILES), commands=(), command=command)
