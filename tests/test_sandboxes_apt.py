from pathlib import Path

import pytest

from core.errors import GraderFault
from sandboxes import apt, base_image
from sandboxes.apt import AptConfiguration, machine_configuration

TARGETS = """\
Debian|bookworm|main|http://mirror.example/debian/
Debian|bookworm|contrib|http://mirror.example/debian/
Debian|bookworm|main|http://mirror.example/debian/
Debian|bookworm-security|main|http://mirror.example/debian-security/
Debian|bookworm-backports|main|http://mirror.example/debian/
Docker|bookworm|stable|https://download.example/linux/debian/
"""
DUMP = """\
APT::Architecture "amd64";
Acquire::IndexTargets::deb::Packages "";
Acquire::http::Proxy "http://proxy.example:3128/";
Acquire::http::Proxy-Auto-Detect "/usr/local/bin/find-proxy";
Acquire::https::CaInfo "/etc/ssl/ours.pem";
Acquire::Retries "3";
"""


def a_machine_whose_apt_says(monkeypatch: pytest.MonkeyPatch, targets: str) -> None:
    texts = {"indextargets": targets, "dump": DUMP}
    monkeypatch.setattr(apt, "_output", lambda *argv: texts[argv[1]])
    monkeypatch.setattr(apt, "can_install", lambda: False)
    monkeypatch.setattr(apt, "freedesktop_os_release", lambda: {"VERSION_CODENAME": "bookworm"})


def test_only_the_release_itself_is_taken_from_the_machines_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    a_machine_whose_apt_says(monkeypatch, TARGETS)
    signed = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
    assert machine_configuration().sources == (
        f"{signed} http://mirror.example/debian/ bookworm main contrib",
        f"{signed} http://mirror.example/debian-security/ bookworm-security main",
    )


def test_proxies_are_taken_and_options_that_name_a_file_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    a_machine_whose_apt_says(monkeypatch, TARGETS)
    assert machine_configuration().options == (
        'Acquire::Languages "none";',
        'Acquire::http::Proxy "http://proxy.example:3128/";',
        'Acquire::Retries "3";',
    )


def test_a_machine_without_a_source_of_its_release(monkeypatch: pytest.MonkeyPatch) -> None:
    a_machine_whose_apt_says(monkeypatch, "")
    with pytest.raises(GraderFault, match=r"apt knows no source of bookworm: check /etc/apt/sources\.list"):
        machine_configuration()


def test_a_package_that_can_not_be_installed_is_told_in_apts_words() -> None:
    with pytest.raises(GraderFault, match="Unable to locate package no-such-package-at-all"):
        apt._apt_get("install", "--yes", "--simulate", "no-such-package-at-all")


def test_a_mirror_that_does_not_answer(tmp_path: Path) -> None:
    dead = AptConfiguration(
        codename="bookworm", sources=("deb http://127.0.0.1:1/ bookworm main",), options=('Acquire::Retries "0";',)
    )
    with pytest.raises(GraderFault, match=r"mmdebstrap could not make the base image: E: .*"):
        base_image._run_mmdebstrap(dead, tmp_path / "base.tar")
