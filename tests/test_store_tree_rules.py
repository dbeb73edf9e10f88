import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import TreeRefused
from core.trees import EntryKind, TreeCaps, TreeEntry
from store.tree_rules import MAX_LINK_BYTES, TreeGauge, check_contents, means_dot_git, shown


def link(path: str, target: str | bytes) -> TreeEntry:
    return TreeEntry(path=path, kind=EntryKind.LINK, data=target if isinstance(target, bytes) else target.encode())


def file(path: str, data: bytes = b"") -> TreeEntry:
    return TreeEntry(path=path, kind=EntryKind.FILE, data=data)


@pytest.mark.parametrize(
    "name",
    [
        ".git",
        ".GIT",
        "git~1",
        "GIT~1",
        ".git.",
        ".git ",
        ".git . .",
        ".g\u200cit",
        "\ufeff.git",
        ".git::$DATA",
        ".git:x",
    ],
)
def test_every_spelling_of_gits_own_folder_is_refused(name: str) -> None:
    with pytest.raises(TreeRefused, match="git's own folder"):
        TreeGauge(TreeCaps()).name("src", name.encode())


@pytest.mark.parametrize("name", ["a\\.git", ".git\\config"])
def test_a_name_that_windows_would_take_for_a_path_through_it_is_refused(name: str) -> None:
    with pytest.raises(TreeRefused, match="git's own folder"):
        TreeGauge(TreeCaps()).name("", name.encode())


@pytest.mark.parametrize("name", [".gitignore", ".gitattributes", ".github", "git", "x.git", "git~2", "..git", "a:b"])
def test_names_that_only_look_alike_are_taken(name: str) -> None:
    assert not means_dot_git(name)
    assert TreeGauge(TreeCaps()).name("src", name.encode()) == f"src/{name}"


@pytest.mark.parametrize(
    ("raw", "phrase"),
    [
        (b"caf\xe9.c", r"caf\\xe9.c at the top: a name that is not UTF-8"),
        (b"\xed\xa0\x80", "not UTF-8"),
        (b"", "not a name"),
        (b".", "not a name"),
        (b"..", "not a name"),
        (b"a/b", "not a name"),
        (b"a\nb", r"a\\nb at the top: a control character"),
        (b"\x1b[31m", r"\\x1b\[31m at the top: a control character"),
        (b"\x7f", "control character"),
        ("a\u2028b".encode(), "line break"),
    ],
)
def test_a_name_that_is_no_fair_one_is_refused_in_one_printable_line(raw: bytes, phrase: str) -> None:
    with pytest.raises(TreeRefused, match=phrase) as refusal:
        TreeGauge(TreeCaps()).name("", raw)
    assert str(refusal.value).isprintable()


def test_arabic_and_french_names_are_taken() -> None:
    gauge = TreeGauge(TreeCaps())
    assert gauge.name("", "مشروع".encode()) == "مشروع"
    assert gauge.name("été", "où.c".encode()) == "été/où.c"


def test_entries_depth_and_path_are_capped_at_exactly_what_the_caps_say() -> None:
    gauge = TreeGauge(TreeCaps(entries=2))
    gauge.name("", b"a")
    gauge.name("", b"b")
    with pytest.raises(TreeRefused, match="more than 2 files and folders"):
        gauge.name("", b"c")
    caps = TreeCaps(depth=3, path_bytes=8)
    assert TreeGauge(caps).name("a/b", b"c") == "a/b/c"
    with pytest.raises(TreeRefused, match="a/b/c/d: more than 3 folders deep"):
        TreeGauge(caps).name("a/b/c", b"d")
    assert TreeGauge(caps).name("", "é".encode() * 4) == "éééé"
    with pytest.raises(TreeRefused, match="a path of more than 8 bytes"):
        TreeGauge(caps).name("", "é".encode() * 4 + b"x")


def test_sizes_are_capped_a_file_and_together() -> None:
    gauge = TreeGauge(TreeCaps(file_bytes=10, total_bytes=15))
    with pytest.raises(TreeRefused, match="big: 11 bytes, where a file may have 10"):
        gauge.size("big", EntryKind.FILE, 11)
    gauge.size("a", EntryKind.FILE, 10)
    gauge.size("b", EntryKind.FILE, 5)
    with pytest.raises(TreeRefused, match="c: with it the files have more than 15 bytes together"):
        gauge.size("c", EntryKind.FILE, 1)
    with pytest.raises(TreeRefused, match="l: a link's target of more than 1024 bytes"):
        TreeGauge(TreeCaps()).size("l", EntryKind.LINK, MAX_LINK_BYTES + 1)


@pytest.mark.parametrize(
    "entries",
    [
        [link("l", "/etc/passwd")],
        [link("l", "..")],
        [link("l", "../x")],
        [link("a/b/l", "../../../x")],
        [link("a/l", "x/../../../y")],
        [link("top", "."), link("l", "top/../x")],
        [link("d/up", ".."), link("l", "d/up/../x")],
        [link("l", "m"), link("m", "/etc")],
        [link("deep", "a/b"), file("a/b/c"), link("a/b/l", "../../../x")],
        [link("l", "missing/../../x")],
        [link("l", "a/./.././../x")],
    ],
)
def test_a_link_out_of_the_tree_is_refused(entries: list[TreeEntry]) -> None:
    with pytest.raises(TreeRefused, match="out of the tree"):
        check_contents(entries)


@pytest.mark.parametrize(
    "entries",
    [
        [link("l", "a"), file("a")],
        [link("d/l", "../a"), file("a")],
        [link("l", "missing")],
        [link("l", "l")],
        [link("l", "m"), link("m", "l")],
        [link("x", "a/b"), link("l", "x/../c"), file("a/c")],
        [link("l", "..a")],
    ],
)
def test_a_link_that_stays_inside_is_taken(entries: list[TreeEntry]) -> None:
    check_contents(entries)


@pytest.mark.parametrize("target", [b"", b"a\0b"])
def test_a_link_to_no_path_is_refused(target: bytes) -> None:
    with pytest.raises(TreeRefused, match="l: a link whose target is no path"):
        check_contents([link("l", target)])


def test_a_link_to_a_name_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(TreeRefused, match="target is not UTF-8"):
        check_contents([link("l", b"caf\xe9")])


def test_a_pointer_of_lfs_is_refused_and_says_how_to_mend_it() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
    with pytest.raises(TreeRefused, match=r"a\.bin: a pointer of Git LFS.*git lfs untrack"):
        check_contents([file("a.bin", pointer)])
    check_contents([file("notes.txt", b"about " + pointer)])


def test_a_path_is_shown_in_one_bounded_printable_line() -> None:
    assert shown("a\nb\x1b[0m") == r"a\nb\x1b[0m"
    assert shown(b"\xff\xfe") == r"\xff\xfe"
    assert len(shown("x" * 5000)) < 120
    assert shown("\u202egnp.c") == r"\u202egnp.c"


PARTS = st.sampled_from(["..", ".", "a", "b", "c", "l1", "l2"])
TARGETS = st.lists(PARTS, min_size=1, max_size=5).map("/".join)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["l1", "a/l1", "a/l2", "a/b/l1", "c/l2"]), TARGETS, min_size=1))
def test_no_link_that_is_taken_leads_out_on_a_real_file_system(links: dict[str, str]) -> None:
    try:
        check_contents([link(path, target) for path, target in links.items()])
    except TreeRefused:
        return
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve() / "top"
        for path, target in links.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).symlink_to(target)
        for path in links:
            assert Path(os.path.realpath(top / path)).is_relative_to(top)
