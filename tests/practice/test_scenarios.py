"""The practice members, and the table of faults."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from demur.practice import faults, scenarios


def test_members_are_those_that_were_named(resources: Path) -> None:
    told = [(s.user_id, s.region, s.plays_on, s.value, s.fault) for s in scenarios.load(resources)]
    assert told == [
        ("us-on", "US", None, True, ""),
        ("uk-shared", "GB", None, True, ""),
        ("uk-2024", "GB", date(2024, 9, 21), None, ""),
        ("us-already-off", "US", None, False, ""),
        ("us-forgets", "US", None, True, "does-not-save"),
        ("de-announced", "DE", date(2025, 10, 1), True, ""),
        ("de-2024", "DE", date(2024, 10, 1), None, ""),
        ("de-2024-shown", "DE", date(2024, 10, 1), True, ""),
        ("us-missing", "US", None, None, ""),
        ("us-on-again", "US", None, True, "on-again"),
        ("us-late", "US", None, True, "saves-late"),
        ("us-much-later", "US", None, True, "saves-much-later"),
        ("us-cut", "US", None, True, "cut-after-write"),
        ("us-slow", "US", None, True, "slow"),
        ("us-500", "US", None, True, "500-once"),
        ("us-signed-out", "US", None, True, "signs-out"),
        ("us-429", "US", None, True, "429-wait-60-on-write"),
        ("us-other", "US", None, True, "other-account"),
        ("us-no-value", "US", None, True, "value-missing"),
        ("us-copy", "US", None, True, "copy-aged"),
        ("us-elsewhere", "US", None, True, "token-elsewhere"),
        ("us-signed-out-later", "US", None, True, "signed-out-later"),
        ("us-down-later", "US", None, True, "503-later"),
        ("us-429-later", "US", None, True, "429-later"),
        ("us-reworded", "US", None, True, "reworded-later"),
        ("us-closed", "US", None, True, "closed-later"),
        ("us-elsewhere-later", "US", None, True, "counts-elsewhere-later"),
    ]


def test_summaries_are_short_enough_for_a_list(resources: Path) -> None:
    first_stage, later = scenarios.load(resources)[:5], scenarios.load(resources)[5:]
    assert all(len(member.summary) <= 80 for member in later)
    assert all(len(member.summary) <= 100 for member in first_stage)
    titles = [member.title for member in (*first_stage, *later)]
    assert len(set(titles)) == len(titles)


def test_members_look_made_up(resources: Path) -> None:
    members = scenarios.load(resources)
    assert all(member.handle.endswith(" (practice)") for member in members)
    assert len({member.handle for member in members}) == len(members)


def test_every_fault_is_in_the_table(resources: Path) -> None:
    assert {member.fault for member in scenarios.load(resources)} <= set(faults.FAULTS)


@pytest.mark.parametrize("setting", ["", "value = true\nnot_offered = true\n"])
def test_a_member_without_a_clear_beginning_is_refused(tmp_path: Path, setting: str) -> None:
    (tmp_path / "practice").mkdir()
    text = '[[member]]\nuser_id = "x"\nhandle = "X"\nregion = "US"\nplace = "P"\ntitle = "T"\nsummary = "S"\n'
    (tmp_path / "practice" / "scenarios.toml").write_text(text + setting)
    with pytest.raises(ValueError, match="either a value or not_offered"):
        scenarios.load(tmp_path)


def test_what_the_program_imports_is_light() -> None:
    heavy = {"flask", "werkzeug", "authlib", "joserfc", "waitress", "cryptography", "sqlite3", "requests", "PySide6"}
    modules = "demur.practice.launcher, demur.practice.scenarios, demur.practice.visitor"
    probe = f"import sys, {modules}; print(sorted(set(sys.modules) & {heavy!r}))"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout == "[]\n"
