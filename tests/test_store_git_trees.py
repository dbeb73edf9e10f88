from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import TreeRefused
from core.trees import EntryKind, Tree, TreeCaps
from store.git_objects import MissingObject, ObjectInfo, ObjectReader
from store.git_trees import read_tree, tree_of
from store.tree_rules import LFS_POINTER
from tests.git_builders import RawEntry, RawRepository, run_git

CAPS = TreeCaps()


@pytest.fixture
def raw(tmp_path: Path) -> RawRepository:
    return RawRepository(tmp_path / "raw.git")


class WatchedReader(ObjectReader):
    """Notes the size of everything that is read whole."""

    def __init__(self, git_dir: Path) -> None:
        super().__init__(git_dir)
        self.sizes: list[int] = []

    def contents(self, wanted: ObjectInfo) -> bytes:
        self.sizes.append(wanted.size)
        return super().contents(wanted)


def refusal(raw: RawRepository, commit: str, caps: TreeCaps = CAPS) -> str:
    with pytest.raises(TreeRefused) as refused:
        read_tree(raw.folder, commit, caps)
    return str(refused.value)


def by_path(tree: Tree) -> dict[str, tuple[EntryKind, bytes]]:
    return {entry.path: (entry.kind, entry.data) for entry in tree.entries}


def test_files_folders_modes_and_links_are_read_sorted_by_path(raw: RawRepository) -> None:
    below = raw.tree([("100644", b"x", raw.blob(b"1")), ("120000", b"up", raw.blob(b"../run"))])
    commit = raw.commit_of(
        [
            ("40000", b"d", below),
            ("100644", b"d.c", raw.blob(b"2")),
            ("100664", b"old", raw.blob(b"3")),
            ("100755", b"run", raw.blob(b"#!")),
        ]
    )
    tree = read_tree(raw.folder, commit, CAPS)
    assert tree.commit == commit
    assert tree.paths == ("d.c", "d/up", "d/x", "old", "run")
    assert [entry.kind for entry in tree.entries] == ["file", "link", "file", "file", "executable"]
    assert tree.entries[1].data == b"../run"


def test_a_prefix_gives_the_folder_alone_and_its_links_may_not_leave_it(raw: RawRepository) -> None:
    below = raw.tree([("100644", b"x", raw.blob(b"1"))])
    leaving = raw.tree([("120000", b"l", raw.blob(b"../../a"))])
    middle = raw.tree([("40000", b"ex00", below), ("40000", b"ex01", leaving)])
    commit = raw.commit_of([("100644", b"a", raw.blob(b"")), ("40000", b"day", middle)])
    assert read_tree(raw.folder, commit, CAPS, "day/ex00").paths == ("x",)
    assert read_tree(raw.folder, commit, CAPS, "day/ex02").paths == ()
    assert read_tree(raw.folder, commit, CAPS, "a").paths == ()
    with pytest.raises(TreeRefused, match="l: a link out of the tree"):
        read_tree(raw.folder, commit, CAPS, "day/ex01")


def test_a_commit_without_files_is_a_tree_without_entries(raw: RawRepository) -> None:
    commit = raw.commit_of([])
    assert read_tree(raw.folder, commit, CAPS) == Tree(entries=(), commit=commit, history=(f"{commit[:9]} x",))


def test_attributes_have_no_say(tmp_path: Path) -> None:
    files = {
        ".gitattributes": b"* text eol=crlf ident filter=x\nhidden export-ignore\nu16 working-tree-encoding=UTF-16\n",
        "hidden": b"$Id$\n$Format:%H$\n",
        "u16": b"\xff\xfea\x00\r\n",
        "unix": b"a\nb\n",
    }
    raw = RawRepository(tmp_path / "raw.git")
    (raw.folder / "config").write_text(f'[core]\n\tbare = true\n[filter "x"]\n\tsmudge = touch {tmp_path}/canary\n')
    tree = read_tree(raw.folder, raw.files(files), CAPS)
    assert {entry.path: entry.data for entry in tree.entries} == files
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(
    ("mode", "name", "target", "phrase"),
    [
        ("100644", b".git", b"", "stands for git's own folder"),
        ("100644", b"GIT~1", b"", "stands for git's own folder"),
        ("100644", b"..", b"", "not a name that a file can have"),
        ("100644", b"", b"", "not a name that a file can have"),
        ("100644", b"a/b", b"", "not a name that a file can have"),
        ("100644", b"a\nb", b"", "control character"),
        ("100644", b"caf\xe9", b"", "not UTF-8"),
        ("120000", b"l", b"/etc/passwd", "l: a link out of the tree, to /etc/passwd; turn in the file itself"),
        ("120000", b"l", b"../x", "l: a link out of the tree"),
        ("120000", b"l", b"a\0b", "l: a link whose target is no path"),
        ("120000", b"l", b"x" * 1025, "l: a link's target of more than 1024 bytes"),
        ("100600", b"f", b"", "f: an entry of the unknown mode 100600"),
        ("100644", b"f", b"version https://git-lfs.github.com/spec/v1\n", "f: a pointer of Git LFS"),
    ],
)
def test_an_entry_that_no_sandbox_may_be_given_is_refused(
    raw: RawRepository, mode: str, name: bytes, target: bytes, phrase: str
) -> None:
    assert phrase in refusal(raw, raw.commit_of([(mode, name, raw.blob(target))]))


def test_a_submodule_is_refused_and_says_to_add_the_files(raw: RawRepository) -> None:
    message = refusal(raw, raw.commit_of([("160000", b"libft", "1" * 40)]))
    assert message == "libft: a submodule; add the files themselves instead of a link to a repository"


def test_one_name_twice_is_refused_as_two_files_and_as_file_and_folder(raw: RawRepository) -> None:
    blob, below = raw.blob(b""), raw.tree([])
    assert "a: there twice" in refusal(raw, raw.commit_of([("100644", b"a", blob), ("100644", b"a", blob)]))
    assert "a: there twice" in refusal(raw, raw.commit_of([("100644", b"a", blob), ("40000", b"a", below)]))
    assert "a: there twice" in refusal(raw, raw.commit_of([("120000", b"a", blob), ("40000", b"a", below)]))


def test_a_bomb_of_equal_subtrees_stops_at_the_cap_on_entries(raw: RawRepository) -> None:
    tree = raw.tree([("100644", b"leaf", raw.blob(b"x"))])
    for _ in range(10):
        tree = raw.tree([("40000", b"%d" % number, tree) for number in range(10)])
    assert refusal(raw, raw.commit(tree)) == "more than 2000 files and folders; turn in only what was asked for"


def test_a_bomb_of_folders_without_files_stops_too(raw: RawRepository) -> None:
    tree = raw.tree([])
    for _ in range(10):
        tree = raw.tree([("40000", b"%d" % number, tree) for number in range(10)])
    assert "more than 2000 files and folders" in refusal(raw, raw.commit(tree))


def test_a_folder_of_very_many_files_is_refused_before_it_is_read(raw: RawRepository) -> None:
    blob = raw.blob(b"")
    entries: list[RawEntry] = [("100644", b"%06d" % number, blob) for number in range(60_000)]
    commit = raw.commit_of(entries)
    with WatchedReader(raw.folder) as objects, pytest.raises(TreeRefused, match="top folder: more than 2000 files"):
        tree_of(objects, objects.need(commit, "commit"), CAPS)
    assert sum(objects.sizes) < 1000


def test_the_caps_count_to_the_entry_and_the_folder(raw: RawRepository) -> None:
    blob = raw.blob(b"")
    entries: list[RawEntry] = [("100644", b"%d" % number, blob) for number in range(5)]
    assert len(read_tree(raw.folder, raw.commit_of(entries), TreeCaps(entries=5)).entries) == 5
    assert "more than 4 files" in refusal(raw, raw.commit_of(entries), TreeCaps(entries=4))
    tree = raw.tree([("100644", b"f", blob)])
    for _ in range(3):
        tree = raw.tree([("40000", b"d", tree)])
    assert read_tree(raw.folder, raw.commit(tree), TreeCaps(depth=4)).paths == ("d/d/d/f",)
    assert "d/d/d/f: more than 3 folders deep" in refusal(raw, raw.commit(tree), TreeCaps(depth=3))
    assert "d/d/d/f: a path of more than 6 bytes" in refusal(raw, raw.commit(tree), TreeCaps(path_bytes=6))


def test_a_file_of_two_gigabytes_is_never_read(raw: RawRepository) -> None:
    huge = raw.write("blob", b"only the header says so", size=2 << 30, name="1" * 40)
    commit = raw.commit_of([("100644", b"a", raw.blob(b"small")), ("100644", b"big", huge)])
    with WatchedReader(raw.folder) as objects, pytest.raises(TreeRefused, match="big: 2147483648 bytes"):
        tree_of(objects, objects.need(commit, "commit"), CAPS)
    assert sum(objects.sizes) < 1000


def test_the_bytes_of_one_blob_count_wherever_it_stands_but_are_read_once(raw: RawRepository) -> None:
    blob = raw.blob(b"x" * 1000)
    commit = raw.commit_of([("100644", b"%d" % number, blob) for number in range(10)])
    assert "9: with it the files have more than 9999 bytes" in refusal(raw, commit, TreeCaps(total_bytes=9999))
    with WatchedReader(raw.folder) as objects:
        tree = tree_of(objects, objects.need(commit, "commit"), TreeCaps(total_bytes=10_000))
    assert len(tree.entries) == 10
    assert objects.sizes.count(1000) == 1


def test_a_commit_message_without_end_is_refused(raw: RawRepository) -> None:
    commit = raw.commit(raw.tree([]), message="x" * (1 << 20))
    assert "a message of more than 1048576 bytes" in refusal(raw, commit)


def test_what_the_repository_lost_is_our_fault_and_not_the_students(raw: RawRepository) -> None:
    blob = raw.blob(b"lost")
    commit = raw.files({"a": b"lost"})
    raw.forget(blob)
    with pytest.raises(MissingObject, match=f"the blob {blob} is missing or damaged"):
        read_tree(raw.folder, commit, CAPS)
    with pytest.raises(MissingObject, match=r"the commit 0{40} is missing"):
        read_tree(raw.folder, "0" * 40, CAPS)
    lost_tree = raw.commit("2" * 40)
    with pytest.raises(MissingObject, match=r"the tree 2{40} is missing"):
        read_tree(raw.folder, lost_tree, CAPS)
    with pytest.raises(MissingObject, match=f"the commit {blob}"):
        read_tree(raw.folder, raw.blob(b"lost"), CAPS)


def test_a_folder_that_is_a_file_in_truth_is_damage(raw: RawRepository) -> None:
    commit = raw.commit_of([("40000", b"d", raw.blob(b"no tree"))])
    with pytest.raises(MissingObject, match=r"the tree .* is missing or damaged"):
        read_tree(raw.folder, commit, CAPS)


@pytest.mark.parametrize("data", [b"100644 a", b"100644 a\0short", b"nomode\0" + b"1" * 20, b"999999 a\0" + b"1" * 20])
def test_a_tree_object_that_is_cut_off_or_garbled_is_damage(raw: RawRepository, data: bytes) -> None:
    with pytest.raises(MissingObject, match=r"the tree .* is damaged"):
        read_tree(raw.folder, raw.commit(raw.write("tree", data)), CAPS)


def test_contents_under_a_hash_not_theirs_are_damage(raw: RawRepository) -> None:
    forged = raw.write("blob", b"forged", name="3" * 40)
    with pytest.raises(MissingObject, match=r"the blob 3{40} is"):
        read_tree(raw.folder, raw.commit_of([("100644", b"a", forged)]), CAPS)


NAME = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
COMPONENT = NAME.filter(lambda name: "/" not in name and "\\" not in name and ".git" not in name.lower())
PATHS = st.lists(COMPONENT.filter(lambda name: name not in (".", "..")), min_size=1, max_size=4).map("/".join)
CONTENTS = st.binary(max_size=200).filter(lambda data: not data.startswith(LFS_POINTER))
FILES = st.dictionaries(PATHS, st.tuples(st.sampled_from(["100644", "100755"]), CONTENTS), max_size=8)


def without_clashes(files: dict[str, tuple[str, bytes]]) -> dict[str, tuple[str, bytes]]:
    return {path: file for path, file in files.items() if not any(other.startswith(f"{path}/") for other in files)}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    run_git("init", "--quiet", "--bare", "--template=", at=folder)
    return folder


def fast_import(folder: Path, files: dict[str, tuple[str, bytes]]) -> str:
    stream = b"commit refs/heads/main\ncommitter S <s@example> 0 +0000\ndata 0\ndeleteall\n"
    for path, (mode, data) in files.items():
        quoted = path.replace("\\", "\\\\").replace('"', '\\"')
        stream += f'M {mode} inline "{quoted}"\ndata {len(data)}\n'.encode() + data + b"\n"
    run_git("fast-import", "--quiet", "--force", at=folder, stdin=stream)
    return run_git("rev-parse", "refs/heads/main", at=folder)


@settings(max_examples=20, deadline=None)
@given(FILES.map(without_clashes))
def test_any_tree_that_git_writes_is_read_back_as_it_was(imported: Path, files: dict[str, tuple[str, bytes]]) -> None:
    tree = read_tree(imported, fast_import(imported, files), CAPS)
    kinds = {"100644": EntryKind.FILE, "100755": EntryKind.EXECUTABLE}
    assert by_path(tree) == {path: (kinds[mode], data) for path, (mode, data) in files.items()}
    assert tree.paths == tuple(sorted(files))
