"""A picture that the member chose to keep: committed to with a salt, kept beside, and without what a camera wrote."""

import sqlite3
import struct
import zlib
from contextlib import closing

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from tests.own_browser.conftest import Desk

from demur.core import picture
from demur.core.own_browser import Answer
from demur.core.problem import PictureTooLarge, PictureUnreadable
from demur.receipts.disclosure import commitment
from demur.receipts.encoding import base64_text

HOME = b"51.5007N 0.1246W"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*more: bytes) -> bytes:
    """Return a PNG of one grey point, with further chunks before its data."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\x00\x7f"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + data + chunk(b"IEND", b"")


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(*more: bytes) -> bytes:
    """Return the segments of a progressive JPEG: two scans, a stuffed byte, a restart marker and a fill byte."""
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    frame = segment(0xC2, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    return b"\xff\xd8" + b"".join(more) + segment(0xDB, b"\x00" * 65) + b"\xff" + frame + scan + scan + b"\xff\xd9"


PNG, JPEG = png(), jpeg()


@pytest.mark.parametrize("kept", [PNG, JPEG])
def test_picture_is_kept_beside_the_receipt_and_committed_to(desk: Desk, kept: bytes) -> None:
    account = desk.add()
    own = desk.product.own_browser
    receipt = own.told(own.begin(account.id), Answer.DONE, kept).receipt
    assert receipt is not None
    (evidence,) = desk.ledger.evidence(receipt.index)
    assert (evidence.name, len(evidence.salt)) == ("after", 32)
    assert evidence.body == picture.plain(kept)
    digest = commitment(evidence.salt, "evidence", base64_text(evidence.body))
    assert receipt.fields["after"]["evidence"] == [digest]
    assert "committed to" in receipt.fields["assurance"]["method"]
    assert desk.ledger.check().is_sound
    with closing(sqlite3.connect(desk.folder / "ledger.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE evidence SET body = ?", (png(chunk(b"gAMA", b"\x00\x00\x00\x01")),))
    wrong = desk.ledger.check().wrong
    assert wrong is not None
    assert (wrong.code, wrong.index) == ("commitments", receipt.index)


def test_two_receipts_of_one_picture_cannot_be_joined_by_it(desk: Desk) -> None:
    account = desk.add()
    own = desk.product.own_browser
    digests = []
    for answer in (Answer.DONE, Answer.NOT_FOUND):
        receipt = own.told(own.begin(account.id), answer, PNG).receipt
        assert receipt is not None
        digests += receipt.fields["after"]["evidence"]
    assert len(set(digests)) == 2


def test_what_a_camera_wrote_is_not_kept() -> None:
    noted = [chunk(b"tEXt", b"Comment\x00" + HOME), chunk(b"eXIf", HOME), chunk(b"iTXt", HOME), chunk(b"tIME", HOME)]
    assert picture.plain(png(*noted)) == PNG
    written = [segment(0xE0, b"JFIF\x00" + HOME), segment(0xE1, b"Exif\x00\x00" + HOME), segment(0xFE, HOME)]
    written += [segment(0xED, HOME), segment(0xEF, HOME)]
    assert picture.plain(jpeg(*written)) == picture.plain(JPEG)
    assert HOME not in picture.plain(jpeg(*written))
    assert picture.plain(PNG + HOME) == PNG, "what lies behind the end goes as well"
    assert picture.plain(JPEG + HOME) == picture.plain(JPEG)


def test_what_colours_depend_on_stays() -> None:
    adobe, gamma = segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01"), chunk(b"gAMA", struct.pack(">I", 45455))
    assert adobe in picture.plain(jpeg(adobe))
    assert gamma in picture.plain(png(gamma))


BROKEN = [b"", b"GIF89a", b"<svg/>", b"\xff\xd8", b"\xff\xd8\xff\xd9", b"\x89PNG\r\n\x1a\n", PNG[8:], b"\xff" * 4000]
BROKEN += [PNG[:end] for end in range(8, len(PNG) - 12)] + [JPEG[:end] for end in range(2, len(JPEG))]
BROKEN += [b"".join((PNG[:33], PNG[-12:])), PNG.replace(b"\x00\x00\x00\x00IEND", b"\x00\x00\x00\x09IEND")]
BROKEN += [PNG.replace(b"IHDR", b"IDAT", 1), JPEG.replace(b"\xff\xdb\x00\x43", b"\xff\xdb\x00\x01")]


def test_whatever_is_no_whole_picture_is_refused() -> None:
    for body in BROKEN:
        with pytest.raises(PictureUnreadable):
            picture.plain(body)


def test_broken_or_too_large_picture_leaves_the_attempt_open(desk: Desk) -> None:
    account = desk.add()
    own = desk.product.own_browser
    attempt = own.begin(account.id)
    large = png(chunk(b"tEXt", b"\x00" * picture.LARGEST))
    for body, problem in ((b"GIF89a", PictureUnreadable), (large, PictureTooLarge)):
        with pytest.raises(problem):
            own.told(attempt, Answer.DONE, body)
    assert own.open_attempt(account.id) == attempt
    assert desk.kinds == ["genesis", "attempt"]


def test_2_mib_is_the_limit() -> None:
    padding = picture.LARGEST - len(PNG) - 12
    assert picture.plain(png(chunk(b"tEXt", b"\x00" * padding))) == PNG
    with pytest.raises(PictureTooLarge):
        picture.plain(png(chunk(b"tEXt", b"\x00" * (padding + 1))))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_real_picture_shows_the_same_points_afterwards(kind: str) -> None:
    points = bytes(value for y in range(30) for x in range(40) for value in (x * 6, y * 8, 120))
    image = QImage(points, 40, 30, 120, QImage.Format.Format_RGB888)
    image.setText("Comment", HOME.decode())
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(data, kind)  # type: ignore[call-overload]  # the stubs name bytes, Qt takes text
    body = bytes(data.data().data())
    assert HOME in body
    plain = picture.plain(body)
    assert HOME not in plain
    before, after = QImage.fromData(body), QImage.fromData(plain)
    after.setText("Comment", HOME.decode())
    assert not after.isNull()
    assert before.convertToFormat(QImage.Format.Format_RGB888) == after.convertToFormat(QImage.Format.Format_RGB888)
