"""The two keys of a ledger: one signs receipts, one signs checkpoints (receipt-format part 8).

Both come from one secret, so there is one thing to keep. `cryptography` is loaded only where a key is used.
"""

import hashlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from demur.receipts.encoding import EncodingBroken, base58_bytes, base58_text, base64_bytes, base64_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SECRET_BYTES: Final = 32
RECEIPT_LABEL: Final = b"demur.invalid/receipt-key/1"
LOG_LABEL: Final = b"demur.invalid/log-key/1"

_MULTICODEC = b"\xed\x01"  # ed25519-pub, as a varint (multicodec table 0xed)
_SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410, 4: the 12 bytes before an Ed25519 key
_PEM_HEAD = "-----BEGIN PUBLIC KEY-----\n"
_PEM_FOOT = "\n-----END PUBLIC KEY-----\n"
_KEY_BYTES = 32


def new_secret() -> bytes:
    """Return a fresh secret for a new ledger."""
    return os.urandom(SECRET_BYTES)  # what `secrets.token_bytes` returns, without what else it imports


class PublicKeys(NamedTuple):
    """The public halves, raw (RFC 8032, 5.1.5)."""

    receipt: bytes
    log: bytes

    def origin(self, is_practice: bool) -> str:
        return origin_of(self.log, is_practice)


class ReceiptKeys:
    """Both private keys, held only as long as something is being sealed."""

    __slots__ = ("_log", "_receipt", "public")

    def __init__(self, receipt: "Ed25519PrivateKey", log: "Ed25519PrivateKey", public: PublicKeys) -> None:
        self._receipt, self._log, self.public = receipt, log, public

    @classmethod
    def from_secret(cls, secret: bytes) -> Self:
        """Derive both keys with HKDF-SHA-256 (RFC 5869), each under its own label."""
        if len(secret) != SECRET_BYTES:
            raise ValueError("a ledger's secret has 32 bytes")
        receipt, log = _derive(secret, RECEIPT_LABEL), _derive(secret, LOG_LABEL)
        return cls(
            receipt, log, PublicKeys(receipt.public_key().public_bytes_raw(), log.public_key().public_bytes_raw())
        )

    def sign_receipt(self, message: bytes) -> bytes:
        return self._receipt.sign(message)

    def sign_log(self, message: bytes) -> bytes:
        return self._log.sign(message)


def _derive(secret: bytes, label: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    seed = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=label).derive(secret)
    return Ed25519PrivateKey.from_private_bytes(seed)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether `signature` over `message` is by the key `public` (Ed25519, RFC 8032)."""
    from cryptography.exceptions import InvalidSignature

    try:
        _public_key(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: 32 bytes that are no point of the curve
        return False
    return True


@lru_cache(maxsize=8)
def _public_key(public: bytes) -> "Ed25519PublicKey":
    """Return a key that can verify; all entries of a ledger have the same two."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(public)


def origin_of(log_key: bytes, is_practice: bool) -> str:
    """Return a log's name, which stands for its key: one log can't take the name of another."""
    prefix = "practice." if is_practice else ""
    return f"{prefix}demur.invalid/ledger/{fingerprint(log_key)[:16]}"


def fingerprint(public: bytes) -> str:
    """Return the SHA-256 of a raw public key, in hex."""
    return hashlib.sha256(public).hexdigest()


def multikey(public: bytes) -> str:
    """Return the Multikey form of an Ed25519 key (W3C Controlled Identifiers, 2.2.2): `z6Mk` and 44 signs."""
    return "z" + base58_text(_MULTICODEC + public)


def raw_of_multikey(text: str) -> bytes:
    """Return the raw key, or raise `EncodingBroken`."""
    raw = base58_bytes(text.removeprefix("z"))
    if not raw.startswith(_MULTICODEC) or len(raw) != len(_MULTICODEC) + _KEY_BYTES:
        raise EncodingBroken("not an Ed25519 multikey")
    public = raw.removeprefix(_MULTICODEC)
    if multikey(public) != text:
        raise EncodingBroken("not the multikey an encoder writes")
    return public


def did_key(text: str) -> str:
    """Return the verification method of a multikey (did:key, 3.1)."""
    return f"did:key:{text}#{text}"


@lru_cache(maxsize=4)
def raw_of_did_key(verification_method: str) -> bytes:
    """Return the raw key in a `did:key` verification method, or raise `EncodingBroken`; a ledger has one for all."""
    public = raw_of_multikey(verification_method.rpartition("#")[2])
    if did_key(multikey(public)) != verification_method:
        raise EncodingBroken("not a did:key")
    return public


def pem(public: bytes) -> str:
    """Return the PEM file of a public key, as `openssl pkey -pubout` writes it (RFC 7468, 13; RFC 8410)."""
    return _PEM_HEAD + base64_text(_SPKI_PREFIX + public) + _PEM_FOOT


def raw_of_pem(untrusted_text: str) -> bytes:
    """Return the raw key in a PEM file, or raise `EncodingBroken` for anything but the form above."""
    raw = base64_bytes(untrusted_text.removeprefix(_PEM_HEAD).removesuffix(_PEM_FOOT))
    public = raw[len(_SPKI_PREFIX) :]
    if len(public) != _KEY_BYTES or pem(public) != untrusted_text:
        raise EncodingBroken("not an Ed25519 public key")
    return public
