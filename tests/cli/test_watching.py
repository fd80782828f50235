"""`demur check` and `demur remind`: exit codes that differ, choices that stay, and units that systemd can read."""

import json
import shlex
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.added_page import HARBOUR, harbour_text
from tests.watch.test_watch import account

from demur import wiring
from demur.cli.arguments import parse
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.watching import check, exit_of, quoted, remind
from demur.core.account import Account, LastSeen
from demur.core.problem import PlatformFailing
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.meaning.claim import ClaimId
from demur.paths import Folders
from demur.product import Product
from demur.watch.cadence import Cadence
from demur.watch.due import Due, Why
from demur.watch.matter import Matter
from demur.watch.round import Checked, Skip
from demur.watch.standing import Standing

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TOLD = account("Wren", "linkedin", user="")
PAGE = account("Amber", "linkedin")
PLAZA = replace(account("Bay", "plaza", is_practice=True), setting=SettingId("ai-training"))


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = wiring.build(Folders(tmp_path / "data"))
    for one in (TOLD, PAGE, PLAZA):
        made.accounts.keep(one)
    yield made
    made.close()


def run(product: Product, *arguments: str) -> Exit:
    asked = parse(arguments)
    command = {"check": check, "remind": remind}[asked.command]
    return command(asked, product, Console(asked.json))


def standing(matter: Matter, due: Due | None = None) -> Standing:
    return Standing(PAGE, matter, None, None, None, due, None, None, Cadence.MONTHLY)


LOOK = Due(PAGE.id, Why.INTERVAL, NOW)
ANSWER = Due(PAGE.id, Why.ANSWER_DUE, NOW)


@pytest.mark.parametrize(
    ("matter", "skipped", "due", "batch", "alone"),
    [
        (Matter.OFF, None, None, Exit.DONE, Exit.DONE),
        (Matter.STILL_ON, None, None, Exit.DONE, Exit.DONE),
        (Matter.ON_AGAIN, None, None, Exit.NOT_SO, Exit.NOT_SO),
        (Matter.ON_AGAIN, Skip.BACKED_OFF, None, Exit.NOT_SO, Exit.NOT_SO),
        (Matter.SIGNED_OUT, None, None, Exit.NEEDS_MEMBER, Exit.NEEDS_MEMBER),
        (Matter.WORDING_CHANGED, None, None, Exit.NEEDS_MEMBER, Exit.NEEDS_MEMBER),
        (Matter.OFFLINE, None, None, Exit.CANNOT_TELL, Exit.CANNOT_TELL),
        (Matter.OFF, Skip.BACKED_OFF, None, Exit.CANNOT_TELL, Exit.CANNOT_TELL),
        (Matter.OFF, Skip.CALLED_OFF, None, Exit.CANNOT_TELL, Exit.CANNOT_TELL),
        (Matter.OFF, Skip.NEEDS_MEMBER, None, Exit.DONE, Exit.NEEDS_MEMBER),
        (Matter.OFF, Skip.NEEDS_MEMBER, LOOK, Exit.NEEDS_MEMBER, Exit.NEEDS_MEMBER),
        (Matter.OFF, None, ANSWER, Exit.NEEDS_MEMBER, Exit.NEEDS_MEMBER),
        (Matter.TOLD_BY_MEMBER, Skip.TOLD_BY_MEMBER, None, Exit.DONE, Exit.NEEDS_MEMBER),
    ],
)
def test_every_answer_has_its_exit_code(
    matter: Matter, skipped: Skip | None, due: Due | None, batch: Exit, alone: Exit
) -> None:
    checked = Checked(PAGE, skipped=skipped)
    assert exit_of(checked, standing(matter, due), is_due_only=True) is batch
    assert exit_of(checked, standing(matter, due), is_due_only=False) is alone


def test_a_problem_that_leaves_a_calm_matter_still_cannot_be_told() -> None:
    failed = Checked(PAGE, problem=PlatformFailing(status="503"))
    assert exit_of(failed, standing(Matter.STILL_ON), is_due_only=True) is Exit.CANNOT_TELL
    assert len({Exit.DONE, Exit.NOT_SO, Exit.CANNOT_TELL, Exit.REFUSED, Exit.NEEDS_MEMBER, Exit.USAGE}) == 6


@pytest.mark.parametrize("wrong", [["check"], ["check", "a", "--all"], ["check", "--all", "--due"], ["remind"]])
def test_it_has_to_be_said_what_is_meant(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(wrong)
    assert ended.value.code == Exit.USAGE


def test_what_only_its_member_can_look_at_is_never_read(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(UTC)
    for one in (TOLD, PAGE):
        product.accounts.saw(one.id, LastSeen(State.OFF, now - timedelta(days=3), Assurance.MEMBER_REPORTED))
    product.accounts.forget(PLAZA.id)
    assert run(product, "check", "--all", "--json") is Exit.DONE
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["accounts"]
    assert {one["id"]: one["skipped"] for one in found} == {TOLD.id: "told-by-member", PAGE.id: "needs-member"}
    assert run(product, "check", PAGE.id) is Exit.NEEDS_MEMBER
    assert "only while you are there" in capsys.readouterr().out
    assert run(product, "check", "--due") is Exit.DONE
    assert "Nothing is due before " in capsys.readouterr().out
    assert product.practice._plaza is None, "nobody was asked anything"


def test_what_is_due_and_cannot_be_read_needs_the_member(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    then = datetime.now(UTC) - timedelta(days=41)
    product.accounts.saw(PAGE.id, LastSeen(State.OFF, then))
    assert run(product, "check", "--due") is Exit.NEEDS_MEMBER
    assert "Due: not checked for 41 days." in capsys.readouterr().out
    assert run(product, "remind", PAGE.id, "never") is Exit.DONE
    assert run(product, "check", "--due") is Exit.DONE


def test_a_date_that_began_is_told_with_its_sentence(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    """“On 3 November 2025 training starts here”: looked at before, and not since."""
    product.accounts.saw(PAGE.id, LastSeen(State.OFF, datetime(2025, 11, 1, tzinfo=UTC)))
    assert run(product, "check", "--due") is Exit.NEEDS_MEMBER
    told = capsys.readouterr().out
    assert "Due: something began on 2025-11-03 where you live, and nobody looked since." in told
    claims = product.rooms.claims_of(PAGE.platform)
    assert claims is not None
    assert claims.by_id[ClaimId("li.default")].sentence in told


def test_a_reminder_is_chosen_shown_and_kept(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(product, "remind", PLAZA.id, "--json") is Exit.DONE
    shown = json.loads(capsys.readouterr().out)
    assert shown == {"account": PLAZA.id, "remindEveryDays": 0, "mayLookByItself": True, "looksByItself": False}
    assert run(product, "remind", PLAZA.id, "7", "--alone", "yes") is Exit.DONE
    assert "every 7 days" in capsys.readouterr().out
    chosen = product.watch.standing(PLAZA.id)
    assert (chosen.cadence, chosen.may_read_alone) == (Cadence.WEEKLY, True)
    assert run(product, "remind", PLAZA.id, "--alone", "no") is Exit.DONE
    assert product.watch.standing(PLAZA.id)[-1:] == (False,)
    assert product.watch.cadences.of(PLAZA.id) is Cadence.WEEKLY


@pytest.mark.parametrize("whose", [TOLD.id, PAGE.id])
def test_a_platform_that_does_not_allow_it_is_never_looked_at_alone(
    whose: str, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(product, "remind", whose, "--alone", "yes") is Exit.REFUSED
    assert "only be looked at while you are there" in capsys.readouterr().err
    assert run(product, "remind", whose, "--json") is Exit.DONE
    assert json.loads(capsys.readouterr().out)["looksByItself"] is False


def test_a_page_needs_its_terms_read_and_a_sign_in_that_lasts(
    product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file alone allows nothing: its member has read its terms, and stays signed in."""
    file = product.folders.platforms / "harbour.toml"
    file.write_text(harbour_text("http://127.0.0.1:9"), "utf-8")
    product.catalogue.allow(product.catalogue.check(file))
    harbour = product.catalogue.find_page(HARBOUR)
    bay = product.rooms.remember(harbour, Identity("page-switch", "Bay"), RegionCode("US"))
    assert run(product, "remind", bay.id, "7", "--alone", "yes") is Exit.REFUSED
    product.rooms.pages.agree(HARBOUR)
    assert run(product, "remind", bay.id, "7", "--alone", "yes") is Exit.DONE
    assert "once you stay signed in" in capsys.readouterr().out
    assert run(product, "remind", bay.id, "--json") is Exit.DONE
    shown = json.loads(capsys.readouterr().out)
    assert (shown["mayLookByItself"], shown["looksByItself"]) == (True, False)


def test_a_unit_of_systemd_starts_this_demur_on_this_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """systemd.service(5): a command line is split by its own rules, with % and $ doubled."""
    product = wiring.build(Folders(tmp_path / 'we "ird" 100% $HOME \\ data'))
    assert run(product, "check", "--print-unit", "service") is Exit.DONE
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("ExecStart=")]
    words = shlex.split(line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$"))
    assert words[-4:] == ["--data-dir", str(product.folders.data), "check", "--due"]
    assert words[1:4] == ["-P", "-m", "demur"]
    assert run(product, "check", "--print-unit", "timer") is Exit.DONE
    assert {"OnCalendar=daily", "Persistent=true"} <= set(capsys.readouterr().out.splitlines())
    product.close()


def test_a_word_is_quoted_as_systemd_reads_it() -> None:
    assert quoted('a "b" \\ 5% $X') == '"a \\"b\\" \\\\ 5%% $$X"'


def test_two_accounts_of_one_name_must_be_told_apart(product: Product) -> None:
    twin: Account = replace(account("Twin", "x"), identity=Identity("u-1", PAGE.identity.handle))
    assert twin.platform == PlatformId("x")
    product.accounts.keep(twin)
    with pytest.raises(Exception, match=PAGE.id):
        check(Namespace(account="Amber", all=False, due=False, print_unit=None), product, Console(False))
