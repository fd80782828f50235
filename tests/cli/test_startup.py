"""What is put in order first, and wrong usage."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Demur, environment_of

from demur import startup

DANGEROUS = {
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_REMOTE_DEBUGGING": "9222",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
    "QTWEBENGINEPROCESS_PATH": "/tmp/stranger",
    "SSLKEYLOGFILE": "/tmp/keys",
}


def test_dangerous_variables_go_and_the_others_stay() -> None:
    environment = {**DANGEROUS, "QT_QPA_PLATFORM": "offscreen", "PATH": "/bin", "qtwebengine_lower": "1"}
    startup.drop_dangerous_variables(environment)
    assert environment == {"QT_QPA_PLATFORM": "offscreen", "PATH": "/bin"}


def test_main_puts_the_process_in_order_before_anything_else(tmp_path: Path) -> None:
    code = (
        "import json, os, resource, sys; from demur.__main__ import main;"
        "early = sorted({'PySide6', 'ssl', 'sqlite3', 'argparse'} & sys.modules.keys());"
        "main(['verify', 'none.json']);"
        "print(json.dumps([early, sorted(os.environ), resource.getrlimit(resource.RLIMIT_CORE)]), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment_of(tmp_path, has_keyring=False), **DANGEROUS},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    early, names, limit = json.loads(ran.stderr)
    assert (early, DANGEROUS.keys() & set(names), limit) == ([], set(), [0, 0])
    assert "PATH" in names


def loaded_by(words: list[str], folder: Path) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    code = f"import sys; from demur.__main__ import main; main({words!r}); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment_of(folder, has_keyring=False),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(ran.stderr.splitlines()[-1].split())


def test_verify_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    """It must be quick where nothing of the window is installed; each of these was seen to cost it a millisecond."""
    loaded = loaded_by(["verify", "none.json"], tmp_path)
    assert "demur.receipts.verifier" in loaded
    needless = {"PySide6", "sqlite3", "ssl", "tomllib", "uuid", "secrets", "shutil", "random", "logging", "platform"}
    needless |= {"demur.core.outcome", "demur.words.own_browser", "demur.wiring", "demur.paths", "demur.words.outcomes"}
    assert sorted(loaded & needless) == []


def test_what_asks_no_platform_imports_no_network(tmp_path: Path) -> None:
    """requests and Authlib were half of what `demur status --last` took."""
    loaded = loaded_by(["--data-dir", str(tmp_path / "data"), "status", "--last"], tmp_path)
    assert "demur.cli.status" in loaded
    assert {"requests", "authlib", "keyring", "flask"} & loaded == set()


def test_narrow_encoding_shows_escapes_rather_than_failing() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    startup.let_every_character_through(stream)
    stream.write("On → Off")
    stream.flush()
    assert raw.getvalue() == b"On \\u2192 Off"


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("verify",),
        ("opt-out", "--ye"),
        ("opt-out", "--yes", "--confirm", "AAAA-BBBB"),
        ("receipts", "show"),
        ("receipts", "--practice", "--real"),
    ],
)
def test_wrong_usage_has_its_own_exit_code(demur: Demur, arguments: tuple[str, ...]) -> None:
    ran = demur(*arguments)
    assert (ran.code, ran.out) == (64, "")
    assert "usage: demur" in ran.err


@pytest.mark.parametrize(
    "command", ["status", "opt-out", "opt-in", "receipts", "verify", "sign-in", "practice", "platforms", "tour"]
)
def test_help_names_the_exit_codes(demur: Demur, command: str) -> None:
    ran = demur(command, "--help")
    assert ran.code == 0
    assert "Exit codes:" in ran.out


def test_version_is_told(demur: Demur) -> None:
    ran = demur("--version")
    assert (ran.code, ran.out.startswith("Demur ")) == (0, True)


def test_unusable_data_folder_is_a_problem_in_words(demur: Demur, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    ran = demur("status", "--data-dir", in_the_way / "data", "--json")
    assert (ran.code, ran.json["problem"]["code"]) == (3, "folder-unusable")


def test_reader_that_goes_away_is_no_crash(demur: Demur) -> None:
    with demur.started("practice", "--json") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        assert (process.wait(60), err) == (141, "")
