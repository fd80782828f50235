"""`demur receipts check` of a long ledger: how far it is, Ctrl-C, and what was checked before."""

import json
import os
import signal
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.making import alter, ledger_of, opt_out

from demur.cli import checking
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.ledger import examination
from demur.ledger.log import SqliteLedger


class Product:
    """As much of the product as the command asks for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ledger(self, is_practice: bool) -> SqliteLedger:
        return ledger_of(self._folder, is_practice)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seven entries, where four are many and are read two at a time, and a checkpoint beside the key."""
    monkeypatch.setattr(examination, "LONG", 4)
    monkeypatch.setattr(examination, "STEP", 2)
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    for _ in range(3):
        opt_out(sealer)
    ledger.keep_checkpoint()
    return tmp_path


def run(folder: Path, is_json: bool = False, is_afresh: bool = False) -> Exit:
    product: Any = Product(folder)
    return checking.check(Namespace(ledger=True, afresh=is_afresh), product, Console(is_json))


def test_a_second_check_says_what_it_took_from_the_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) is Exit.DONE
    assert "before" not in capsys.readouterr().out
    assert run(folder) is Exit.DONE
    said = capsys.readouterr().out
    assert "7 of them are byte for byte as when their signatures were checked before" in said
    assert "demur receipts check --afresh" in said
    assert run(folder, is_json=True) is Exit.DONE
    practice = json.loads(capsys.readouterr().out)["practice"]
    assert (practice["sound"], practice["whole"], practice["entries"], practice["carried"]) == (True, True, 7, 7)
    assert run(folder, is_json=True, is_afresh=True) is Exit.DONE
    assert json.loads(capsys.readouterr().out)["practice"]["carried"] == 0


def test_how_far_it_is_stands_on_a_terminal_only(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run(folder, is_afresh=True)
    shown = capsys.readouterr().err.split("\r\x1b[K")
    assert shown == ["", *(f"{done} of 7 entries checked" for done in (0, 2, 4, 6)), ""]


def test_ctrl_c_calls_it_off_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(_console: Console, text: str) -> None:
        if text.startswith("4 of"):
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Console, "show_progress", press)
    assert run(folder) is Exit.CANNOT_TELL
    assert "Called off after 4 entries, which hold." in capsys.readouterr().out


def test_what_is_wrong_is_worse_than_what_was_not_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alter(folder, "UPDATE entries SET body = CAST('{}' AS BLOB) WHERE position = 3")
    assert run(folder, is_json=True) is Exit.NOT_SO
    practice = json.loads(capsys.readouterr().out)["practice"]
    assert (practice["wrong"], practice["wrongAt"], practice["sound"]) == ("entry", 3, False)
