"""What it means, in the whole window: where a member lives, and newer sentences from a file."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.meaning.shipped import FOLDER, shipped

from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow
from demur.words import meaning as words
from demur.words import say

GB, DE = RegionCode("GB"), RegionCode("DE")


def pressed(name: str) -> bool:
    """Press a control where it lies there to be pressed, and tell so: the page may still be growing."""
    try:
        hand.press(name)
    except hand.NotSeen:
        return False
    return True


def linkedin(region: RegionCode, number: int = 1) -> Account:
    return Account(
        id=AccountId(f"linkedin-{number}"),
        platform=PlatformId("linkedin"),
        setting=SettingId(f"setting-{number}"),
        identity=Identity("", "mine"),
        region=region,
        is_practice=False,
        sign_in=SignInId("linkedin-1"),
    )


def test_where_a_member_lives_holds_for_the_whole_sign_in_and_no_other(product: Product) -> None:
    other = replace(linkedin(DE, 3), sign_in=SignInId("linkedin-3"))
    for account in (linkedin(DE), linkedin(DE, 2), other):
        product.accounts.keep(account)
    product.accounts.live_in(SignInId("linkedin-1"), GB)
    assert [account.region for account in product.accounts.all()] == [GB, GB, DE]


def test_a_member_says_anew_where_they_live(window: MainWindow, product: Product, qtbot: QtBot) -> None:
    setting = product.catalogue.find_own(PlatformId("linkedin")).settings[0].facts.id
    product.accounts.keep(replace(linkedin(DE), setting=SettingId(setting)))
    window._show_home()
    qtbot.waitUntil(lambda: hand.reads("What it means where you live: Germany"), timeout=15000)
    assert not hand.reads("Microsoft’s own AI.")
    hand.press("Change where you live…")
    qtbot.waitUntil(lambda: hand.sees("Search by name or code"), timeout=15000)
    hand.write("Search by name or code", "united kingdom")
    qtbot.waitUntil(lambda: hand.reads("What it means where you live: United Kingdom"), timeout=15000)
    assert hand.reads("Microsoft’s own AI.")
    hand.press("What it means")
    qtbot.waitUntil(lambda: hand.sees("Region: United Kingdom"), timeout=15000)
    assert hand.reads("Where the setting is")
    assert window._rail._items["meaning"].isChecked()


def test_newer_sentences_are_shown_taken_in_and_undone(
    window: MainWindow, product: Product, qtbot: QtBot, tmp_path: Path
) -> None:
    text = (FOLDER / "x.toml").read_text(encoding="utf-8")
    file = tmp_path / "given.toml"
    file.write_text(
        text.replace("retrieved = 2026-11-21", "retrieved = 2026-12-01").replace("no decision.", "none yet."),
        encoding="utf-8",
    )
    hand.press("What it means")
    qtbot.waitUntil(lambda: hand.sees("Region: Choose a region…"), timeout=15000)
    assert not hand.sees(say(words.UNDO))
    window._meaning.ask(file)
    qtbot.waitUntil(lambda: hand.sees("Take it in"), timeout=15000)
    assert hand.reads("Changed: Ireland’s regulator opened an inquiry into the training of Grok on 11 April 2025")
    assert hand.reads("not looked at by those who make Demur")
    assert not product.rooms.library.find("x").is_taken
    hand.press("Take it in")
    qtbot.waitUntil(lambda: hand.sees(say(words.UNDO)), timeout=15000)
    window._meaning.page.show_region(GB)
    assert hand.reads(say(words.IS_TAKEN))
    assert product.rooms.library.find("x").is_taken
    qtbot.waitUntil(lambda: pressed(say(words.UNDO)), timeout=15000)
    qtbot.waitUntil(lambda: not hand.sees(say(words.UNDO)), timeout=15000)
    assert product.rooms.library.find("x") == shipped("x")
    assert hand.reads(say(words.UNDONE))


def test_a_file_that_is_not_newer_is_refused_in_words(window: MainWindow, qtbot: QtBot) -> None:
    hand.press("What it means")
    window._meaning.ask(FOLDER / "x.toml")
    qtbot.waitUntil(lambda: hand.reads("This file about X is not newer"), timeout=15000)
    assert not hand.sees("Take it in")


def test_erasing_everything_takes_what_was_taken_in_along(product: Product, tmp_path: Path) -> None:
    text = (FOLDER / "x.toml").read_text(encoding="utf-8")
    file = tmp_path / "given.toml"
    file.write_text(text.replace("retrieved = 2026-11-21", "retrieved = 2026-12-01"), encoding="utf-8")
    library = product.rooms.library
    library.take(file, library.changes(file)[0].digest)
    assert product.rooms.library.find("x").is_taken
    product.erase()
    assert product.rooms.library.find("x") == shipped("x")
