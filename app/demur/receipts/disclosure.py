"""Commitments of a receipt that its member opens: what travels beside it in a bundle (receipt-format part 3).

The receipt holds `sha256(JCS([salt, name, value]))`, after RFC 9901's idea; whoever has salt and value can see that
they are what was sealed, and without them nothing can be guessed.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from demur.receipts.encoding import base64_text
from demur.receipts.profile import ProfileBroken, check_depth
from demur.receipts.text import json_array

SCHEMA: Final = "https://demur.invalid/schema/disclosures/1"
DISCLOSURES_NAME: Final = "disclosures.json"
EVIDENCE_FOLDER: Final = "evidence"
EVIDENCE_BYTES: Final = 8 * 1024 * 1024
DISCLOSURES_BYTES: Final = 64 * 1024
HANDLE: Final = "handle"
USER_ID: Final = "userId"
EVIDENCE: Final = "evidence"

_ACCOUNT: Final = (HANDLE, USER_ID)
"""In the order in which a receipt's `account` commits to them."""
_SIDES: Final = ("before", "after")
_PICTURES: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}

ReadFile = Callable[[str, int], bytes]
"""Returns at most one byte more than the limit of the file of a name; OSError where there is none."""


class DisclosuresBroken(ValueError):
    """A file of disclosures that isn't what was written, byte for byte."""


class Opened(NamedTuple):
    """One commitment with what it stands for; `side` says where evidence was seen, and is empty for an account's."""

    name: str
    salt: str
    content: bytes
    side: str = ""

    @property
    def file(self) -> str:
        """Return the file of a bundle in which evidence lies; empty where the value stands in `disclosures.json`."""
        return f"{EVIDENCE_FOLDER}/{self.side}.{_ending(self.content)}" if self.name == EVIDENCE else ""

    @property
    def is_picture(self) -> bool:
        return _ending(self.content) in _PICTURES.values()

    @property
    def text(self) -> str:
        """Return the content as the commitment has it: as text, or in base64 where it is none."""
        return content_text(self.content)

    @property
    def digest(self) -> str:
        return commitment(self.salt, self.name, self.text)

    def is_of(self, fields: Mapping[str, Any]) -> bool:
        """Say whether a receipt commits to exactly this, in the place that it is said to have."""
        if self.name == EVIDENCE:
            return self.digest in fields.get(self.side, {}).get("evidence", ())
        return dict(zip(_ACCOUNT, fields.get("account", ()), strict=False)).get(self.name) == self.digest


def commitment(salt: str, name: str, value: str) -> str:
    """Return the digest of JCS([salt, name, value])."""
    return "sha256:" + hashlib.sha256(json_array(salt, name, value)).hexdigest()


def content_text(content: bytes) -> str:
    """Return a reply as text, or in base64 where it is none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return base64_text(content)


def disclosures_bytes(receipt_id: str, opened: Sequence[Opened]) -> bytes:
    """Return the file that names what is opened, in JCS form; an empty list where everything stays sealed."""
    document = {"disclosed": [_line(one) for one in opened], "receipt": receipt_id, "schema": SCHEMA}
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def parse_disclosures(untrusted_bytes: bytes, receipt_id: str, read: ReadFile) -> list[Opened]:
    """Return what is opened for this receipt; `read` gives the evidence files.

    Raises `DisclosuresBroken` unless the same file would be written from what was found, and OSError from `read`.
    """
    try:
        text = untrusted_bytes.decode("utf-8") if len(untrusted_bytes) <= DISCLOSURES_BYTES else ""
        check_depth(text)
        document = json.loads(text)
        opened = [_opened(line, read) for line in document["disclosed"]]
        is_whole = disclosures_bytes(receipt_id, opened) == untrusted_bytes
    except (ProfileBroken, ValueError, KeyError, TypeError, AttributeError) as error:  # of another shape throughout
        raise DisclosuresBroken("not a file of disclosures") from error
    if not is_whole or len({one.digest for one in opened}) != len(opened):
        raise DisclosuresBroken("not the file that would be written")
    return opened


def _line(one: Opened) -> dict[str, str]:
    line = {"digest": one.digest, "name": one.name, "salt": one.salt}
    return line | ({"file": one.file, "side": one.side} if one.file else {"value": one.text})


def _opened(line: Mapping[str, object], read: ReadFile) -> Opened:
    texts = {name: text for name, text in line.items() if isinstance(text, str)}
    if len(texts) != len(line):
        raise DisclosuresBroken("not text")
    return _opened_texts(texts, read)


def _opened_texts(line: Mapping[str, str], read: ReadFile) -> Opened:
    if line["name"] != EVIDENCE:
        return Opened(line["name"], line["salt"], line["value"].encode())
    side, file = line["side"], line["file"]
    if side not in _SIDES or file not in {f"{EVIDENCE_FOLDER}/{side}.{ending}" for ending in ENDINGS}:
        raise DisclosuresBroken("not an evidence file")
    return Opened(EVIDENCE, line["salt"], read(file, EVIDENCE_BYTES), side)  # a longer one is not what was sealed


def _ending(content: bytes) -> str:
    found = next((ending for head, ending in _PICTURES.items() if content.startswith(head)), "")
    return found or ("txt" if _is_text(content) else "bin")


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


ENDINGS: Final = (*_PICTURES.values(), "txt", "bin")
