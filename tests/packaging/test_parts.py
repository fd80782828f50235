"""What is missing from a system, and the one command that brings it."""

from pathlib import Path

import pytest

import parts
from parts import Part
from stop import Stop

NOWHERE = Part("libdemur-nowhere.so.9", "library", ("libdemur",), "demur", "libdemur-nowhere.so.9()(64bit)")
HERE = Part("libc.so.6", "library", ("libc6",), "glibc", "libc.so.6()(64bit)")
SOUND = next(part for part in parts.LIBRARIES if part.name == "libasound.so.2")
XVFB = next(part for part in parts.FOR_TESTING if part.name == "Xvfb")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole search path, so that a test says which tools a system has."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def add(tools: Path, name: str, script: str = "") -> None:
    (tools / name).write_text(f"#!/bin/sh\n{script}\n")
    (tools / name).chmod(0o755)


def test_everything_is_here_where_the_suite_runs() -> None:
    assert parts.missing(parts.FOR_RUNNING + parts.FOR_TESTING) == ()


def test_the_loader_itself_says_which_library_is_missing() -> None:
    assert parts.missing([NOWHERE, HERE]) == (NOWHERE,)


@pytest.mark.usefixtures("tools")
def test_a_command_is_looked_for_on_the_search_path() -> None:
    assert parts.missing([XVFB]) == (XVFB,)


def test_any_of_several_commands_will_do(tools: Path) -> None:
    pictures = next(part for part in parts.FOR_TESTING if part.found_by == ("import", "magick"))
    add(tools, "magick")
    assert parts.missing([pictures]) == ()


def test_a_font_module_or_service_is_looked_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "FONT_FOLDERS", ("/nowhere",))
    module = Part("demur_nowhere", "module", (), "", "")
    service = Part("nowhere", "service", (), "", "", ("org.demur.Nowhere.service",))
    assert parts.missing([parts.FONT, module, service]) == (parts.FONT, module, service)


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "Please run: sudo apt-get update && sudo apt-get install libasound2 xvfb"),
        ("dnf", "(not tried here): sudo dnf install /usr/bin/Xvfb 'libasound.so.2()(64bit)'"),
        ("zypper", "(not tried here): sudo zypper install /usr/bin/Xvfb 'libasound.so.2()(64bit)'"),
        ("pacman", "(not tried here): sudo pacman -S --needed alsa-lib xorg-server-xvfb"),
    ],
)
def test_one_command_for_each_kind_of_system(tools: Path, manager: str, command: str) -> None:
    add(tools, manager)
    advice = parts.advice([SOUND, XVFB])
    assert "libasound.so.2, Xvfb" in advice
    assert command in advice
    assert len(advice.splitlines()) == 2


@pytest.mark.usefixtures("tools")
def test_without_a_known_package_tool_the_names_are_said() -> None:
    assert parts.advice([SOUND]).endswith("libasound.so.2.\nPlease install them, then try again.")


@pytest.mark.parametrize("known", ["libasound2", "libasound2t64"])
def test_a_package_has_the_name_this_release_gives_it(tools: Path, known: str) -> None:
    add(tools, "apt-cache", f'test "$2" = {known} && echo "$2 | 1.2 | bookworm/main"')
    assert parts.debian_packages([SOUND]) == [known]


def test_who_is_not_root_is_told_and_not_served(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tools, "apt-get", 'echo "$0 must not be called" >&2; exit 9')
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(Stop) as stop:
        parts.ensure([NOWHERE])
    assert stop.value.code == 4
    assert "libdemur-nowhere.so.9" in stop.value.sentence


def test_root_on_debian_gets_it_installed_after_the_lists_are_renewed(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(
        tools,
        "apt-get",
        f'echo "$@" >> {tools}/calls; test "$4" = update || : > {tools}/Xvfb; /bin/chmod 755 {tools}/*',
    )
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: {"ID": "ubuntu", "ID_LIKE": "debian"})
    parts.ensure([XVFB])
    calls = (tools / "calls").read_text().splitlines()
    assert [call.split()[3] for call in calls] == ["update", "install"]
    assert calls[1].endswith("--yes --no-install-recommends xvfb")


def test_apt_failing_stops_with_what_it_said(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tools, "apt-get", "echo the lists are out of reach; exit 100")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: {"ID": "debian"})
    with pytest.raises(Stop, match="the lists are out of reach"):
        parts.ensure([XVFB])
