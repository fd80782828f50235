"""What it means, in the window: in order, with sources that open, for the region a member names and for any other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot
from tests.meaning.shipped import FOLDER, HOSTS, shipped

from demur.core.setting import RegionCode, State
from demur.meaning.claim import Standing, StandingWord
from demur.meaning.guide import Part, Told, tell
from demur.meaning.library import Library
from demur.receipts.durable_file import write_durably
from demur.ui.claim_line import ClaimLine, source_words
from demur.ui.meaning_page import MeaningPage
from demur.ui.meaning_view import HEADINGS, MeaningView, Whose
from demur.ui.region_dialog import RegionDialog
from demur.words import meaning as words
from demur.words import say, window

TODAY = date(2026, 11, 21)
GB, DE, CN = RegionCode("GB"), RegionCode("DE"), RegionCode("CN")


class Opened(QObject):
    """Takes the addresses that the program would open in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.addresses.append(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    for scheme in ("https", "http"):
        QDesktopServices.setUrlHandler(scheme, made, "open")  # type: ignore[arg-type]  # bytes fail at run time
    yield made
    for scheme in ("https", "http"):
        QDesktopServices.unsetUrlHandler(scheme)


def told(region: RegionCode = GB, on: date = TODAY, today: date = TODAY, platform: str = "linkedin") -> Told:
    return tell(shipped(platform), region, on, today)


def shown(widget: QWidget) -> list[str]:
    """Return the texts that can be read in a widget, once Qt has shown what was put into it."""
    QCoreApplication.processEvents()
    return [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget) and part.text().strip()]


def line_of(view: MeaningView, claim: str) -> ClaimLine:
    """Return the line of a claim; those of what was shown before may not be gone yet."""
    QCoreApplication.processEvents()
    lines = [line for line in view.findChildren(ClaimLine) if line.isVisibleTo(view)]
    return next(line for line in lines if line._claim.id == claim)


@pytest.fixture
def view(dressed: object, qtbot: QtBot) -> MeaningView:
    made = MeaningView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def test_the_questions_are_answered_in_their_order(view: MeaningView) -> None:
    view.show_told(told(DE), Whose("Germany", "LinkedIn", seen=State.ON), TODAY)
    headings = [text for text in shown(view) if text in {say(heading) for heading in HEADINGS.values()}]
    assert headings == [say(HEADINGS[part]) for part in Part]
    assert not [text for text in shown(view) if "lead one to expect" in text]
    told_here = {claim.id: claim.sentence for _, claims in told(DE).parts() for claim in claims}
    assert set(told_here.values()) <= set(shown(view))
    assert {line._claim.id for line in view.findChildren(ClaimLine)} == set(told_here)


@pytest.mark.parametrize(
    ("on", "seen", "said"),
    [
        (date(2024, 9, 21), State.ON, "It was seen all the same"),
        (date(2024, 9, 21), State.OFF, "It was seen all the same"),
        (date(2024, 9, 21), State.NOT_OFFERED, ""),
        (date(2024, 9, 21), State.UNKNOWN, ""),
        (TODAY, State.NOT_OFFERED, "For this account it is not offered"),
        (date(2025, 10, 1), State.NOT_OFFERED, "For this account it is not offered"),
        (TODAY, State.ON, ""),
        (TODAY, None, ""),
    ],
)
def test_a_reading_against_the_sources_is_said_and_believed(
    view: MeaningView, on: date, seen: State | None, said: str
) -> None:
    view.show_told(told(GB, on), Whose("United Kingdom", "LinkedIn", seen=seen), TODAY)
    found = [text for text in shown(view) if "lead one to expect" in text]
    assert [said in text for text in found] == [True] * bool(said)


def test_where_nobody_knows_no_reading_contradicts_and_it_is_not_called_off(view: MeaningView) -> None:
    for seen in State:
        view.show_told(told(CN), Whose("China (mainland)", "LinkedIn", seen=seen), TODAY)
        assert say(words.STANDING["unknown"]) in shown(view)
        assert not [text for text in shown(view) if "lead one to expect" in text]
    for word in (StandingWord.EXCLUDED, StandingWord.UNKNOWN):
        silent = replace(told(), standing=Standing(word))
        assert not [seen for seen in State if silent.contradiction(seen)]


def test_a_source_opens_by_keyboard_and_its_address_in_the_browser(view: MeaningView, opened: Opened) -> None:
    view.show_told(told(), Whose("United Kingdom", "LinkedIn"), TODAY)
    line = line_of(view, "li.uk.ms")
    button = next(iter(line.findChildren(QPushButton)))
    assert button.accessibleName() == "Source: LinkedIn, 2026-08-21"
    assert button.accessibleDescription() == line._claim.sentence
    QTest.keyClick(button, Qt.Key.Key_Space)
    texts = shown(line)
    for wanted in (
        "LinkedIn European Regional Privacy Notice",
        "“To share certain member data with Microsoft so that it can train, fine-tune, and evaluate”",
        "Since 3 November 2025",
        "Well supported",
        line._claim.source.url,
    ):
        assert wanted in texts
    assert opened.addresses == []
    opener = next(found for found in line.findChildren(QPushButton) if "github.com" in found.text())
    QTest.keyClick(opener, Qt.Key.Key_Space)
    assert opened.addresses == [line._claim.source.url]
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert line._claim.source.url not in shown(line)


def test_what_was_read_in_a_copy_names_its_publisher_and_opens_nothing(view: MeaningView, opened: Opened) -> None:
    view.show_told(told(), Whose("United Kingdom", "LinkedIn"), TODAY)
    lines = [line for line in view.findChildren(ClaimLine) if line._claim.source.url is None]
    assert len(lines) > 5
    for line in lines:
        (button,) = line.findChildren(QPushButton)
        button.click()
        assert line.findChildren(QPushButton) == [button]
        copy = line._claim.source.is_read_through_a_copy
        assert say(words.SOURCE_COPY_TEXT if copy else words.SOURCE_NO_ADDRESS) in shown(line)
        assert ("read through a copy" in button.accessibleName()) is copy
    assert opened.addresses == []


def test_past_its_review_a_sentence_says_since_when_it_was_not_checked(view: MeaningView) -> None:
    for today, is_said in ((date(2027, 2, 19), False), (date(2027, 2, 20), True)):
        view.show_told(told(today=today), Whose("United Kingdom", "LinkedIn"), today)
        line = line_of(view, "li.default")
        assert ("Not re-checked since 21 November 2026" in shown(line)) is is_said


def test_regions_are_found_by_name_part_and_code(dressed: object, qtbot: QtBot) -> None:
    parent, chosen = QWidget(), list[RegionCode]()
    qtbot.addWidget(parent)
    dialog = RegionDialog(parent, "Region", None, chosen.append)
    dialog.show()
    choose = dialog._choose
    assert not choose.isEnabled()
    for text, found in (("cote", "CI"), ("gb", "GB"), ("united sta", "US"), ("ÅLAND", "AX"), ("Deutschland", None)):
        dialog._search.setText(text)
        assert dialog._marked() == found, text
        assert choose.isEnabled() is (found is not None)
        assert dialog._none.isHidden() is (found is not None)
    dialog._search.setText("united")
    QTest.keyClick(dialog._search, Qt.Key.Key_Down)
    assert dialog._marked() == "US"
    QTest.keyClick(dialog._search, Qt.Key.Key_Down)
    assert dialog._marked() == "AE"  # past the heading of the next group
    tree = dialog.findChild(QTreeWidget)
    assert tree is not None
    assert tree.topLevelItemCount() == 4
    QTest.keyClick(dialog._search, Qt.Key.Key_Return)
    assert chosen == ["AE"]


@pytest.fixture
def page(tmp_path: Path, dressed: object, qtbot: QtBot) -> MeaningPage:
    made = MeaningPage(TODAY)
    qtbot.addWidget(made)
    made.show_claims(*Library(FOLDER, tmp_path, write_durably).all(), "linkedin")
    made.show()
    return made


def test_no_region_is_guessed_and_a_day_in_the_past_shows_what_was_true_then(page: MeaningPage) -> None:
    assert say(words.REGION_FIRST) in shown(page)
    assert page.findChildren(ClaimLine) == []
    page.show_region(GB)
    assert "United Kingdom, 21 November 2026" in shown(page)
    page._sides.first.day.setDate(QDate(2024, 9, 21))
    texts = shown(page)
    assert "United Kingdom, 21 September 2024" in texts
    assert say(words.STANDING["not-offered"]) in texts
    assert say(window.DOES) not in texts
    sources = {source_words(line._claim) for line in page.findChildren(ClaimLine)}  # an archive's record is of 2025
    assert not [text for text in texts if ("2025" in text or "2026" in text) and text not in sources]


def test_two_days_or_regions_stand_side_by_side_with_what_only_one_has(page: MeaningPage) -> None:
    page.show_region(GB)
    page._compare.setChecked(True)
    assert shown(page).count("United Kingdom, 21 November 2026") == 2
    assert say(words.ONLY_HERE) not in shown(page)
    page._sides.second.set_region(DE)
    page._sides.second.day.setDate(QDate(2025, 10, 1))
    texts = shown(page)
    assert {"United Kingdom, 21 November 2026", "Germany, 1 October 2025"} <= set(texts)
    assert say(words.STANDING["announced"]) in texts
    assert [text for text in texts if say(words.ONLY_HERE) in text]
    page._compare.setChecked(False)
    assert "Germany, 1 October 2025" not in shown(page)


def test_every_platform_can_be_looked_up_and_a_day_ahead_cannot(page: MeaningPage) -> None:
    page.show_region(GB)
    for at, claims in enumerate(page._claims):
        page._platform.setCurrentIndex(at)
        lines = [line for line in page.findChildren(ClaimLine) if line.isVisibleTo(page)]
        assert lines, claims.platform
        assert {line._claim.id for line in lines} <= set(claims.by_id)
    field = page.findChild(QDateEdit)
    assert field is not None
    tomorrow = TODAY + timedelta(days=1)
    field.setDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day))
    assert field.date() == QDate(2026, 11, 21)


def test_a_file_that_is_broken_is_said_and_keeps_no_other_back(tmp_path: Path, dressed: object, qtbot: QtBot) -> None:
    for name in ("x.toml", "zoom.toml"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "zoom.toml").write_text("format = 2\n", encoding="utf-8")
    library = Library(tmp_path, tmp_path / "taken", write_durably)
    library._hosts = HOSTS
    found, broken = library.all()
    assert [claims.platform for claims in found] == ["x"]
    page = MeaningPage(TODAY)
    qtbot.addWidget(page)
    page.show_claims(found, broken, "zoom")
    page.show_region(GB)
    assert "zoom.toml" in page._broken.text()
    assert page.findChildren(ClaimLine)


def test_a_practice_member_lives_where_their_scenario_plays(dressed: object, view: MeaningView) -> None:
    view.show_told(told(), Whose("United Kingdom", "LinkedIn", practice="Plaza", seen=State.NOT_OFFERED), TODAY)
    assert not [made for made in view.findChildren(QPushButton) if made.text() == say(words.CHANGE_REGION)]
    assert not [text for text in shown(view) if "lead one to expect" in text]
    assert [text for text in shown(view) if text.startswith("Plaza is made up.")]
