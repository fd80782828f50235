"""The command `receipts export --pdf`: one receipt, several or all, and what it says of them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Demur, environment_of
from tests.printing.paper_reading import pages

from demur.cli.arguments import parse
from demur.cli.numbers import receipt_numbers
from demur.cli.opening import Unclear
from demur.cli.printing import require_clear
from demur.cli.receipts import one_number


@pytest.fixture(scope="module")
def opted_out(joined: Path, tmp_path_factory: pytest.TempPathFactory) -> Demur:
    data = tmp_path_factory.mktemp("opted-out") / "data"
    shutil.copytree(joined, data)
    command = Demur(data, environment_of(data, has_keyring=False))
    assert command("opt-out", "us-on", "--yes").code == 0
    return command


def test_one_receipt_is_redacted_and_without_a_display(opted_out: Demur, tmp_path: Path) -> None:
    """R7: the account's name and id, the folder and the user stay away unless they are asked for."""
    given = {name: value for name, value in opted_out.environment.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    screenless = Demur(opted_out.data, given)
    ran = screenless("receipts", "export", "2", "--pdf", tmp_path / "one.pdf", "--paper", "letter", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["numbers"], ran.json["disclosed"], ran.json["paper"]) == ([2], [], "letter")
    (page,) = pages((tmp_path / "one.pdf").read_bytes())
    assert page.size_pt == (612, 792)
    assert "Receipt 2: On → Off" in page.words
    assert "PRACTICE" in page.words
    for secret in ("us-on", "(practice)", str(tmp_path), os.environ["HOME"]):
        assert secret not in page.words, secret
    assert (tmp_path / "one.pdf").stat().st_mode & 0o077 == 0


def test_several_and_all_with_what_is_disclosed_said(opted_out: Demur, tmp_path: Path) -> None:
    ran = opted_out("receipts", "export", "2,1", "--pdf", tmp_path / "two.pdf", "--disclose", "user-id")
    assert ran.code == 0
    assert "two.pdf (receipts in it: 2)." in ran.out
    assert "Receipt 2, disclosed: User id there: us-on" in ran.out
    found = pages((tmp_path / "two.pdf").read_bytes())
    assert [re.findall(r"Receipt (\d):", page.words) for page in found[1:]] == [["2"], ["1"]]
    assert all("User id there us-on" in page.words for page in found[1:])
    whole = opted_out("receipts", "export", "--all", "--pdf", tmp_path / "all.pdf", "--json")
    assert whole.json["numbers"] == [0, 1, 2]
    again = opted_out("receipts", "export", "--all", "--pdf", tmp_path / "all.pdf", "--json")
    assert (again.code, again.json["problem"]["code"]) == (3, "folder-taken")


@pytest.mark.parametrize(
    "arguments",
    [
        ("2", "--pdf", "x.txt"),
        ("--pdf", "x.pdf"),
        ("2", "--all", "--pdf", "x.pdf"),
        ("2", "dir", "--pdf", "x.pdf"),
        ("2", "--bundle", "x", "--pdf", "x.pdf"),
        ("2", "dir", "--paper", "a4"),
    ],
)
def test_what_was_not_said_right_is_unclear(arguments: tuple[str, ...]) -> None:
    with pytest.raises(Unclear):
        require_clear(parse(["receipts", "export", *arguments]))


def test_what_cannot_be_done_is_wrong_usage(opted_out: Demur, tmp_path: Path) -> None:
    ran = opted_out("receipts", "export", "0-600", "--pdf", tmp_path / "x.pdf")
    assert (ran.code, ran.out) == (64, "")
    assert "601 receipts are too many for one PDF" in ran.err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Unclear):
        one_number(parse(["receipts", "export", "1,2", "dir"]))


def test_numbers_are_named_as_in_dialogs_for_printing() -> None:
    assert receipt_numbers("2") == (2,)
    assert receipt_numbers("2,5-7,6,1") == (2, 5, 6, 7, 1)
    for text in ("", "a", "-1", "3-2", "1,,2", "0-99999999", "1-2-3"):
        with pytest.raises(ValueError, match=r"."):
            receipt_numbers(text)


def test_no_other_export_loads_qt(opted_out: Demur, tmp_path: Path) -> None:
    code = (
        "import sys; from demur.__main__ import main; code = main(['receipts', 'export', '2', sys.argv[1]]);"
        "assert not {'PySide6', 'pypdf', 'segno'} & sys.modules.keys(); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")],
        env=opted_out.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_a_computer_that_draws_no_letters_is_told_of_bundles(opted_out: Demur, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6.QtGui'] = None; from demur.__main__ import main;"
        "sys.exit(main(['receipts', 'export', '2', '--pdf', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "x.pdf")]
    ran = subprocess.run(command, env=opted_out.environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert "No pages can be drawn on this computer" in ran.stderr
    assert list(tmp_path.iterdir()) == []
