"""The bytes of the sealed file: scrypt (RFC 7914) makes a key of a passphrase, AES-256-GCM seals under that key.

    "demur secrets 1\\n" | log2 N | r | p | salt, 16 bytes | nonce, 12 bytes | ciphertext and tag | SHA-256

The tag covers everything before the ciphertext too, as associated data. The SHA-256 is over all that stands before it
and needs no passphrase: damage shows by it, so that a tag which fails under a whole file means a wrong passphrase, or
a file that somebody made to look whole. Those two can't be told apart, by anybody.
"""

import hashlib
import json
import secrets
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from demur.core.secret import Secret
from demur.core.vault_problem import PassphraseWeak, PassphraseWrong, SealedFileDamaged

MAGIC = b"demur secrets 1\n"
_HEAD = struct.Struct(">16sBBB16s12s")
_DIGEST = 32
_TAG = 16
_LEAST, _MOST = 12, 1_000
"""Characters of a new passphrase: whoever copies the file can guess as fast as they can pay for."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs (RFC 7914, 2): 128 * N * r bytes of memory, p times over."""

    log_n: int
    r: int
    p: int

    @property
    def is_bearable(self) -> bool:
        """Whether it is neither cheap for who guesses (32 MiB at least) nor a burden for who knows (512 MiB)."""
        return 15 <= self.log_n <= 19 and self.r == 8 and 1 <= self.p <= 4


SHIPPED = Cost(log_n=17, r=8, p=1)
"""128 MiB and about half a second: OWASP's Password Storage Cheat Sheet, scrypt, its first choice."""


@dataclass(frozen=True, slots=True, repr=False)
class SealingKey:
    """A key, and what it was made with."""

    cost: Cost
    salt: bytes
    _key: bytes = field(repr=False)

    def reveal(self) -> bytes:
        return self._key


@dataclass(frozen=True, slots=True, repr=False)
class Contents:
    """What the file holds: each secret by its name, and whose copies are still to be erased from the keyring."""

    texts: Mapping[str, str] = field(default_factory=dict)
    left_in_keyring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file that was found whole, not opened yet."""

    cost: Cost
    salt: bytes
    nonce: bytes
    head: bytes
    body: bytes


def new_key(passphrase: Secret, cost: Cost = SHIPPED) -> SealingKey:
    """Return a key for a new passphrase. Raises `PassphraseWeak`."""
    if not _LEAST <= len(prepared(passphrase)) <= _MOST:
        raise PassphraseWeak(least=str(_LEAST))
    return _derive(passphrase, cost, secrets.token_bytes(16))


def key_for(sealed: Sealed, passphrase: Secret) -> SealingKey:
    """Return the key that a passphrase makes for a file; whether it is the right one shows when the file is opened."""
    return _derive(passphrase, sealed.cost, sealed.salt)


def fits(sealed: Sealed, key: SealingKey) -> bool:
    """Tell whether a key was made for this file; not after its passphrase was changed."""
    return (key.cost, key.salt) == (sealed.cost, sealed.salt)


def seal(contents: Contents, key: SealingKey) -> bytes:
    """Return the bytes of the file, with a nonce of their own (NIST SP 800-38D, 8.2.2: random, far below 2^32)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, cost = secrets.token_bytes(12), key.cost
    head = _HEAD.pack(MAGIC, cost.log_n, cost.r, cost.p, key.salt, nonce)
    plain = json.dumps({"secrets": dict(contents.texts), "left": list(contents.left_in_keyring)}).encode("ascii")
    whole = head + AESGCM(key.reveal()).encrypt(nonce, plain, head)
    return whole + hashlib.sha256(whole).digest()


def parse(untrusted_bytes: bytes, file: str) -> Sealed:
    """Return a whole file's parts. Raises `SealedFileDamaged`, also for a cost below the floor or above the ceiling."""
    whole, digest = untrusted_bytes[:-_DIGEST], untrusted_bytes[-_DIGEST:]
    if len(whole) < _HEAD.size + _TAG or not whole.startswith(MAGIC):
        raise SealedFileDamaged(what="its beginning", file=file)
    if hashlib.sha256(whole).digest() != digest:
        raise SealedFileDamaged(what="its checksum", file=file)
    _, log_n, r, p, salt, nonce = _HEAD.unpack(whole[: _HEAD.size])
    cost = Cost(log_n, r, p)
    if not cost.is_bearable:
        raise SealedFileDamaged(what="its cost", file=file)
    return Sealed(cost, salt, nonce, whole[: _HEAD.size], whole[_HEAD.size :])


def unseal(sealed: Sealed, key: SealingKey) -> Contents:
    """Return what the file holds. Raises `PassphraseWrong`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        plain = AESGCM(key.reveal()).decrypt(sealed.nonce, sealed.body, sealed.head)
    except InvalidTag as error:
        raise PassphraseWrong from error
    held = json.loads(plain)  # sealed by us: nobody else could
    return Contents(held["secrets"], tuple(held["left"]))


def prepared(passphrase: Secret) -> bytes:
    """Return a passphrase's bytes, the same from every keyboard (RFC 8265, 4.2.2: NFC, plain spaces)."""
    text = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in passphrase.reveal())
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def _derive(passphrase: Secret, cost: Cost, salt: bytes) -> SealingKey:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=salt, length=32, n=1 << cost.log_n, r=cost.r, p=cost.p)
    return SealingKey(cost, salt, kdf.derive(prepared(passphrase)))
