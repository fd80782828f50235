"""A PDF read back by parts that did not write it: its text and pages by PDFium, its codes by ZXing."""

import io
import re
import zlib
from dataclasses import dataclass
from typing import Any

import zxingcpp
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Page:
    text: str
    image: QImage
    size_pt: tuple[int, int]

    @property
    def words(self) -> str:
        """The text with each run of white space as one space."""
        return " ".join(self.text.split())

    @property
    def codes(self) -> list[str]:
        grey = self.image.convertToFormat(QImage.Format.Format_Grayscale8)
        shape = (grey.height(), grey.bytesPerLine())
        return [found.text for found in zxingcpp.read_barcodes(memoryview(grey.constBits()).cast("B", shape))]

    @property
    def lone_colours(self) -> int:
        """How many of its points are of a colour that is no shade of grey."""
        data = self.image.convertToFormat(QImage.Format.Format_RGB888)
        row = data.width() * 3
        whole, step = bytes(data.constBits()), data.bytesPerLine()
        lines = [whole[y * step : y * step + row] for y in range(data.height())]
        return sum(line[0::3] != line[1::3] or line[1::3] != line[2::3] for line in lines)


def pages(pdf: bytes, dpi: int = 110) -> list[Page]:
    """Return every page as PDFium reads and draws it."""
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() is QPdfDocument.Status.Ready
    found = [_page(document, number, dpi) for number in range(document.pageCount())]
    document.close()
    return found


def _page(document: QPdfDocument, number: int, dpi: int) -> Page:
    size = document.pagePointSize(number)
    drawn = document.render(number, QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72)))
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return Page(document.getAllText(number).text(), image, (round(size.width()), round(size.height())))


def parts(pdf: bytes) -> bytes:
    """Return everything in the file, unpacked, without asking any reader of PDFs what counts."""
    found = [pdf]
    for stream in _STREAM.findall(pdf):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:  # kept as it is, and in `pdf` already
            continue
    return b"\n".join(found)


def facts(pdf: bytes) -> dict[str, Any]:
    """Return what the file says of itself, by name."""
    return dict(PdfReader(io.BytesIO(pdf)).metadata or {})
