"""Which machines are let in, and what the others are told."""

import dataclasses

import pytest

import systems
from systems import Machine

DEBIAN_12 = Machine("Linux", "x86-64", (2, 36), (3, 11))


@pytest.mark.parametrize(
    "machine",
    [
        DEBIAN_12,
        Machine("Linux", "x86-64", (2, 34), (3, 15)),
        Machine("Linux", "ARM64", (2, 39), (3, 12)),
        Machine("Darwin", "ARM64", (14, 0), (3, 13)),
        Machine("Darwin", "x86-64", (26, 1), (3, 13)),
        Machine("Windows", "x86-64", (10, 0), (3, 14)),
    ],
)
def test_lets_in_what_the_wheels_support(machine: Machine) -> None:
    assert systems.refusal(machine) is None


@pytest.mark.parametrize(
    ("machine", "reason"),
    [
        (Machine("Linux", "x86-64", (2, 31), (3, 11)), "needs glibc 2.34 or later on Linux on x86-64"),
        (Machine("Linux", "ARM64", (2, 36), (3, 11)), "needs glibc 2.39 or later on Linux on ARM64"),
        (Machine("Linux", "x86-64", (), (3, 11)), "this system has none"),
        (Machine("Linux", "riscv64", (2, 39), (3, 11)), "doesn't run on Linux on riscv64"),
        (Machine("Darwin", "ARM64", (13, 6), (3, 11)), "needs macOS 14 or later"),
        (Machine("Windows", "x86-64", (6, 3), (3, 11)), "needs Windows 10 or later"),
        (Machine("Windows", "ARM64", (10, 0), (3, 11)), "doesn't run on Windows on ARM64"),
        (Machine("FreeBSD", "x86-64", (), (3, 11)), "doesn't run on FreeBSD"),
        (dataclasses.replace(DEBIAN_12, python=(3, 10)), "needs Python 3.11 or later, and this is Python 3.10"),
        (dataclasses.replace(DEBIAN_12, python=(3, 16)), "Python 3.11 to 3.15, and this is Python 3.16"),
        (dataclasses.replace(DEBIAN_12, interpreter="PyPy"), "this is PyPy"),
        (dataclasses.replace(DEBIAN_12, is_64_bit=False), "32-bit"),
        (dataclasses.replace(DEBIAN_12, is_free_threaded=True), "free-threaded"),
        (dataclasses.replace(DEBIAN_12, lacking_modules=("sqlite3", "ssl")), "built without sqlite3 and ssl"),
    ],
)
def test_refuses_the_rest_in_one_sentence(machine: Machine, reason: str) -> None:
    refusal = systems.refusal(machine)
    assert refusal is not None
    assert reason in refusal
    assert "\n" not in refusal
    assert refusal.endswith(".")


def test_this_machine_is_seen_whole() -> None:
    machine = systems.this_machine()
    assert systems.refusal(machine) is None
    assert machine.release >= (2, 34)


def test_what_was_not_tried_is_marked() -> None:
    untried = [line for line in systems.SUPPORTED.splitlines() if "not tried here" in line]
    assert any("macOS" in line for line in untried)
    assert any("Windows" in line for line in untried)
    assert any("ARM64" in line for line in untried)
    assert not any("x86-64, glibc" in line for line in untried)
