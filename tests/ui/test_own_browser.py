"""A LinkedIn account in the member's own browser: from adding it to a receipt that says "You told us"."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from demur.core.account import LastSeen
from demur.core.entry import Kind
from demur.core.problem import InOwnBrowser
from demur.core.route import ApplyWay
from demur.core.setting import Assurance, PlatformId, RegionCode, State
from demur.product import Product
from demur.receipts.verifier import Result, verify_file
from demur.tour import hand
from demur.ui.own_page import OwnPage
from demur.ui.window import MainWindow

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
PAGE = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"


class Opened(QObject):
    """Stands for the system's browser: notes where it was sent, and goes nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.addresses.append(address.toString())


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    QDesktopServices.setUrlHandler("https", made, "open")  # type: ignore[arg-type]  # bytes fail at run time
    yield made
    QDesktopServices.unsetUrlHandler("https")


def wait_for(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: hand.sees(name), timeout=20000)


def pressed(name: str) -> bool:
    """Press a control where it lies there to be pressed, and tell so: the page may still be growing."""
    try:
        hand.press(name)
    except hand.NotSeen:
        return False
    return True


def add(qtbot: QtBot, platform: str, name: str, region: str) -> None:
    """Add an account of a platform that is, or may be, minded in the member's own browser."""
    wait_for(qtbot, "Add account")
    hand.press("Add account")
    choice = f"{platform} (in your own browser)" if platform in {"Meta", "Zoom"} else platform
    wait_for(qtbot, choice)
    hand.press(choice)
    wait_for(qtbot, "What do you call this account?")
    assert not hand.sees("Add this account")  # nothing is guessed: name and region are the member's to say
    field = hand.find("What do you call this account?")
    assert field is not None
    QTest.keyClicks(field, name)
    regions = next(widget for widget in hand.find_all("Where do you live?") if isinstance(widget, QLineEdit))
    QTest.keyClicks(regions, region.lower())
    qtbot.waitUntil(lambda: pressed("Add this account"), timeout=20000)
    qtbot.waitUntil(lambda: hand.reads(f"you call it {name}"), timeout=20000)


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=20000)


def test_opt_out_in_the_members_own_browser(
    window: MainWindow, opened: Opened, qtbot: QtBot, product: Product, tmp_path: Path
) -> None:
    add(qtbot, "LinkedIn", "my work account", "United Kingdom")
    assert hand.reads("Demur can't see this setting; you can")
    assert hand.reads("not yet checked on the live site")
    hand.press("Open the page in my browser")
    wait_for(qtbot, "Done: it is off now")
    assert opened.addresses == [PAGE]
    assert [receipt.kind for receipt in product.ledger(False).page(0, 9)] == [Kind.GENESIS, Kind.ATTEMPT]
    hand.press("Done: it is off now")
    wait_for(qtbot, "View receipt")
    assert not any("Confirmed" in text for text in hand.texts())
    receipt = product.ledger(False).page(2, 1)[0]
    assert receipt.level is Assurance.MEMBER_REPORTED
    assert receipt.state("after") is State.OFF
    assert receipt.fields["identity"] == "named-by-member"
    assert verify_file(product.ledger(False).export(2, tmp_path / "out")).result is Result.VALID
    idle(window, qtbot)


@pytest.mark.parametrize(
    ("region", "sentence"), [("United Kingdom", "Microsoft"), ("Germany", "3 November 2025"), ("United States", "Sept")]
)
def test_each_country_reads_its_own_sentences(window: MainWindow, qtbot: QtBot, region: str, sentence: str) -> None:
    add(qtbot, "LinkedIn", "mine", region)
    assert hand.reads(sentence)
    assert hand.reads(f"What it means where you live: {region}")


def test_question_waits_over_a_restart(window: MainWindow, opened: Opened, qtbot: QtBot, product: Product) -> None:
    add(qtbot, "LinkedIn", "mine", "Germany")
    hand.press("Open the page in my browser")
    wait_for(qtbot, "I couldn't find it")
    idle(window, qtbot)
    again = MainWindow(product)
    again.begin()
    page = again.findChild(OwnPage)
    assert page is not None
    assert any("What did you see?" in text for text in [page.card._headline.text()])
    again._pool.shutdown()
    again.deleteLater()
    hand.press("I couldn't find it")
    wait_for(qtbot, "View receipt")
    assert product.ledger(False).page(2, 1)[0].kind is Kind.FAILURE
    idle(window, qtbot)


def test_earlier_opt_out_is_recorded_with_its_date(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    add(qtbot, "LinkedIn", "mine", "Germany")
    hand.press("Record it")
    wait_for(qtbot, "View receipt")
    receipt = product.ledger(False).page(1, 1)[0]
    assert receipt.level is Assurance.MEMBER_REPORTED
    assert "reportedDate" in receipt.fields["ext"]
    idle(window, qtbot)


def test_form_is_sent_and_answered(window: MainWindow, opened: Opened, qtbot: QtBot, product: Product) -> None:
    add(qtbot, "Meta", "mine", "Germany")
    hand.press("Open the page in my browser")
    wait_for(qtbot, "I sent the form")
    hand.press("I sent the form")
    wait_for(qtbot, "View receipt")
    hand.press("Receipts")
    wait_for(qtbot, "Open receipt")
    hand.press("Meta, mine: " + account_words(product))
    wait_for(qtbot, "They agreed")
    hand.press("They agreed")
    qtbot.waitUntil(lambda: product.ledger(False).size() == 4, timeout=20000)
    kinds = [receipt.kind for receipt in product.ledger(False).page(0, 9)]
    assert kinds == [Kind.GENESIS, Kind.ATTEMPT, Kind.REQUEST, Kind.ANSWER]
    idle(window, qtbot)
    hand.press("Receipts")
    wait_for(qtbot, "Open receipt")
    hand.press("Meta, mine: " + account_words(product))
    qtbot.waitUntil(lambda: hand.reads("Meta agreed, as you told us "), timeout=20000)
    assert hand.sees("Open the page in my browser")


def test_form_that_was_sent_earlier_is_recorded_with_its_date(
    window: MainWindow, qtbot: QtBot, product: Product
) -> None:
    add(qtbot, "Meta", "mine", "Germany")
    assert hand.reads("I sent it already")
    qtbot.waitUntil(lambda: pressed("Record it"), timeout=20000)
    wait_for(qtbot, "They need two more months")
    receipt = product.ledger(False).page(1, 1)[0]
    assert (receipt.kind, receipt.level) == (Kind.REQUEST, Assurance.MEMBER_REPORTED)
    assert "reportedDate" in receipt.fields["ext"]
    idle(window, qtbot)


@pytest.mark.parametrize(
    ("last", "headline", "text"),
    [
        (LastSeen(State.ON, NOW, Assurance.READ_BACK_INDEPENDENT), "Your data may be used", "Demur read that from"),
        (LastSeen(State.NOT_OFFERED, NOW), "This setting is not offered to you", "Demur read that from"),
        (LastSeen(State.UNKNOWN, NOW, None, "page-changed"), "Demur can't tell", "Demur tried to read it "),
        (LastSeen(State.ON, NOW, Assurance.MEMBER_REPORTED), "On, as you told us ", "Demur has not seen it itself."),
        (
            LastSeen(State.UNKNOWN, NOW, Assurance.MEMBER_REPORTED, "member-did-not-find"),
            "couldn't find it ",
            "Demur has",
        ),
    ],
)
def test_what_was_read_is_never_called_the_members_word(
    last: LastSeen, headline: str, text: str, window: MainWindow, product: Product
) -> None:
    """A page that could not be read leads here, to the member's own browser: nobody told us anything of it."""
    account = product.joining.name(PlatformId("linkedin"), "mine", RegionCode("DE"))
    product.accounts.saw(account.id, last)
    window._show_account(account.id)
    assert hand.reads(headline)
    assert hand.reads(text)
    said = window._own.page.card._headline.text()
    assert ("you told us" in said or "you couldn't" in said) is last.is_told
    assert window._own.page.card._icon.property("told") == str(last.is_told).lower(), "drawn in outline"
    product.rooms.pages.keep_way(account, ApplyWay.MYSELF)  # and minded on the page in Demur
    window._show_account(account.id)
    page = window._account.page
    assert ("you told us" in page._subtitle.text()) is last.is_told
    assert ("told us" in page.card._headline.text()) is last.is_told


def account_words(product: Product) -> str:
    from demur.words import states

    return states.account_state(product.accounts.all()[0])


def test_platform_with_nothing_to_opt_out_of_explains_itself(window: MainWindow, qtbot: QtBot) -> None:
    add(qtbot, "Zoom", "mine", "Germany")
    assert hand.reads("There is nothing to opt out of here")
    qtbot.waitUntil(lambda: hand.sees("Zoom, mine: Nothing to opt out of"), timeout=5000)  # no look is missing
    assert not hand.sees("Open the page in my browser")
    assert hand.reads("Zoom")


def test_picture_is_seen_first_and_carries_nothing_along(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add(qtbot, "LinkedIn", "mine", "Germany")
    page = window.findChild(OwnPage)
    assert page is not None
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.setText("Comment", "canary-51.5,-0.1")
    file = tmp_path / "control.png"
    assert image.save(str(file))
    assert b"canary" in file.read_bytes()
    page.picture.take(str(file))
    assert hand.reads("This picture would be kept")
    assert page.picture.kept is not None
    assert b"canary" not in page.picture.kept
    kept = QImage.fromData(page.picture.kept)
    assert (kept.width(), kept.height()) == (60, 40)
    hand.press("Remove the picture")
    assert page.picture.kept is None


def test_file_that_is_no_picture_is_said_to_be_none(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add(qtbot, "LinkedIn", "mine", "Germany")
    page = window.findChild(OwnPage)
    assert page is not None
    file = tmp_path / "control.png"
    file.write_bytes(b"not a picture")
    page.picture.take(str(file))
    assert page.picture.kept is None
    assert hand.reads("not a picture that Demur can read")


def test_a_choice_that_no_file_describes_is_for_the_own_browser_alone(
    window: MainWindow, opened: Opened, qtbot: QtBot, product: Product
) -> None:
    """X's training choice can be read on its page; of its memory no label is known, so no other way is offered."""
    add(qtbot, "X", "mine", "Germany")
    memory = next(one for one in product.accounts.all() if one.setting == "ai-memory")
    assert hand.reads("How it is done"), "training has its three ways"
    product.rooms.pages.keep_way(memory, ApplyWay.FOR_ME)
    window._show_account(memory.id)
    qtbot.waitUntil(lambda: hand.reads("Memory of Grok"), timeout=20000)
    page = window.findChild(OwnPage)
    assert page is not None
    assert page.isVisible()
    assert not hand.reads("How it is done")
    qtbot.waitUntil(lambda: hand.reads("its exact words are not known here"), timeout=20000)
    assert hand.reads("not yet checked on the live site")
    hand.press("Open the page in my browser")
    wait_for(qtbot, "Done: it is off now")
    assert opened.addresses == ["https://x.com/settings/grok_settings"]
    with pytest.raises(InOwnBrowser):
        product.rooms.line(memory)
    idle(window, qtbot)


def test_where_a_label_is_known_by_its_beginning_it_is_shown_to_go_on(window: MainWindow, qtbot: QtBot) -> None:
    add(qtbot, "X", "mine", "Germany")
    assert hand.reads("“Allow your posts as well as …”")


def test_an_account_that_is_forgotten_goes_with_all_its_choices(
    window: MainWindow, qtbot: QtBot, product: Product
) -> None:
    add(qtbot, "X", "mine", "Germany")
    memory = next(one for one in product.accounts.all() if one.setting == "ai-memory")
    window._show_account(memory.id)
    qtbot.waitUntil(lambda: pressed("Forget this account"), timeout=20000)
    wait_for(qtbot, "Forget it")
    hand.press("Forget it")
    qtbot.waitUntil(lambda: not product.accounts.all(), timeout=20000)
    idle(window, qtbot)


def test_a_way_in_this_window_can_be_chosen_for_linkedin(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    """The first two ways stand side by side, each with what it is good for; the terms stand with the third."""
    add(qtbot, "LinkedIn", "mine", "Germany")
    account = product.accounts.all()[0]
    assert hand.reads("Works however you sign in; the receipt is weaker")
    assert hand.reads("LinkedIn may refuse your sign-in here")
    assert hand.reads("LinkedIn's User Agreement restricts that")
    myself = "I'll switch it myself, on the page in Demur"
    good_for = product.rooms.pages.catalogue().find_page(account.platform).good_for[ApplyWay.MYSELF]
    qtbot.waitUntil(lambda: pressed(f"{myself}. {good_for}"), timeout=20000)
    qtbot.waitUntil(lambda: product.accounts.setting(f"way:{account.id}") == "myself", timeout=20000)
    idle(window, qtbot)
