"""Looks at the timestamps in a bundle: which hold, under what, and how far their time is from the receipt's own."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from demur.core.dating import TokenCode
from demur.receipts.checkpoint import MAX_BYTES as CHECKPOINT_BYTES
from demur.receipts.moment import parse_moment
from demur.receipts.source import Source, read
from demur.receipts.verifier import CHECKPOINT_NAME, Finding

_TOKEN: Final = re.compile(r"checkpoint\.([0-9]{1,3})\.tsr")


def token_names(names: Sequence[str]) -> list[str]:
    """Return which of a bundle's files are tokens."""
    return [name for name in names if _TOKEN.fullmatch(name)]


def certificates_of(token: str) -> str:
    """Return the file in which the certificates of a token lie."""
    return f"tsa-{token.split('.')[1]}.pem"


def token_findings(source: Source, tokens: Sequence[str], note: bytes, recorded_at: str) -> list[Finding]:
    """Say of each token whether it dates `note`, the signed state of the log that covers what is checked."""
    findings = [_token_finding(source, token, note, recorded_at) for token in tokens]
    if any(finding.code == "time-token-holds" for finding in findings):
        findings.append(Finding("time-token-owner-open"))
    return findings


def _token_finding(source: Source, token: str, note: bytes, recorded_at: str) -> Finding:
    from demur.receipts.time_token import ANSWER_BYTES, CERTIFICATES_BYTES, CertificatesBroken  # few have any

    beside = certificates_of(token)
    try:
        answer, certificates = read(source, token, ANSWER_BYTES), read(source, beside, CERTIFICATES_BYTES)
        if read(source, CHECKPOINT_NAME, CHECKPOINT_BYTES) != note:
            return Finding("time-token-beside-missing", {"file": token})
    except OSError:
        return Finding("time-token-beside-missing", {"file": token})
    try:
        return _judged_finding(token, answer, certificates, note, parse_moment(recorded_at))
    except CertificatesBroken:
        return Finding("time-token-wrong", {"file": token, "reason": "certificates"})


def _judged_finding(token: str, answer: bytes, certificates: bytes, note: bytes, entry_at: datetime) -> Finding:
    from demur.receipts.time_token import fingerprint_of, judge, pinned_of

    judged = judge(answer, note, certificates, entry_at=entry_at)
    code, at = judged.code, judged.at
    if code is TokenCode.NOT_CHECKED and at is not None:
        seconds = str(int(at.timestamp()))
        return Finding(
            "time-token-unreadable", {"file": token, "certificates": certificates_of(token), "seconds": seconds}
        )
    if code not in (TokenCode.HOLDS, TokenCode.BEFORE_ENTRY) or at is None:
        return Finding("time-token-wrong", {"file": token, "reason": code.value})
    difference, when = str(round((at - entry_at).total_seconds())), f"{at:%Y-%m-%d %H:%M:%S} UTC"
    if code is TokenCode.BEFORE_ENTRY:
        return Finding(
            "time-token-before-open", {"file": token, "signer": judged.signer, "at": when, "difference": difference}
        )
    fingerprint = fingerprint_of(pinned_of(certificates))
    return Finding(
        "time-token-holds",
        {"file": token, "signer": judged.signer, "at": when, "difference": difference, "fingerprint": fingerprint},
    )
