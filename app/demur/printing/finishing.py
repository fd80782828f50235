"""What Qt's PDF needs before it leaves: facts of the machine out, spaces copied as spaces, a table of contents in."""

import io
import re
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

_MAPPED = re.compile(rb"\[[^\]]*\]")
"""The letters of a run of signs in a ToUnicode map (ISO 32000-1, 9.10.3)."""


def finished(pdf: bytes, title: str, language: str, places: Sequence[tuple[str, int]]) -> bytes:
    """Return the PDF with a title and the places (what, and on which page, from 0), and nothing of this computer.

    Qt writes when the file was made with the offset of the computer's clock, and its own version, and
    says in its letters' maps that a space is a tab, since both are drawn alike.
    """
    reader = PdfReader(io.BytesIO(pdf))
    reader.root_object.pop("/Metadata", None)  # before the copy, which takes whatever can be reached from here
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.metadata = {"/Title": title, "/Creator": "Demur"}
    for found in writer._objects:
        letters = found.get("/ToUnicode") if isinstance(found, DictionaryObject) else None
        if letters is not None and isinstance(stream := letters.get_object(), StreamObject):
            _mend_spaces(stream)
    for name, page in places:
        writer.add_outline_item(title=name, page_number=page)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _mend_spaces(letters: StreamObject) -> None:
    letters.set_data(_MAPPED.sub(lambda run: run.group().replace(b"<0009>", b"<0020>"), letters.get_data()))
