"""Looks at a timestamp (RFC 3161) as a stranger would: what it dates, when, and who signed it.

The arithmetic is `rfc3161-client`'s (1.0.6 or newer: earlier ones could be given another signer's certificate). What
this adds is which of many things was wrong, and that a form which that library doesn't read is no forgery.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from demur.core.dating import TokenCode
from demur.receipts.der import DerBroken, Stated, stated
from demur.receipts.text import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.x509 import Certificate, Name
    from rfc3161_client import TimeStampResponse

ANSWER_BYTES: Final = 256 * 1024
CERTIFICATES_BYTES: Final = 64 * 1024
CLOCK_TOLERANCE: Final = timedelta(minutes=5)
"""How far a member's clock may be ahead without a word: few computers are set better than that."""
_NAME_LIMIT: Final = 100


class CertificatesBroken(ValueError):
    """A file that holds no certificate anything could be traced back to."""


class Judged(NamedTuple):
    """What was found, the time that the token names where it can be read, and its signer's name where it holds."""

    code: TokenCode
    at: datetime | None = None
    signer: str = ""


class Pinned(NamedTuple):
    """The certificates that a token must go back to."""

    roots: list[Certificate]
    others: list[Certificate]

    @property
    def signers(self) -> list[Certificate]:
        """Return those among them that are an authority's own: where there are any, only these may sign."""
        return [one for one in (*self.roots, *self.others) if _is_for_timestamps(one)]


def judge(
    untrusted_answer: bytes,
    data: bytes,
    certificates: bytes,
    nonce: int | None = None,
    entry_at: datetime | None = None,
) -> Judged:
    """Return what an authority's answer is worth as a date of `data`.

    `certificates` are pinned, in PEM. A nonce is compared where it is known, and so is the time of the newest entry
    that is dated. Raises `CertificatesBroken`.
    """
    pinned = pinned_of(certificates)
    try:
        said = stated(untrusted_answer)
    except DerBroken:
        return Judged(TokenCode.BROKEN)
    if said.digest != hashlib.sha256(data).digest():
        return Judged(TokenCode.OTHER_DATA, said.at)
    if nonce is not None and said.nonce != nonce:
        return Judged(TokenCode.WRONG_NONCE, said.at)
    judged = _signed(untrusted_answer, said, pinned)
    if judged.code is TokenCode.HOLDS and entry_at is not None and said.at < entry_at - CLOCK_TOLERANCE:
        return judged._replace(code=TokenCode.BEFORE_ENTRY)
    return judged


def pinned_of(untrusted_pem: bytes) -> Pinned:
    """Return the certificates in a file, in PEM or one in DER. Raises `CertificatesBroken`; one must be a root."""
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    try:
        is_pem = b"-----BEGIN" in untrusted_pem
        found = load_pem_x509_certificates(untrusted_pem) if is_pem else [load_der_x509_certificate(untrusted_pem)]
        roots = [one for one in found if one.issuer == one.subject]
        any(map(_is_for_timestamps, found))  # reads their extensions
    except _unreadable() as error:
        raise CertificatesBroken("no certificates") from error
    if not roots or len(untrusted_pem) > CERTIFICATES_BYTES:
        raise CertificatesBroken("no root")
    return Pinned(roots, [one for one in found if one not in roots])


def pem_of(pinned: Pinned) -> str:
    """Return certificates as text, and nothing else of the file they came in: a key may have lain beside them."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return "".join(one.public_bytes(Encoding.PEM).decode() for one in (*pinned.roots, *pinned.others))


def fingerprint_of(pinned: Pinned) -> str:
    """Return the SHA-256 of the first root, as `openssl x509 -fingerprint -sha256` has it, without colons."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return hashlib.sha256(pinned.roots[0].public_bytes(Encoding.DER)).hexdigest()


def _signed(untrusted_answer: bytes, said: Stated, pinned: Pinned) -> Judged:
    from rfc3161_client import decode_timestamp_response

    try:
        response = decode_timestamp_response(untrusted_answer)
        signer = _signer(response, pinned)
        code = _code(response, said, signer, pinned)
        name = _name(signer.subject) if signer and code is TokenCode.HOLDS else ""
    except _unreadable() as error:
        # X.690, 11.6: in DER a set is sorted. `openssl ts -reply` doesn't care, and other programs read both.
        code = TokenCode.NOT_CHECKED if "InvalidSetOrdering" in str(error) else TokenCode.BROKEN
        return Judged(code, said.at)
    return Judged(code, said.at, name)


def _unreadable() -> tuple[type[Exception], ...]:
    """Return what `cryptography` raises for a stranger's certificate that it can't read, or not whole.

    KeyError is for a kind of text in a name that ASN.1 doesn't have (seen in 50.0).
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import DuplicateExtension, InvalidVersion, UnsupportedGeneralNameType

    return ValueError, KeyError, UnsupportedAlgorithm, InvalidVersion, DuplicateExtension, UnsupportedGeneralNameType


def _signer(response: TimeStampResponse, pinned: Pinned) -> Certificate | None:
    """Return the certificate that the signature itself names as the signer's (RFC 5652, 5.3), wherever it lies."""
    infos = list(response.signed_data.signer_infos)
    if len(infos) != 1:
        return None
    named = (infos[0].issuer, infos[0].serial_number)
    around = [*_carried(response), *pinned.others, *pinned.roots]
    return next((one for one in around if (one.issuer, one.serial_number) == named), None)


def _carried(response: TimeStampResponse) -> list[Certificate]:
    from cryptography.x509 import load_der_x509_certificate

    return [load_der_x509_certificate(one) for one in response.signed_data.certificates]


def _code(response: TimeStampResponse, said: Stated, signer: Certificate | None, pinned: Pinned) -> TokenCode:
    if response.status != 0:  # granted with modifications, which the library leaves alone
        return TokenCode.NOT_CHECKED
    if signer is None or (pinned.signers and signer not in pinned.signers):
        return TokenCode.OTHER_ROOT if signer and _is_for_timestamps(signer) else _no_signer(_carried(response))
    if not _is_for_timestamps(signer):
        return _no_signer(_carried(response))
    code = _verified(response, said, pinned)
    is_in_time = signer.not_valid_before_utc <= said.at <= signer.not_valid_after_utc
    return TokenCode.EXPIRED if code is TokenCode.OTHER_ROOT and not is_in_time else code


def _no_signer(carried: Iterable[Certificate]) -> TokenCode:
    """Tell a signer that mustn't sign from one behind which somebody hid a certificate that may."""
    is_covered = any(_is_for_timestamps(one) for one in carried)
    return TokenCode.OTHER_SIGNER if is_covered else TokenCode.NO_PURPOSE


def _verified(response: TimeStampResponse, said: Stated, pinned: Pinned) -> TokenCode:
    """Check chain and signature, at the time that the token names: certificates run out, and old tokens must not."""
    from rfc3161_client import VerificationError, VerifierBuilder

    verifier = VerifierBuilder(roots=pinned.roots, intermediates=pinned.others).build()
    try:
        verifier.verify(response, said.digest)
    except VerificationError as error:  # OpenSSL looks at the chain first, then at the signature
        return TokenCode.OTHER_ROOT if "certificate verify error" in str(error) else TokenCode.BROKEN
    return TokenCode.HOLDS


def _is_for_timestamps(certificate: Certificate) -> bool:
    """Tell whether a certificate is made for timestamps and says so critically (RFC 3161, 2.3)."""
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        usage = certificate.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        return False
    return usage.critical and list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _name(subject: Name) -> str:
    """Return what a certificate calls its holder; a stranger's text."""
    from cryptography.x509.oid import NameOID

    found = [
        attribute.value
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
        for attribute in subject.get_attributes_for_oid(oid)
    ]
    return fitted(str(found[0]) if found else subject.rfc4514_string(), _NAME_LIMIT)
