"""A signed note that fixes the log at a size (C2SP signed-note v1.0.0 and tlog-checkpoint v1.0.0)."""

import hashlib
import re
from typing import Final, NamedTuple

from demur.receipts.encoding import EncodingBroken, base64_bytes, base64_text
from demur.receipts.keys import ReceiptKeys, is_signed

MAX_BYTES: Final = 1024
_ED25519: Final = b"\x01"  # signature type of a plain Ed25519 note
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[!-*,-~]{1,128})\n(?P<size>0|[1-9][0-9]{0,14})\n(?P<root>[A-Za-z0-9+/=]{44})\n)"
    r"\n— (?P<name>[!-*,-~]{1,128}) (?P<signature>[A-Za-z0-9+/=]{92})\n"
)
"""Exactly three lines of text and one signature; a key's name has neither space nor plus."""


class CheckpointBroken(ValueError):
    """Text that isn't a checkpoint, byte for byte."""


class Checkpoint(NamedTuple):
    """A checkpoint whose form holds; whether its signature does is `is_signed_by`'s to say."""

    origin: str
    size: int
    root: bytes
    text: str
    """The three signed lines."""
    key_id: bytes
    signature: bytes

    def is_signed_by(self, public: bytes) -> bool:
        return self.key_id == key_id(self.origin, public) and is_signed(public, self.signature, self.text.encode())


def sign(keys: ReceiptKeys, origin: str, size: int, root: bytes) -> str:
    """Return the signed note for the log at `size`."""
    text = f"{origin}\n{size}\n{base64_text(root)}\n"
    return text + "\n" + signature_line(origin, keys.public.log, keys.sign_log(text.encode()))


def signature_line(name: str, public: bytes, signature: bytes) -> str:
    return f"— {name} {base64_text(key_id(name, public) + signature)}\n"


def parse(untrusted_bytes: bytes) -> Checkpoint:
    """Return the checkpoint in `untrusted_bytes`, or raise `CheckpointBroken` for any byte out of place."""
    try:
        match = _NOTE.fullmatch(untrusted_bytes.decode("utf-8")) if len(untrusted_bytes) <= MAX_BYTES else None
    except UnicodeDecodeError as error:
        raise CheckpointBroken("not UTF-8") from error
    if match is None or match["name"] != match["origin"] or match["size"] == "0":
        raise CheckpointBroken("not a checkpoint")
    try:
        root, signed = base64_bytes(match["root"]), base64_bytes(match["signature"])
    except EncodingBroken as error:
        raise CheckpointBroken("not base64") from error
    if len(root) != hashlib.sha256().digest_size or len(signed) != 4 + 64:
        raise CheckpointBroken("not of the right length")
    return Checkpoint(match["origin"], int(match["size"]), root, match["text"], signed[:4], signed[4:])


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes that name an Ed25519 key beside its signatures (signed-note, Signatures)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """Return the key in the form that note tools take: name, key id and key, joined by plus signs."""
    return f"{name}+{key_id(name, public).hex()}+{base64_text(_ED25519 + public)}"
