import json

from hypothesis import given
from hypothesis import strategies as st

from sandboxes.container import (
    DEADLINE_LABEL,
    FIRST_UID,
    LABEL,
    LIFETIME_SECONDS,
    MIB,
    OWNER_LABEL,
    SLOTS,
    ContainerSpec,
    command,
    host_config,
    labels,
)

SPEC = ContainerSpec(image_id="sha256:1", slot=7, runtime="runc", cpus=0.5, memory_mib=100, processes=9)
SLOT = st.integers(0, SLOTS - 1)


def test_every_protection_is_asked_for() -> None:
    config = host_config(SPEC)
    assert (config["network_mode"], config["read_only"], config["ipc_mode"]) == ("none", True, "private")
    assert (config["cap_drop"], config["cap_add"]) == (["ALL"], ["SETUID", "SETGID", "KILL", "CHOWN"])
    assert config["mem_limit"] == config["memswap_limit"] == 100 * MIB
    assert (config["pids_limit"], config["nano_cpus"], config["runtime"]) == (10, 500_000_000, "runc")
    assert config["log_config"] == {"Type": "none", "Config": {}}
    assert "privileged" not in config
    assert "binds" not in config


def test_the_seccomp_profile_and_no_new_privileges_are_on() -> None:
    first, second = host_config(SPEC)["security_opt"]
    assert first == "no-new-privileges"
    assert json.loads(second.removeprefix("seccomp="))["defaultAction"] == "SCMP_ACT_ERRNO"


def test_every_writable_folder_has_a_size_and_an_inode_limit() -> None:
    folders = host_config(SPEC)["tmpfs"]
    assert set(folders) == {"/box/product", "/box/run", "/tmp", "/dev/shm"}
    for options in folders.values():
        words = options.split(",")
        assert {"nosuid", "nodev"} <= set(words)
        assert any(word.startswith("size=") for word in words)
        assert any(word.startswith("nr_inodes=") for word in words)


def test_no_process_limit_by_user_and_no_core_files() -> None:
    limits = {entry["Name"]: entry["Hard"] for entry in host_config(SPEC)["ulimits"]}
    assert "nproc" not in limits
    assert limits["core"] == 1
    assert all(entry["Soft"] == entry["Hard"] for entry in host_config(SPEC)["ulimits"])


@given(SLOT, SLOT)
def test_no_two_slots_share_a_user_or_a_name(one: int, other: int) -> None:
    first, second = (ContainerSpec(image_id="sha256:1", slot=slot, runtime="runc") for slot in (one, other))
    assert (first.name == second.name) == (one == other)
    assert bool(set(first.uids) & set(second.uids)) == (one == other)
    assert len(set(first.uids)) == 2
    assert min(first.uids) >= FIRST_UID
    assert max(first.uids) < FIRST_UID + 2 * SLOTS


def test_pid_1_is_told_its_users_and_share() -> None:
    assert command(SPEC)[-3:] == ["200014", "200015", "0.5"]
    assert command(SPEC)[:2] == ["python3", "-ISBc"]


def test_labels_name_the_owner_and_the_deadline() -> None:
    assert labels("me", 1000.7) == {LABEL: "1", OWNER_LABEL: "me", DEADLINE_LABEL: str(1000 + LIFETIME_SECONDS)}
