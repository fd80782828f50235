"""The lock: hashes for everything, for every system, and no addresses."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import environment

SYSTEMS_OF_QT = 4  # Linux on two processors, macOS, Windows


@dataclass(frozen=True)
class Pin:
    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins() -> Iterator[Pin]:
    text = re.sub(r"^\s*#.*\n", "", environment.LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = line.split("--hash=sha256:")
        name, _, rest = requirement.partition("==")
        version, _, marker = rest.partition(";")
        yield Pin(name.strip(), version.strip(), marker.strip(), tuple(digest.strip() for digest in hashes))


PINS = {pin.name: pin for pin in pins()}
PROJECT = tomllib.loads(environment.PROJECT.read_text(encoding="utf-8"))
WANTED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["work"],
]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


@pytest.mark.parametrize("pin", PINS.values(), ids=PINS)
def test_every_requirement_is_one_version_with_hashes(pin: Pin) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", pin.name)
    assert re.fullmatch(r"[0-9][0-9.]*", pin.version)
    assert pin.hashes
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in pin.hashes)


def test_no_requirement_is_locked_twice() -> None:
    assert len(list(pins())) == len(PINS)


@pytest.mark.parametrize("requirement", WANTED)
def test_what_the_project_asks_for_is_inside(requirement: str) -> None:
    wanted, _, marker = (part.strip() for part in requirement.partition(";"))
    name, _, oldest = wanted.partition(">=")
    pin = PINS[re.sub(r"[-_.]+", "-", name).lower()]
    assert pin.marker == marker
    assert numbers(pin.version) >= numbers(oldest or "0")


@pytest.mark.parametrize("name", ["uv", "hatchling", "pyside6-webengine"])
def test_tools_and_browser_are_inside(name: str) -> None:
    assert name in PINS


def test_it_holds_for_every_system() -> None:
    assert "sys_platform == 'win32'" in PINS["pywin32-ctypes"].marker
    assert "sys_platform == 'linux'" in PINS["secretstorage"].marker
    assert all(len(PINS[name].hashes) >= SYSTEMS_OF_QT for name in PINS if name.startswith(("pyside6-", "shiboken6")))


def test_it_holds_for_the_oldest_python() -> None:
    assert "python_full_version < '3.12'" in PINS["importlib-metadata"].marker


def test_it_names_no_address_and_no_machine() -> None:
    text = environment.LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE), "an option for pip, such as an index"
    assert not re.search(r"(^|\s)/", text), "an absolute path"
