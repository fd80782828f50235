"""A list of receipts as a spreadsheet takes it, in which no cell is taken for a formula."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from demur.receipts.durable_file import write_new_file

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell must not begin with: some programs then run it (OWASP, CSV Injection)."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180), each cell in quotes, with the mark that spreadsheets take for UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(untrusted_cell: str) -> str:
    """Return a cell that stays text: an apostrophe stands before what could begin a formula, spaces or not."""
    begins = untrusted_cell.lstrip(" \u00a0\u3000").startswith(_FORMULA)
    return f"'{untrusted_cell}" if begins or untrusted_cell.startswith(_FORMULA) else untrusted_cell


def list_bytes(rows: Sequence[Mapping[str, str | int]], is_csv: bool) -> bytes:
    """Return the file of a list: CSV whose first line names the columns, or JSON."""
    if not is_csv:
        return (json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode()
    heads = [tuple(rows[0])] if rows else []
    return csv_bytes([*heads, *(tuple(map(str, row.values())) for row in rows)])


def write_list(file: Path, rows: Sequence[Mapping[str, str | int]]) -> None:
    """Write a list into a new file, CSV where its name ends so. Raises `FolderTaken`, `FolderUnusable`, `DiskFull`."""
    write_new_file(file, list_bytes(rows, file.suffix.lower() == ".csv"))
