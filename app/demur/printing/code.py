"""The code beside a receipt (QR, ISO/IEC 18004): the two digests, for a scanner to compare."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

_QUIET: Final = 4
"""Light modules around the code (ISO/IEC 18004, 6.3.8)."""


def code_text(file: str, digest: str, key: str, is_practice: bool) -> str:
    """Return what a scanner shows: plain lines, with nothing to open and nobody to ask."""
    mark = "PRACTICE\n" if is_practice else ""
    return f"{mark}Demur receipt {file}\nSHA-256 {digest}\nKey {key}"


def draw_code(painter: QPainter, text: str, place: QRectF) -> None:
    """Draw the code into a square, black on white whatever lies below, as shapes that stay sharp at any size."""
    import segno

    rows = segno.make(text, error="m", micro=False).matrix
    side = place.width() / (len(rows) + 2 * _QUIET)
    painter.fillRect(place, Qt.GlobalColor.white)
    for down, line in enumerate(rows):
        for across, is_dark in enumerate(line):
            if is_dark:
                left, top = place.left() + (across + _QUIET) * side, place.top() + (down + _QUIET) * side
                painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.black)
