"""The main job by keyboard alone: real key events from outside the program, on a real X server."""

import subprocess
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.journeys.conftest import Started
from tests.journeys.screen import Screen


class Keyboard:
    """Presses keys as the X server hands them to whatever has the focus; no mouse, no window manager."""

    def __init__(self, started: Started) -> None:
        self._environment = started.desktop
        self._run("search", "--sync", "--onlyvisible", "--name", "^Demur$", "windowfocus", "--sync")

    def press(self, *keys: str) -> None:
        self._run("key", "--clearmodifiers", *keys)

    def _run(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=40, capture_output=True)


@pytest.fixture
def screen(started: Started) -> Iterator[Screen]:
    """Eyes only: nothing is pressed through it here."""
    with closing(Screen(started.desktop["DBUS_SESSION_BUS_ADDRESS"])) as made:
        made.await_name("Try it on the practice platform")
        yield made


def test_main_job_by_keyboard_alone(started: Started, screen: Screen) -> None:
    keyboard = Keyboard(started)
    screen.await_focus("Try it on the practice platform")
    keyboard.press("Return")
    screen.await_focus("Sign in with your browser")
    keyboard.press("Return")
    screen.await_name("Your data may be used")
    keyboard.press("alt+o")
    screen.await_focus("Cancel")  # what sends nothing comes first
    assert not started.member.receipts()
    keyboard.press("shift+Tab")
    screen.await_focus("Opt out now")
    keyboard.press("Return")
    screen.await_name("Confirmed")
    assert [receipt["kind"] for receipt in started.member.receipts()] == ["genesis", "attempt", "confirmation"]
    screen.await_focus("View receipt")
    keyboard.press("Return")
    screen.await_name("Practice receipt 2")
    keyboard.press("Escape")
    screen.await_focus("List of receipts")
    keyboard.press("Down", "Return")
    screen.await_name("Practice receipt 1")


def test_keyboard_goes_all_around_the_window(started: Started, screen: Screen) -> None:
    """Tab goes from one part to the next and back to the first; within the rail's places the arrows go on."""
    keyboard, met = Keyboard(started), ["Try it on the practice platform"]
    screen.await_focus(met[0])
    for key in ("Tab", "Tab", "Tab", "Down", "Down", "Down", "Tab"):
        keyboard.press(key)
        met.append(screen.wait(lambda: _other(screen.focused(), met[-1]), f"another place after {met}"))
    assert met[1:] == ["Add an account", "Add account", "Receipts", "What it means", "Settings", "About", met[0]]
    for key, page in (
        ("alt+r", "No receipts yet"),
        ("alt+e", "What Demur keeps about you"),
        ("alt+b", "What leaves this computer"),
    ):
        keyboard.press(key)
        screen.await_name(page)


def _other(name: str, than: str) -> str:
    return name if name != than else ""
