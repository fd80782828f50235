"""Words of exporting: the readable page of a bundle, what leaves, and what is kept back."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from demur.core.entry import Kind, Receipt
from demur.core.setting import State
from demur.receipts.bundle_page import PageText, Section
from demur.receipts.disclosure import EVIDENCE, HANDLE, Opened
from demur.receipts.fields import is_practice_origin
from demur.receipts.keys import fingerprint
from demur.receipts.moment import parse_moment
from demur.receipts.proof import signer
from demur.words import QT_TRANSLATE_NOOP, findings, receipts, say, states

LANGUAGE = QT_TRANSLATE_NOOP("Demur", "en")
TITLE = QT_TRANSLATE_NOOP("Demur", "Receipt {number}: {what}")
SUBTITLE = QT_TRANSLATE_NOOP("Demur", "Sealed {when}. File: {file}")
WATERMARK = QT_TRANSLATE_NOOP(
    "Demur", "PRACTICE: made on a made-up platform. This says nothing about a real account or a real platform."
)
WARNING = QT_TRANSLATE_NOOP(
    "Demur",
    "This page is for reading, and a page can't vouch for itself: anyone could write one. What counts is {file},"
    " which VERIFY.txt says how to check, without the people who made the program and without a network.",
)
WHAT_IT_SAYS = QT_TRANSLATE_NOOP("Demur", "What the receipt says")
SEALED = QT_TRANSLATE_NOOP("Demur", "How it is sealed")
DISCLOSED = QT_TRANSLATE_NOOP("Demur", "What the member disclosed")
NOTHING_DISCLOSED = QT_TRANSLATE_NOOP("Demur", "Nothing: the account stays a salted digest, and so does what was seen.")
NOT_DISCLOSED = QT_TRANSLATE_NOOP(
    "Demur", "Everything else stays sealed, which takes nothing away from the signature. Nobody may demand more."
)
LIMITS = QT_TRANSLATE_NOOP("Demur", "What it does not show")
WHO_COULD_FAKE = (
    QT_TRANSLATE_NOOP("Demur", "Someone who edits a file can't do so unseen: the signature would no longer fit."),
    QT_TRANSLATE_NOOP(
        "Demur",
        "The member holds the key and could have sealed other contents. So it is strong on integrity, and on content"
        " only as strong as what it rests on.",
    ),
    QT_TRANSLATE_NOOP("Demur", "The platform signed nothing here, so it can deny what it reported."),
)
PLATFORM_NO_PART = QT_TRANSLATE_NOOP("Demur", "The platform had no part in this, so it can deny all of it.")
SETTING = QT_TRANSLATE_NOOP("Demur", "Setting")
PLATFORM = QT_TRANSLATE_NOOP("Demur", "Platform")
KIND = QT_TRANSLATE_NOOP("Demur", "Kind")
BEFORE = QT_TRANSLATE_NOOP("Demur", "Before")
ASKED_FOR = QT_TRANSLATE_NOOP("Demur", "Asked for")
AFTER = QT_TRANSLATE_NOOP("Demur", "After")
SEEN_AT = QT_TRANSLATE_NOOP("Demur", "{state}, seen {when}")
TOLD_AT = QT_TRANSLATE_NOOP("Demur", "{state}, as the member said {when}")
NOT_KNOWN_AT = QT_TRANSLATE_NOOP("Demur", "{state} {when}")
THE_MEMBERS_WORD = QT_TRANSLATE_NOOP("Demur", "The member's own word; nothing was read from the platform")
HOW = QT_TRANSLATE_NOOP("Demur", "How we know")
RECORDED = QT_TRANSLATE_NOOP("Demur", "Recorded")
RECORDED_AT = QT_TRANSLATE_NOOP("Demur", "{when}, by the member's computer")
PLATFORM_CLOCK = QT_TRANSLATE_NOOP("Demur", "The platform's clock")
DIGEST = QT_TRANSLATE_NOOP("Demur", "SHA-256 of the file")
PLACE = QT_TRANSLATE_NOOP("Demur", "Place")
PLACE_TEXT = QT_TRANSLATE_NOOP("Demur", "entry {index} of {origin}")
KEY = QT_TRANSLATE_NOOP("Demur", "Key fingerprint")
NAME_OF = {
    HANDLE: QT_TRANSLATE_NOOP("Demur", "Account name"),
    "userId": QT_TRANSLATE_NOOP("Demur", "User id there"),
}
SIDE_OF = {
    "before": QT_TRANSLATE_NOOP("Demur", "Seen before"),
    "after": QT_TRANSLATE_NOOP("Demur", "Seen after"),
}
IN_FILE = QT_TRANSLATE_NOOP("Demur", "see the file {file}")

LEAVES = {
    "receipt": QT_TRANSLATE_NOOP("Demur", "the receipt"),
    "sig": QT_TRANSLATE_NOOP("Demur", "its signature, raw"),
    "place": QT_TRANSLATE_NOOP("Demur", "its place in the ledger"),
    "checkpoint": QT_TRANSLATE_NOOP("Demur", "the state of the ledger, signed"),
    "key": QT_TRANSLATE_NOOP("Demur", "a public key"),
    "token": QT_TRANSLATE_NOOP("Demur", "the signed state of the ledger, dated by a time authority"),
    "authority": QT_TRANSLATE_NOOP("Demur", "the certificates that were pinned for that authority"),
    "keys": QT_TRANSLATE_NOOP("Demur", "the public keys and their fingerprints"),
    "disclosures": QT_TRANSLATE_NOOP("Demur", "what you disclose, and nothing else of the account"),
    "evidence": QT_TRANSLATE_NOOP("Demur", "what was seen, as it came"),
    "entries": QT_TRANSLATE_NOOP("Demur", "every receipt of the ledger, one per line"),
    "steps": QT_TRANSLATE_NOOP("Demur", "how to check it, step by step"),
    "program": QT_TRANSLATE_NOOP("Demur", "a small program that checks it without Demur"),
    "page": QT_TRANSLATE_NOOP("Demur", "a page to read and print"),
    "pdf": QT_TRANSLATE_NOOP("Demur", "pages to read and print"),
}
"""What each file of a bundle is."""


def page_text(
    receipt: Receipt, opened: Sequence[Opened], warning: str = WARNING, show: Callable[[Opened], str] | None = None
) -> PageText:
    """Return what the readable page of a bundle says; on paper the `warning` is another, and values end somewhere."""
    fields = receipt.fields
    file = f"{receipt.index:06d}.json"
    is_practice = is_practice_origin(fields["log"]["origin"])
    fakes = [say(sentence) for sentence in WHO_COULD_FAKE]
    if receipt.is_own_browser:
        fakes[-1] = say(PLATFORM_NO_PART)
    return PageText(
        language=say(LANGUAGE),
        title=say(TITLE, number=receipt.index, what=receipts.change(receipt)),
        subtitle=say(SUBTITLE, when=findings.when(fields), file=file),
        watermark=say(WATERMARK) if is_practice else "",
        warning=say(warning, file=file),
        sections=(
            Section(say(WHAT_IT_SAYS), _said(receipt)),
            _disclosed(opened, show or shown),
            Section(say(SEALED), _sealed(receipt)),
            Section(say(LIMITS), sentences=[receipts.limits(receipt), *fakes]),
        ),
    )


def purpose(name: str) -> str:
    """Return what a file of a bundle is, in words."""
    kinds = {
        "disclosures.json": "disclosures",
        "checkpoint": "checkpoint",
        "VERIFY.txt": "steps",
        "verify.py": "program",
        "receipt.html": "page",
        "keys.txt": "keys",
        "entries.jsonl": "entries",
    }
    endings = {".json": "receipt", ".sig": "sig", ".tlog-proof": "place", ".tsr": "token", ".pem": "key", ".pdf": "pdf"}
    if name.startswith("tsa-"):
        return say(LEAVES["authority"])
    kind = kinds.get(name) or next((kind for ending, kind in endings.items() if name.endswith(ending)), "evidence")
    return say(LEAVES["evidence" if name.startswith("evidence/") else kind])


def label_of(one: Opened) -> str:
    """Return what a disclosed value is."""
    return say(SIDE_OF[one.side] if one.name == EVIDENCE else NAME_OF[one.name])


def shown(one: Opened) -> str:
    """Return a disclosed value as it is shown: text to the letter, anything else by its file."""
    is_text = one.name != EVIDENCE or one.file.endswith(".txt")
    return one.text if is_text else say(IN_FILE, file=one.file)


def _said(receipt: Receipt) -> list[tuple[str, str]]:
    fields = receipt.fields
    kinds = findings.TOLD if receipt.is_own_browser else findings.KIND
    rows = [(say(KIND), say(kinds[receipt.kind]))]
    if receipt.kind is not Kind.GENESIS:
        platform = f"{findings.platform(fields)} ({fields['platform']['controller']})\n{fields['platform']['origin']}"
        rows = [(say(SETTING), fields["setting"]["label"]), (say(PLATFORM), platform), *rows]
        rows += _states(receipt)
        rows.append((say(HOW), f"{_how(receipt)}.\n{fields['assurance']['method']}"))
    rows.append((say(RECORDED), say(RECORDED_AT, when=findings.when(fields))))
    if date := (fields.get("transport") or {}).get("httpDate"):
        rows.append((say(PLATFORM_CLOCK), date))
    return rows


def _states(receipt: Receipt) -> list[tuple[str, str]]:
    rows = []
    if before := receipt.fields.get("before"):
        rows.append((say(BEFORE), _seen(before, receipt.is_own_browser)))
    if receipt.requested is not None:
        rows.append((say(ASKED_FOR), states.state_word(receipt.requested)))
    if after := receipt.fields.get("after"):
        rows.append((say(AFTER), _seen(after, receipt.is_own_browser)))
    return rows


def _seen(side: Mapping[str, Any], is_told: bool) -> str:
    """Return a state with its time; only what was read is called seen."""
    at, state = side["observedAt"], State(side["state"])
    form = NOT_KNOWN_AT if state is State.UNKNOWN else TOLD_AT if is_told else SEEN_AT
    return say(form, state=states.state_word(state), when=f"{at[:10]} {at[11:19]} UTC")


def _how(receipt: Receipt) -> str:
    """Return how it is known, for a reader who is not the member."""
    is_word = receipt.is_own_browser and receipt.kind is not Kind.ATTEMPT
    return say(THE_MEMBERS_WORD) if is_word else receipts.how_known(receipt)


def _disclosed(opened: Sequence[Opened], show: Callable[[Opened], str]) -> Section:
    rows = [(label_of(one), show(one)) for one in opened]
    sentences = [say(NOT_DISCLOSED)] if rows else [say(NOTHING_DISCLOSED), say(NOT_DISCLOSED)]
    return Section(say(DISCLOSED), rows, sentences)


def _dated(receipt: Receipt) -> list[tuple[str, str]]:
    if receipt.dated is None:
        return []
    from demur.words import timestamps

    return [(say(timestamps.FIELD), timestamps.field(receipt.dated, parse_moment(receipt.fields["recordedAt"])))]


def _sealed(receipt: Receipt) -> list[tuple[str, str]]:
    log = receipt.fields["log"]
    return [
        *_dated(receipt),
        (say(DIGEST), hashlib.sha256(receipt.body).hexdigest()),
        (say(PLACE), say(PLACE_TEXT, index=log["index"], origin=log["origin"])),
        (say(KEY), fingerprint(signer(receipt.fields))),
    ]
