"""Debian with a Python in it, under every language's image.

    the machine's apt sources -> mmdebstrap -> tar -> docker import -> peermill/base
    no mmdebstrap to be had?  registry -> debian:bookworm-slim -> Dockerfile -> peermill/base

The first way needs no image registry, only Debian's (or Ubuntu's) packages. The second is for machines where we may
not install anything; its tag moves with Debian's point releases, so the digest that was pulled is said aloud.
"""

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import docker
from docker.errors import DockerException

from core.errors import GraderFault
from sandboxes import apt
from sandboxes.apt import AptConfiguration, Say
from sandboxes.image_build import DOCKERFILES, apt_context, build, image_id

PULLED = "debian"
PULLED_TAG = "bookworm-slim"
BOOTSTRAP = (
    "--quiet",
    "--variant=minbase",
    "--include=python3",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/info/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    '--customize-hook=find "$1" -xdev -type f -perm /6000 -exec chmod -s {} +',
    '--customize-hook=rm -f "$1"/etc/apt/sources.list "$1"/etc/apt/apt.conf.d/99mmdebstrap',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A base image, and how apt inside it reaches packages of its own release."""

    tag: str
    apt: AptConfiguration


def recipe() -> bytes:
    """What a base is made from, for the hash in its tag and in those of the images on it."""
    return "\0".join(BOOTSTRAP).encode() + (DOCKERFILES / "debian/Dockerfile").read_bytes()


def ensure_base(client: docker.DockerClient, var: Path, say: Say) -> Base:
    """The base image, made if the engine has none yet. Raises GraderFault."""
    digest = hashlib.sha256(recipe()).hexdigest()[:12]
    if apt.find_program("mmdebstrap") is None and apt.can_install():
        apt.install("mmdebstrap", say)
    if apt.find_program("mmdebstrap"):
        machine = apt.machine_configuration()
        base = Base(tag=f"peermill/base:{machine.codename}-{digest}", apt=machine)
        if image_id(client, base.tag) is None:
            _bootstrap(client, base, var, say)
        return base
    base = Base(tag=f"peermill/base:pulled-{digest}", apt=_pulled_configuration())
    if image_id(client, base.tag) is None:
        _pull(client, base, say)
    return base


def _bootstrap(client: docker.DockerClient, base: Base, var: Path, say: Say) -> None:
    say(f"Making the base image from the packages of {base.apt.codename}")
    with tempfile.TemporaryDirectory(dir=var, prefix="base-") as folder:
        tar = Path(folder) / "base.tar"
        _run_mmdebstrap(base.apt, tar)
        repository, _, tag = base.tag.partition(":")
        try:
            client.api.import_image(str(tar), repository=repository, tag=tag)
        except (DockerException, OSError) as error:
            raise GraderFault(f"the Docker engine did not import {base.tag}: {error}") from None
    if image_id(client, base.tag) is None:
        raise GraderFault(f"the Docker engine did not import {base.tag}: is its disk full?")


def _run_mmdebstrap(machine: AptConfiguration, tar: Path) -> None:
    options = [f"--aptopt={option}" for option in machine.options]
    command = ("mmdebstrap", *BOOTSTRAP, *options, machine.codename, str(tar), *machine.sources)
    argv = ("env", f"PATH={apt.SYSTEM_PATH}", *command)
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GraderFault(f"mmdebstrap could not make the base image: {apt.last_line(done.stderr)}")


def _pulled_configuration() -> AptConfiguration:
    """The image's own sources, by this machine's way to them."""
    return AptConfiguration(codename="bookworm", sources=(), options=apt.machine_options())


def _pull(client: docker.DockerClient, base: Base, say: Say) -> None:
    say(f"Pulling {PULLED}:{PULLED_TAG} for the base image")
    try:
        found = client.images.get_registry_data(f"{PULLED}:{PULLED_TAG}")
        image = found.pull()
    except (DockerException, OSError) as error:
        raise GraderFault(
            f"no base image: {PULLED}:{PULLED_TAG} can't be pulled ({error}), and mmdebstrap is missing; "
            "run `apt-get install mmdebstrap` as root"
        ) from None
    say(f"Pulled {PULLED}@{found.id}")
    build(client, "debian", base=str(image.id), tag=base.tag, files=apt_context(base.apt))
