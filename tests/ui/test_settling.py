"""The disk fills, or the keyring locks, right after an outcome whose receipt is saved: both are told, side by side."""

import re
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import demur
from demur.core.problem import DiskFull, VaultLocked
from demur.ledger.kept import CHECKPOINT_NAME
from demur.product import Product
from demur.tour import hand
from demur.ui.banner import Banner
from demur.ui.window import MainWindow
from demur.words import settling

SAVED = "The receipt is saved. Its checkpoint could not be kept among your secrets."
MEANS = "Until it is, Demur can't notice if this newest receipt is taken out of the ledger again."


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file take a single byte (EFBIG, as ENOSPC would; Python ignores SIGXFSZ)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_d2_a_disk_that_fills_after_the_outcome_changes_nothing_about_it(
    window: MainWindow,
    signed_in: Callable[[str], None],
    product: Product,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """D2: the outcome stands, its receipt is said to be saved, and the checkpoint is kept once there is room."""
    (product.folders.practice / "secrets").mkdir(parents=True, exist_ok=True)  # a workshop without a keyring
    signed_in("us-already-off")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=15000)
    page = window._account.page
    tell, full = page.show_outcome, no_room()

    def tell_and_fill(*told: object) -> None:
        tell(*told)  # type: ignore[arg-type]  # as it was called
        full.__enter__()

    monkeypatch.setattr(page, "show_outcome", tell_and_fill)
    hand.press("Record what was seen")
    try:
        qtbot.waitUntil(lambda: hand.reads(SAVED), timeout=15000)
    finally:
        full.__exit__(None, None, None)
    assert hand.reads("Nothing to change: Plaza's answer is Off.")
    assert hand.reads("can't be used (File too large). Make it writable")
    assert hand.reads(MEANS)
    assert not hand.reads("not saved")
    ledger = product.ledger(True)
    assert (ledger.size(), product.rooms.vault(True).find(CHECKPOINT_NAME)) == (2, None)
    hand.press("Try to keep the checkpoint again")
    qtbot.waitUntil(lambda: hand.reads("The checkpoint is kept now."), timeout=15000)
    assert not hand.reads(SAVED)
    hand.press("Receipts")
    assert not hand.reads("The checkpoint is kept now."), "it was told, and the member went on"
    kept = product.rooms.vault(True).find(CHECKPOINT_NAME)
    assert kept is not None
    assert kept.reveal() == ledger.proven(1).note


def test_a_second_note_stands_below_the_first(qtbot: QtBot) -> None:
    """An outcome that is told above the page, as of a letter, stays there."""
    banner, tried = Banner(), []
    qtbot.addWidget(banner)
    banner.say("Recorded: you sent it.", "You told us.")
    banner.say_beside(SAVED, "Your keyring is locked.", VaultLocked(), lambda: tried.append("again"))
    assert banner.accessibleName() == f"Recorded: you sent it. You told us. {SAVED} Your keyring is locked."
    assert [text.isHidden() for text in banner._beside] == [False, False]
    banner._again.click()
    assert tried == ["again"]
    assert settling.not_kept(DiskFull()).startswith(f"The disk is full. Free some space. {MEANS}")
    assert not banner.isHidden()
    assert [banner._sentence.text(), banner._beside[0].text()] == ["Recorded: you sent it.", ""]
    banner.say_beside(SAVED, "", DiskFull(), lambda: None)
    banner.say("Another thing.")
    assert banner.accessibleName() == "Another thing."
    assert [part.isHidden() for part in (*banner._beside, banner._again, banner._report)] == [True] * 4


def test_what_went_wrong_stays_where_the_member_goes_on(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("Checked: 6 of 14.")
    banner.go_on()
    assert banner.isHidden()
    banner.say_problem(DiskFull())
    banner.go_on()
    assert not banner.isHidden()


def test_every_desk_settles_by_the_one_way_that_tells_what_failed() -> None:
    ui = Path(demur.__file__).parent / "ui"
    way = re.compile(r"opt_out\.settle|date_receipts|ask_owed|keep_checkpoint")
    settlers = {file.name for file in ui.glob("*.py") if way.search(file.read_text("utf-8"))}
    assert settlers == {"settling.py", "time_desk.py"}
