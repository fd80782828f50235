"""What it means, in the window: in order, with sources that open, for the region a member names and for any other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot
from tests.meaning.shipped import FOLDER, HOSTS, shipped

from demur.core.setting import RegionCode
from demur.meaning import regions
from demur.meaning.guide import Contradiction, Part, Told, tell
from demur.meaning.library import Library
from demur.receipts.durable_file import write_durably
from demur.ui.claim_line import ClaimLine, published, source_words, when
from demur.ui.meaning_page import MeaningPage
from demur.ui.meaning_view import MeaningView, Whose
from demur.ui.region_dialog import RegionDialog
from demur.ui.region_field import RegionField
from demur.words import meaning as words
from demur.words import say

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
    view.show_told(told(DE), Whose("Germany", "LinkedIn"), TODAY)
    headings = [text for text in shown(view) if text in {say(heading) for heading in words.HEADINGS.values()}]
    assert headings == [say(words.HEADINGS[part]) for part in Part]
    assert not [text for text in shown(view) if "lead one to expect" in text]
    told_here = {claim.id: claim.sentence for _, claims in told(DE).parts() for claim in claims}
    assert set(told_here.values()) <= set(shown(view))
    assert {line._claim.id for line in view.findChildren(ClaimLine)} == set(told_here)


@pytest.mark.parametrize("found", [*Contradiction, None])
@pytest.mark.parametrize("practice", ["", "Plaza"])
def test_a_reading_against_the_sources_is_said_and_believed(
    view: MeaningView, found: Contradiction | None, practice: str
) -> None:
    then = replace(told(GB, date(2024, 9, 21)), contradiction=found)
    whose = Whose("United Kingdom", "LinkedIn", practice)
    view.show_told(then, whose, TODAY)
    before = set(shown(view))
    view.show_contradiction(replace(then, contradiction=None), whose, TODAY)  # as after another reading, and back
    assert not [text for text in shown(view) if "lead one to expect" in text]
    view.show_contradiction(then, whose, TODAY)
    assert set(shown(view)) == before
    said = [text for text in shown(view) if "lead one to expect" in text]
    assert len(said) == bool(found)
    for text in said:
        assert "Demur believes what was seen" in text
        assert ("Plaza" in text and "sources about LinkedIn" in text and "21 September 2024" in text) is bool(practice)


REGIONS = {"GB": "United Kingdom", "DE": "Germany", "US": "United States", "HK": "Hong Kong", "CA": "Canada"}
REGIONS |= {"CN": "Mainland China"}
DAYS = (TODAY, date(2024, 9, 21), date(2024, 12, 1), date(2025, 10, 1))


@pytest.mark.parametrize("region", REGIONS)
def test_every_sentence_on_the_page_is_a_claims_or_ours(view: MeaningView, region: str) -> None:
    """Whatever can be read there traces to a claim id and its source, or is one of the few sentences around them."""
    for day in DAYS:
        here = tell(shipped("linkedin"), RegionCode(region), day, TODAY)
        view.show_told(here, Whose(REGIONS[region], "LinkedIn"), TODAY)
        texts = shown(view)
        lines = {line._claim.id: line for line in view.findChildren(ClaimLine) if line.isVisibleTo(view)}
        held = {claim.id: (claim, part) for part, claims in here.parts() for claim in claims}
        assert set(lines) == set(held) <= set(shipped("linkedin").by_id)
        around = {say(words.FOR_WHOM, region=REGIONS[region]), say(words.STANDING[here.standing.word]), "•"}
        around |= {say(words.SIDES)} if any(part is Part.DISPUTED for part, _ in here.parts()) else set()
        around |= {say(words.HEADINGS[part]) for part, _ in here.parts()} | {say(words.SOURCES, count=here.sources)}
        for claim, part in held.values():
            assert claim.source.title
            around |= {claim.sentence, source_words(claim)} | ({when(claim, here)} if part is Part.TIMELINE else set())
        assert set(texts) <= around
        assert {claim.sentence for claim, _ in held.values()} <= set(texts)


def test_where_nobody_knows_it_is_not_called_off(view: MeaningView) -> None:
    view.show_told(told(CN), Whose("Mainland China", "LinkedIn"), TODAY)
    assert say(words.STANDING["unknown"]) in shown(view)


def test_a_source_opens_by_keyboard_and_its_address_in_the_browser(view: MeaningView, opened: Opened) -> None:
    view.show_told(told(), Whose("United Kingdom", "LinkedIn"), TODAY)
    line = line_of(view, "li.uk.ms")
    button = next(iter(line.findChildren(QPushButton)))
    assert button.accessibleName() == "Source: LinkedIn, 21 August 2026"
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


def test_the_timeline_is_heard_with_its_days(view: MeaningView) -> None:
    view.show_told(told(), Whose("United Kingdom", "LinkedIn"), TODAY)
    button = line_of(view, "li.h.noset").findChildren(QPushButton)[0]
    assert button.accessibleName() == "Source: The Hacker News, 21 September 2024"
    assert button.accessibleDescription().startswith(
        "20 September 2024 to 17 September 2025. In September 2024 LinkedIn"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [("2026-08-21", "21 August 2026"), ("2025-09", "September 2025"), ("2026", "2026"), ("undated", "undated")],
)
def test_a_source_is_as_old_as_it_says_itself(given: str, said: str) -> None:
    source = next(iter(shipped("linkedin").by_id.values())).source
    assert published(replace(source, published=given)) == said


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
    for text, found in (
        ("cote", "CI"),
        ("gb", "GB"),
        ("united sta", "US"),
        ("ÅLAND", "AX"),
        ("uk", "GB"),
        ("Deutschland", None),
    ):
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


def test_a_region_is_typed_by_name_or_code_or_chosen_in_its_group(dressed: object, qtbot: QtBot) -> None:
    field = RegionField()
    qtbot.addWidget(field)
    assert field.code is None  # nothing is guessed
    for text, found in (("Germany", "DE"), ("united kingdom", "GB"), ("gb", "GB"), ("UK", "GB"), ("Elsewhere", None)):
        field.setEditText(text)
        assert field.code == found, text
    entry = field.lineEdit()
    assert entry is not None
    field.show()
    for typed, name in (("hk", "Hong Kong"), ("uk", "United Kingdom"), ("Deutschland", "Deutschland")):
        entry.selectAll()
        QTest.keyClicks(entry, typed)
        QTest.keyClick(entry, Qt.Key.Key_Return)
        assert field.currentText() == name
    headings = [at for at in range(field.count()) if field.itemData(at, Qt.ItemDataRole.UserRole) is None]
    assert [field.itemText(at) for at in headings] == [say(words.GROUPS[key]) for key, _ in regions.grouped()]
    assert not [at for at in headings if field.model().index(at, 0).flags() & Qt.ItemFlag.ItemIsSelectable]
    field.setCurrentIndex(1)
    for _ in range(5):  # past the heading of the next group, never onto it
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.code == "AX"


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
    assert say(words.HEADINGS[Part.DOES]) not in texts
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
    view.show_told(told(), Whose("United Kingdom", "LinkedIn", practice="Plaza"), TODAY)
    assert not [made for made in view.findChildren(QPushButton) if made.text() == say(words.CHANGE_REGION)]
    assert [text for text in shown(view) if text.startswith("Plaza is made up.")]


def test_nothing_stands_side_by_side_where_there_is_no_room(view: MeaningView) -> None:
    """As in a narrow window, or where the text is large: a column of three words a line can't be read."""
    view.show_told(told(GB), Whose("United Kingdom", "LinkedIn"), TODAY)
    heads = [words.HEADINGS[part] for part in (Part.DOES, Part.DOES_NOT)]
    for width, is_wide in ((1000, True), (300, False), (1000, True)):
        view.resize(width, 2000)
        QCoreApplication.processEvents()
        does, does_not = (
            next(found for found in view.findChildren(QLabel) if found.text() == say(head)).mapTo(view, QPoint(0, 0))
            for head in heads
        )
        assert (does.y() == does_not.y()) is is_wide
        assert (does.x() == does_not.x()) is not is_wide
