"""`dev.py` from outside, and what continuous integration makes of it."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
import environment

DEV = environment.ROOT / "packaging" / "dev.py"
INSIDE_VENV = {
    "qt_probe.py": {"PySide6"},
    "shots.py": {"PySide6", "demur"},
    "scenes.py": {"demur"},
    "studio.py": {"PySide6", "demur"},
    "clipping.py": {"PySide6"},
    "bench_parts.py": {"PySide6", "cryptography", "demur", "requests"},
    "bench_ledger.py": {"PySide6", "cryptography", "demur"},
    "bench_watch.py": {"demur", "requests"},
    "bench_overview.py": {"PySide6", "demur"},
    "letter_scenes.py": {"PySide6"},
    "bench_pages.py": {"PySide6", "demur", "shiboken6"},
    "change_scenes.py": {"demur"},
    "page_scenes.py": {"demur"},
    "looking_back_scenes.py": {"demur"},
    "platform_page.py": {"PySide6"},
}
"""What runs inside `.venv`, and so may import more than Python brings."""
TEST_COMMAND = "python3 packaging/dev.py test"


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(DEV), *arguments], capture_output=True, text=True, timeout=30)


def test_help_names_commands_systems_and_codes() -> None:
    done = call("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for word in ("run [ARG", "test [ARG", "setup", "lock [ARG", "glibc 2.34", "not tried here", "Exit codes"):
        assert word in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


@pytest.mark.parametrize("arguments", [[], ["walk"], ["setup", "now"]])
def test_a_wrong_command_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        dev.read_arguments(arguments)
    assert end.value.code == 2


@pytest.mark.parametrize("command", ["run", "test", "lock"])
def test_arguments_are_passed_on_untouched(command: str) -> None:
    rest = ["-k", "x or y", "--help", "--", "-q"]
    assert dev.read_arguments([command, *rest]) == (command, rest)


def test_an_old_python_can_read_it_far_enough_to_be_told() -> None:
    tree = ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 7))
    first_import = next(node for node in tree.body if isinstance(node, ast.Import))
    check = next(node for node in tree.body if isinstance(node, ast.If))
    assert [name.name for name in first_import.names] == ["sys"]
    assert tree.body.index(check) == 2  # the docstring, sys, then the check: nothing of ours is imported before it


@pytest.mark.parametrize("file", sorted(DEV.parent.glob("*.py")), ids=lambda file: file.name)
def test_set_up_needs_nothing_but_python(file: object) -> None:
    """Whatever imports more is named above."""
    own = {path.stem for path in DEV.parent.glob("*.py")}
    tree = ast.parse(DEV.parent.joinpath(str(file)).read_text(encoding="utf-8"))
    roots = {name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    roots |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    outside = roots - own - set(sys.stdlib_module_names)
    assert outside == INSIDE_VENV.get(Path(str(file)).name, set())


def test_no_display_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not dev.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.has_display()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.has_display()


def started(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> tuple[list[str], str]:
    """Return what `run` would become, and on which Qt platform; set-up and the becoming itself are left out."""
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(dev, "prepare", lambda wanted: None)
    monkeypatch.setattr(os, "execve", lambda path, command, settings: calls.append((command, settings)))
    monkeypatch.setattr(subprocess, "call", lambda command, env: 0)
    dev.run(arguments)
    command, settings = calls[0]
    return command[command.index("demur") + 1 :], settings.get("QT_QPA_PLATFORM", "")


@pytest.mark.usefixtures("no_display")
def test_run_takes_the_tour_where_there_is_no_display(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started(monkeypatch, []) == (["tour", "--out", "tour"], "offscreen")
    assert "There is no display here" in capsys.readouterr().out


@pytest.mark.usefixtures("no_display")
def test_run_with_arguments_does_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started(monkeypatch, ["verify", "receipt.json"]) == (["verify", "receipt.json"], "")


def test_run_opens_the_window_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert started(monkeypatch, []) == ([], "")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_continuous_integration_calls_exactly_the_readme_command() -> None:
    script = environment.ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', TEST_COMMAND]
    readme = (environment.ROOT / "README.md").read_text(encoding="utf-8")
    fenced = re.findall(r"^```[a-z]*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert TEST_COMMAND in "".join(fenced).splitlines()
