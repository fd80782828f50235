"""A printed receipt, read back: what stands on it, what its code holds, and what nobody finds in it."""

import hashlib
import io
import os
import platform
import pwd
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import TextStringObject
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication
from tests.printing.conftest import confirmation, printed, with_facts
from tests.printing.paper_reading import facts, pages, parts
from tests.receipts.bundles import ACCOUNT, AFTER, BEFORE, EVERYTHING, PICTURE, receipt_of, rich_log
from tests.receipts.making import Log
from tests.receipts.test_told_fields import TOLD

from demur.printing.paper import Paper
from demur.printing.pdf import pdf_bytes
from demur.receipts.disclosure import EVIDENCE, Opened
from demur.receipts.keys import fingerprint
from demur.receipts.proof import signer
from demur.words import printing


def picture(width: int, height: int, side: str = "after") -> Opened:
    image, buffer = QImage(width, height, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor("orange"))
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, and say str
    return Opened(EVIDENCE, "05" * 16, bytes(buffer.data().data()), side)


@pytest.mark.parametrize(("paper", "size_pt"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_a_receipt_is_one_page_that_says_it_all_in_text(paper: Paper, size_pt: tuple[int, int]) -> None:
    receipt = confirmation()
    (page,) = pages(printed(receipt, EVERYTHING, paper))
    assert page.size_pt == size_pt
    for words in (
        "Receipt 2: On → Off",
        "Sealed 2026-11-21 17:30:09 UTC. File: 000002.json",
        "Use my data to train “AI”",
        "Plaza (Plaza Société)",
        "Confirmation: the change was asked for and read back",
        "Confirmed: read back afresh.",
        "Off, seen 2026-11-21 17:30:09 UTC",
        "It does not prove what the platform does with data.",
        "fern.maple",
        "member-4711",
        hashlib.sha256(receipt.body).hexdigest(),
        fingerprint(signer(receipt.fields)),
        "Page 1 of 1",
    ):
        assert words in page.words, words
    assert page.words.count(hashlib.sha256(receipt.body).hexdigest()) == 2, "in the receipt, and at the page's foot"
    assert "PRACTICE" not in page.words


@pytest.mark.parametrize("is_practice", [False, True])
def test_the_code_holds_digest_and_fingerprint(is_practice: bool) -> None:
    receipt = confirmation(is_practice)
    (page,) = pages(printed(receipt), dpi=150)  # as a plain scanner has it
    digest, key = hashlib.sha256(receipt.body).hexdigest(), fingerprint(signer(receipt.fields))
    mark = "PRACTICE\n" if is_practice else ""
    assert page.codes == [f"{mark}Demur receipt 000002.json\nSHA-256 {digest}\nKey {key}"]


def test_nothing_is_printed_in_a_colour_and_black_stays_black_in_a_dark_window(qapp: QApplication) -> None:
    light = printed(confirmation(is_practice=True))
    before = qapp.palette()
    dark = QPalette(QColor("black"))
    dark.setColor(QPalette.ColorRole.Text, QColor("white"))
    qapp.setPalette(dark)
    try:
        (page,) = pages(printed(confirmation(is_practice=True)))
    finally:
        qapp.setPalette(before)
    assert page.lone_colours == 0
    assert page.image == pages(light)[0].image
    darkness = sum(page.image.pixelColor(x, 150).lightness() < 60 for x in range(page.image.width()))
    assert darkness > 10, "letters are black"


def test_r7_redacted_unless_it_is_chosen_and_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """R7: no handle, user id, salt, path, user or computer name, in any part of the file, unpacked."""
    for name in ("USER", "LOGNAME", "USERNAME", "HOME", "HOSTNAME", "TMPDIR"):
        monkeypatch.setenv(name, f"/machine-{name.lower()}")
    pdf = printed(confirmation())
    text = " ".join(page.words for page in pages(pdf))
    secrets = [*(one.text for one in EVERYTHING), *(one.salt for one in EVERYTHING), "/machine-", str(Path.cwd())]
    for secret in secrets:
        assert secret not in text
        for encoding in ("utf-8", "utf-16-be"):
            assert secret.encode(encoding) not in parts(pdf), secret
    for name in (platform.node(), pwd.getpwuid(os.getuid()).pw_name):
        assert not re.search(rf"\b{re.escape(name)}\b", f"{text} {facts(pdf)}")
    named = printed(confirmation(), ACCOUNT[:1])
    assert "fern.maple" in pages(named)[0].words
    assert "member-4711" not in pages(named)[0].words


@pytest.fixture
def east_of_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("east_of_here")
def test_r7_the_file_says_of_itself_what_it_is_and_not_where_it_was_made() -> None:
    """R7: a PDF's own facts hold no clock, no name and no program but ours."""
    pdf = printed(confirmation())
    assert facts(pdf) == {"/Title": "Receipt 2: On → Off", "/Creator": "Demur"}
    assert not re.search(rb"05'45|\+05:45|xmp:|Date", parts(pdf))
    assert PdfReader(io.BytesIO(pdf)).root_object.get("/Lang") == TextStringObject("en")


def test_spaces_and_letters_are_copied_as_they_were_written() -> None:
    """Qt's maps say that a space is a tab and draw "fi" as one sign: another reader then finds no "Confirmed: read"."""
    text = PdfReader(io.BytesIO(printed(confirmation()))).pages[0].extract_text()
    assert "Confirmed: read back afresh." in text
    assert "\t" not in text


def test_practice_is_marked_on_every_page() -> None:
    log = rich_log(is_practice=True)
    items = [(receipt_of(log, number), ()) for number in range(3)]
    found = pages(pdf_bytes(items, Paper.A4))
    assert len(found) == 4
    for page in found:
        assert "PRACTICE: says nothing about a real account" in page.words
        shades = {page.image.pixelColor(x, y).lightness() for x in range(300, 700, 3) for y in range(400, 800, 3)}
        assert 232 in shades, "the mark across the page"


def test_several_receipts_are_listed_with_their_pages() -> None:
    log = rich_log()
    pdf = pdf_bytes([(receipt_of(log, number), ()) for number in (2, 1)], Paper.LETTER)
    first, *others = pages(pdf, dpi=150)
    assert "2 receipts" in first.words
    assert re.search(r"2 2026-11-21 17:30:09 UTC Plaza Use my data to train “AI” On → Off 2 1 2026", first.words)
    assert [page.words.split(" Sealed")[0] for page in others] == ["Receipt 2: On → Off", "Receipt 1: Asked: On → Off"]
    assert [page.words[-11:] for page in (first, *others)] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [len(page.codes) for page in (first, *others)] == [0, 1, 1]
    outline = [entry.title for entry in PdfReader(io.BytesIO(pdf)).outline if not isinstance(entry, list)]
    assert outline == ["2 receipts", "Receipt 2: On → Off", "Receipt 1: Asked: On → Off"]


def test_a_long_list_counts_its_own_pages() -> None:
    receipt = confirmation()
    found = pages(pdf_bytes([(receipt, ())] * 20, Paper.A4), dpi=20)
    assert len(found) == 22
    assert re.findall(r"On → Off (\d+) 2", found[0].words)[:3] == ["3", "4", "5"]
    assert found[1].words.startswith("Receipt Sealed What Page"), "the head stands on every page of the list"
    assert found[2].words.startswith("Receipt 2: On → Off")


HOSTILE = '=HYPERLINK("http://x")<b>&amp;</b><img src=x>' + "W" * 155
NAMES = {"name": "منصة ساحة المهنيين", "controller": "ไทยภาษา" * 10 + "\ufdd0frame\ufdd1\ufffc end"}


def test_long_labels_markup_and_other_scripts_wrap_as_text() -> None:
    """Strangers' text is drawn as it stands: no markup, no formula, no new frame, and nothing beyond the edge."""
    assert len(HOSTILE) == 200
    receipt = with_facts(setting={"label": HOSTILE}, platform=NAMES)
    (page,) = pages(printed(receipt))
    assert HOSTILE[:45] in page.words
    assert page.text.count("W") >= 155
    assert max(len(run) for run in re.findall("W+", page.text)) < 60, "in several lines, none of them cut"
    assert re.search("�.?frame", page.words), "what Qt would take for a frame's end is a sign that stands for nothing"
    margin = round(20 / 25.4 * 110)
    for x in (*range(margin - 2), *range(page.image.width() - margin + 3, page.image.width())):
        assert all(page.image.pixelColor(x, y).lightness() == 255 for y in range(page.image.height())), x


def test_what_is_too_long_is_cut_and_said_and_no_line_is_lost_between_pages() -> None:
    lines = [f"line {number} of the platform's own words" for number in range(700)]
    wording = Opened(EVIDENCE, "04" * 16, "\n".join(lines).encode(), "after")
    found = pages(printed(with_facts(after=wording), [wording]))
    words = " ".join(page.words for page in found)
    kept = wording.text[: printing.LONGEST].count("\n")
    assert [int(number) for number in re.findall(r"line (\d+) of the platform's own words", words)] == list(range(kept))
    assert f"Cut here, after {printing.LONGEST} of {len(wording.text)} characters." in words
    assert len(found) > 4
    assert all("Receipt 2, SHA-256 " in page.words for page in found)


def test_a_picture_is_drawn_whole_on_a_page_of_its_own() -> None:
    shown = picture(900, 1900)
    first, second = pages(printed(with_facts(after=shown), [shown]), dpi=72)
    assert "Seen after a picture, at the end of this receipt" in first.words
    assert "Seen after" in second.words
    places = [
        (x, y)
        for x in range(0, second.image.width(), 2)
        for y in range(0, second.image.height(), 2)
        if second.image.pixelColor(x, y).saturation() > 100
    ]
    width, height = (max(place[at] for place in places) - min(place[at] for place in places) for at in (0, 1))
    assert width / height == pytest.approx(900 / 1900, rel=0.02)
    assert max(y for _, y in places) < second.image.height() - 21 / 25.4 * 72, "above the foot"
    assert first.lone_colours == 0


def test_what_cannot_be_drawn_or_read_is_said() -> None:
    broken = pages(printed(with_facts(after=PICTURE), [PICTURE]))
    assert "This picture can't be drawn here. A bundle holds it as it came." in broken[1].words
    binary = Opened(EVIDENCE, "04" * 16, b"\xff\x00" * 40, "after")
    (page,) = pages(printed(with_facts(after=binary), [BEFORE, binary]))
    assert "80 bytes that are no text" in page.words


def test_no_heading_stands_alone_at_the_end_of_a_page() -> None:
    """At some length of what is disclosed a heading would come last on its page; then it goes to the next."""
    moved = 0
    for count in range(18, 24):
        wording = Opened(EVIDENCE, "04" * 16, b"one line\n" * count, "after")
        found = pages(printed(with_facts(after=wording), [wording]), dpi=20)
        if len(found) == 2:
            for heading in ("How it is sealed", "What it does not show"):
                assert not re.search(rf"{heading} (PRACTICE.*)?Receipt 2, SHA-256", found[0].words)
                moved += found[1].words.startswith(heading)
    assert moved, "the lengths reach the case"


def told(kind: str) -> str:
    log = Log()
    log.add(kind, **TOLD[kind])
    (page,) = pages(printed(receipt_of(log, 1)), dpi=20)
    return page.words


def test_what_the_member_told_is_never_called_seen_or_reported_by_the_platform() -> None:
    words = told("observation")
    assert "After Off, as the member said 2026-11-21 17:30:09 UTC" in words
    assert "Before Not known 2026-11-21 17:30:09 UTC" in words
    assert "How we know The member's own word; nothing was read from the platform. The member says so." in words
    assert "The platform had no part in this, so it can deny all of it." in words
    for wrong in (", seen", "You told us", "what it reported"):
        assert wrong not in words
    assert "How we know Written down before" in told("attempt")


def test_everything_sealed_is_said_to_be() -> None:
    (page,) = pages(printed(confirmation()))
    assert "Nothing: the account stays a salted digest" in page.words
    (page,) = pages(printed(confirmation(), [AFTER]))
    assert 'Seen after {"name":"ai_training","value":false}' in page.words
