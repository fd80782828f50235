"""The folders show the design: every arrow points at `core`, and `core` points at nothing of ours."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import demur

DEMUR = Path(demur.__file__).parent
OUTSIDE = {"PySide6", "shiboken6", "requests", "sqlite3", "keyring", "authlib", "joserfc", "cryptography", "flask"}
ALLOWED = {
    "core": set(),
    "words": {"core", "receipts", "watch"},
    "receipts": {"core"},
    "meaning": {"core"},
    "vault": {"core"},
    "practice": {"core"},
    "connectors": {"core"},
    "watch": {"core"},
    "autostart": {"core", "words"},
    "reminders": {"core", "watch", "words"},
    "ledger": {"core", "receipts"},
    "letters": {"core", "meaning", "words"},
    "printing": {"core", "receipts", "words", "letters"},
    "timestamps": {"core", "receipts", "connectors"},
    "browser": {"core", "connectors", "receipts", "words", "ui"},
}
"""Which rooms of ours a room may reach; `wiring`, `cli`, `ui` and `tour` join them."""


def imports(path: Path) -> set[str]:
    """Return every module that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def files(room: str) -> list[Path]:
    found = sorted((DEMUR / room).rglob("*.py"))
    assert found, f"{room} is empty"
    return found


@pytest.mark.parametrize("room", ["core", "words"])
def test_room_stands_alone(room: str) -> None:
    for path in files(room):
        reached = {name.split(".")[0] for name in imports(path)} & OUTSIDE
        assert not reached, f"{path} reaches for {reached}"


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_arrows_point_at_core(room: str) -> None:
    for path in files(room):
        ours = {name.split(".")[1] for name in imports(path) if name.startswith("demur.")}
        strangers = {name for name in ours if (DEMUR / name).is_dir()} - ALLOWED[room] - {room}
        assert not strangers, f"{path} reaches for {strangers}"


def test_only_the_window_the_browser_the_press_and_the_tour_know_qt() -> None:
    for path in DEMUR.rglob("*.py"):
        if any(name.split(".")[0] in {"PySide6", "shiboken6"} for name in imports(path)):
            assert path.relative_to(DEMUR).parts[0] in {"ui", "browser", "printing", "tour"}, path


def test_only_wiring_builds_the_real_parts() -> None:
    for path in DEMUR.rglob("*.py"):
        if path.name != "wiring.py" and path.relative_to(DEMUR).parts[0] not in {"ledger", "vault"}:
            text = path.read_text(encoding="utf-8")
            assert "SqliteLedger(" not in text, path
            assert "KeyringVault(" not in text, path


@pytest.mark.parametrize("module", ["demur.__main__", "demur.wiring", "demur.core.opt_out"])
def test_nothing_heavy_is_imported_early(module: str) -> None:
    """design.md 9: what is slow to import loads when it is first needed."""
    script = f"import sys, {module}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"PySide6", "requests", "authlib", "joserfc", "cryptography", "keyring", "flask"}


def test_practice_server_is_not_imported_by_the_program() -> None:
    for path in DEMUR.rglob("*.py"):
        if path.relative_to(DEMUR).parts[0] != "practice":
            ours = {name for name in imports(path) if name.startswith("demur.practice.")}
            modules = {".".join(name.split(".")[:3]) for name in ours}
            assert modules <= {"demur.practice.launcher", "demur.practice.scenarios", "demur.practice.visitor"}, path
