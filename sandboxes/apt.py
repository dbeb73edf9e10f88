"""What we ask of the machine's own apt: to install a tool, and where and how it reaches its distribution."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from platform import freedesktop_os_release

from core.errors import GraderFault

Say = Callable[[str], None]

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
KEPT_OPTIONS = ("Acquire::http::", "Acquire::https::", "Acquire::Check-", "Acquire::Retries", "Acquire::ForceIPv")
NAMES_A_FILE = ("CaInfo", "SslCert", "SslKey", "Auto-Detect", "AutoDetect")
LOCK_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class AptConfiguration:
    """`codename` of the release, its sources as one-line entries (none: those in the image), and apt's options."""

    codename: str
    sources: tuple[str, ...]
    options: tuple[str, ...]


def find_program(name: str) -> str | None:
    """The path of a system program; a user's PATH may lack the folders of root's tools."""
    return shutil.which(name, path=SYSTEM_PATH)


def can_install() -> bool:
    return os.geteuid() == 0 and find_program("apt-get") is not None


def install(package: str, say: Say) -> None:
    """Install a package. Raises GraderFault with apt's last line."""
    say(f"Installing {package}")
    _update()
    _apt_get("install", "--yes", "--no-install-recommends", package)


def machine_configuration() -> AptConfiguration:
    """How this machine reaches its own release. Raises GraderFault where apt knows no source of it."""
    codename = freedesktop_os_release().get("VERSION_CODENAME", "")
    sources = _release_sources(codename)
    if not sources and can_install():
        _update()
        sources = _release_sources(codename)
    if not sources:
        raise GraderFault(
            f"apt knows no source of {codename or 'this release'}: check /etc/apt/sources.list, then try again"
        )
    return AptConfiguration(codename=codename, sources=sources, options=machine_options())


def _release_sources(codename: str) -> tuple[str, ...]:
    """The distribution's own sources: apt tells a source's origin once its index was fetched."""
    form = "$(ORIGIN)|$(RELEASE)|$(COMPONENT)|$(REPO_URI)"
    lines = _output("apt-get", "indextargets", "--format", form, "Created-By: Packages").splitlines()
    suites: dict[tuple[str, str, str], list[str]] = {}
    for origin, release, component, uri in (line.split("|") for line in lines):
        keyring = f"/usr/share/keyrings/{origin.lower()}-archive-keyring.gpg"
        ours = release in (codename, f"{codename}-updates", f"{codename}-security")
        if ours and origin in ("Debian", "Ubuntu"):
            suites.setdefault((keyring, uri, release), []).append(component)
    return tuple(
        f"deb [signed-by={keyring}] {uri} {release} {' '.join(dict.fromkeys(components))}"
        for (keyring, uri, release), components in suites.items()
    )


def machine_options() -> tuple[str, ...]:
    """Proxies, time-outs and the like; not the options that name a file, which only this machine has."""
    dump = _output("apt-config", "dump").splitlines()
    kept = (line for line in dump if line.startswith(KEPT_OPTIONS) and not any(name in line for name in NAMES_A_FILE))
    return ('Acquire::Languages "none";', *kept)


def _update() -> None:
    """One broken source, of a program we don't need, is no reason to stop: what is missing shows at the next step."""
    with contextlib.suppress(GraderFault):
        _apt_get("update")


def _apt_get(*arguments: str) -> None:
    lock = f"DPkg::Lock::Timeout={LOCK_SECONDS}"
    _output("env", "DEBIAN_FRONTEND=noninteractive", f"PATH={SYSTEM_PATH}", "apt-get", "-qq", "-o", lock, *arguments)


def _output(*argv: str) -> str:
    try:
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    if done.returncode:
        raise GraderFault(f"`{' '.join(argv)}` failed: {last_line(done.stderr)}")
    return done.stdout


def last_line(text: str) -> str:
    """The last line that says something, of a program's output."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it printed nothing")
