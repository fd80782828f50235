"""What checking a receipt found, and what the receipt itself says, in sentences."""

from collections.abc import Mapping
from typing import Any

from demur.core.receipt import Kind, Receipt
from demur.receipts.verifier import Finding, Outcome, Result, Verdict
from demur.words import QT_TRANSLATE_NOOP, receipts, say

RESULT = {
    Result.VALID: QT_TRANSLATE_NOOP("Demur", "Valid"),
    Result.NOT_VALID: QT_TRANSLATE_NOOP("Demur", "Not valid"),
    Result.CANNOT_TELL: QT_TRANSLATE_NOOP("Demur", "Can't tell"),
}
EXPLAINED = {
    Result.VALID: QT_TRANSLATE_NOOP("Demur", "This receipt is intact, and it stands where it says in its log."),
    Result.NOT_VALID: QT_TRANSLATE_NOOP("Demur", "This receipt was altered, or is none. Do not rely on it."),
    Result.CANNOT_TELL: QT_TRANSLATE_NOOP("Demur", "Nothing wrong was found, but not everything could be checked."),
}
EXPLAINED_LEDGER = QT_TRANSLATE_NOOP(
    "Demur", "This is a whole ledger, and it is intact: nothing in it was altered, left out or added."
)
REFUSED = QT_TRANSLATE_NOOP("Demur", "This was refused before anything in it was looked at. Do not rely on it.")
PRACTICE = QT_TRANSLATE_NOOP(
    "Demur", "This is a PRACTICE receipt: it was made on the practice platform and says nothing of a real account."
)
OUTCOME = {
    Outcome.HOLDS: QT_TRANSLATE_NOOP("Demur", "holds: {finding}"),
    Outcome.FAILS: QT_TRANSLATE_NOOP("Demur", "doesn't hold: {finding}"),
    Outcome.NOT_CHECKED: QT_TRANSLATE_NOOP("Demur", "was not checked: {finding}"),
    Outcome.OPEN: QT_TRANSLATE_NOOP("Demur", "stays open: {finding}"),
}

FINDING = {
    "file-unreadable": QT_TRANSLATE_NOOP("Demur", "The file can't be read ({why})."),
    "profile-holds": QT_TRANSLATE_NOOP("Demur", "The file has the exact form of a receipt."),
    "profile-broken": QT_TRANSLATE_NOOP("Demur", "The file doesn't have the exact form of a receipt: {reason}."),
    "fields-hold": QT_TRANSLATE_NOOP("Demur", "Every field is there and is of its kind."),
    "fields-broken": QT_TRANSLATE_NOOP("Demur", "A field is missing, unknown or not what it must be ({where})."),
    "signature-holds": QT_TRANSLATE_NOOP("Demur", "The signature fits the content. Key fingerprint: {fingerprint}."),
    "signature-wrong": QT_TRANSLATE_NOOP("Demur", "The signature does not fit the content."),
    "signature-file-agrees": QT_TRANSLATE_NOOP("Demur", "The separate signature file is the same signature."),
    "signature-file-differs": QT_TRANSLATE_NOOP("Demur", "The separate signature file is another signature."),
    "signature-file-unreadable": QT_TRANSLATE_NOOP("Demur", "The separate signature file can't be read."),
    "receipt-key-file-agrees": QT_TRANSLATE_NOOP("Demur", "receipt-key.pem is the key that signed."),
    "receipt-key-file-differs": QT_TRANSLATE_NOOP("Demur", "receipt-key.pem is not the key that signed."),
    "receipt-key-file-unreadable": QT_TRANSLATE_NOOP("Demur", "receipt-key.pem can't be read."),
    "place-proof-missing": QT_TRANSLATE_NOOP(
        "Demur", "The receipt's place in its log: no .tlog-proof file lies beside it."
    ),
    "place-proof-unreadable": QT_TRANSLATE_NOOP(
        "Demur", "The receipt's place in its log: the .tlog-proof file can't be read."
    ),
    "place-proof-broken": QT_TRANSLATE_NOOP("Demur", "The .tlog-proof file doesn't have the form it must have."),
    "place-holds": QT_TRANSLATE_NOOP("Demur", "The receipt is entry {index} in a log of {size}."),
    "place-wrong": QT_TRANSLATE_NOOP("Demur", "The receipt is not in the log at the place it names."),
    "earlier-entries-differ": QT_TRANSLATE_NOOP(
        "Demur", "The log's earlier entries are not those the receipt was sealed after."
    ),
    "origin-differs": QT_TRANSLATE_NOOP(
        "Demur", "The receipt names the log {receipt}, but its proof is of {checkpoint}."
    ),
    "log-key-missing": QT_TRANSLATE_NOOP("Demur", "The log's own signature: no log-key.pem lies beside the receipt."),
    "log-key-unreadable": QT_TRANSLATE_NOOP("Demur", "The log's own signature: log-key.pem can't be read."),
    "log-key-differs": QT_TRANSLATE_NOOP("Demur", "log-key.pem is not the key that the log's name stands for."),
    "checkpoint-holds": QT_TRANSLATE_NOOP(
        "Demur", "The log signed its state at {size} entries. Key fingerprint: {fingerprint}."
    ),
    "checkpoint-wrong": QT_TRANSLATE_NOOP("Demur", "The log's signature over its state is wrong."),
    "checkpoint-file-agrees": QT_TRANSLATE_NOOP("Demur", "The separate checkpoint is of the same log."),
    "checkpoint-file-differs": QT_TRANSLATE_NOOP("Demur", "The separate checkpoint contradicts the receipt's proof."),
    "checkpoint-file-unreadable": QT_TRANSLATE_NOOP("Demur", "The separate checkpoint can't be read."),
    "archive-refused": QT_TRANSLATE_NOOP("Demur", "This is not the form of a bundle, so it was not opened: {reason}."),
    "receipt-missing": QT_TRANSLATE_NOOP("Demur", "There is neither a receipt nor a whole ledger in it."),
    "keys-file-agrees": QT_TRANSLATE_NOOP("Demur", "keys.txt names the same two keys."),
    "keys-file-differs": QT_TRANSLATE_NOOP("Demur", "keys.txt does not say the same as the two key files."),
    "keys-file-unreadable": QT_TRANSLATE_NOOP("Demur", "keys.txt can't be read."),
    "disclosures-broken": QT_TRANSLATE_NOOP(
        "Demur", "What is disclosed was altered, is of another receipt, or lacks its evidence."
    ),
    "disclosures-unreadable": QT_TRANSLATE_NOOP("Demur", "What is disclosed can't be read."),
    "handle-holds": QT_TRANSLATE_NOOP("Demur", "The account's name is disclosed, and is what was sealed: {value}"),
    "user-id-holds": QT_TRANSLATE_NOOP("Demur", "The account's user id is disclosed, and is what was sealed: {value}"),
    "evidence-holds": QT_TRANSLATE_NOOP("Demur", "{file} is disclosed, and is what was sealed."),
    "disclosed-differs": QT_TRANSLATE_NOOP("Demur", "What is disclosed is not what was sealed ({name})."),
    "rest-sealed-open": QT_TRANSLATE_NOOP(
        "Demur", "What the member did not disclose stays sealed. That takes nothing away from the signature."
    ),
    "pages-open": QT_TRANSLATE_NOOP(
        "Demur", "{names}: meant for reading. No page and no program can vouch for itself."
    ),
    "time-token-holds": QT_TRANSLATE_NOOP(
        "Demur",
        "{file}: the log's state, and so the receipt, was dated by {signer} at {at}, {difference}. Root certificate"
        " (SHA-256): {fingerprint}.",
    ),
    "time-token-wrong": QT_TRANSLATE_NOOP("Demur", "{file} doesn't date this log's state: {reason}."),
    "time-token-unreadable": QT_TRANSLATE_NOOP(
        "Demur",
        "{file}: a timestamp in a form that Demur can't read. This can: openssl ts -verify -data checkpoint -in {file}"
        " -CAfile {certificates} -attime {seconds}",
    ),
    "time-token-beside-missing": QT_TRANSLATE_NOOP(
        "Demur", "{file}: a timestamp, but the checkpoint or the certificates that it needs don't lie beside it."
    ),
    "time-token-before-open": QT_TRANSLATE_NOOP(
        "Demur",
        "Which of two clocks was wrong. {file} is sound, and dated by {signer} at {at}, {difference}: so it is not"
        " counted as a date.",
    ),
    "time-token-owner-open": QT_TRANSLATE_NOOP(
        "Demur", "Whose root certificate dates it. Anyone can make one: compare its SHA-256 with the authority's own."
    ),
    "other-files-open": QT_TRANSLATE_NOOP("Demur", "Other files lie there that nothing vouches for: {names}"),
    "follows-open": QT_TRANSLATE_NOOP(
        "Demur",
        "It says that it follows another ledger, {origin}, and names that one's checkpoint over {size} entries. Whoever"
        " holds the other one can compare it.",
    ),
    "entries-hold": QT_TRANSLATE_NOOP(
        "Demur",
        "All {count} entries have the exact form of a receipt, follow on one another, and are signed by one key."
        " Key fingerprint: {fingerprint}.",
    ),
    "entry-broken": QT_TRANSLATE_NOOP("Demur", "Entry {index} doesn't have the exact form of a receipt."),
    "entry-signature-wrong": QT_TRANSLATE_NOOP("Demur", "The signature of entry {index} does not fit its content."),
    "entry-key-differs": QT_TRANSLATE_NOOP("Demur", "Entry {index} was signed by another key."),
    "entry-out-of-place": QT_TRANSLATE_NOOP("Demur", "Entry {index} does not follow on those before it."),
    "entries-unreadable": QT_TRANSLATE_NOOP("Demur", "The file of entries can't be read."),
    "tree-holds": QT_TRANSLATE_NOOP("Demur", "These are all {size} entries that the log's signed state covers."),
    "tree-differs": QT_TRANSLATE_NOOP("Demur", "These are not the entries that the log's signed state covers."),
    "ledger-checkpoint-missing": QT_TRANSLATE_NOOP("Demur", "The log's signed state: no checkpoint lies beside it."),
    "ledger-checkpoint-broken": QT_TRANSLATE_NOOP("Demur", "The checkpoint doesn't have the form it must have."),
    "key-known-holds": QT_TRANSLATE_NOOP("Demur", "The key is one that you marked as known: {name}"),
    "known-key-missing": QT_TRANSLATE_NOOP(
        "Demur", "Whose key it is. All is consistent, but this is not a key you know: {fingerprint}."
    ),
    "key-owner-open": QT_TRANSLATE_NOOP(
        "Demur",
        "Whose key it is. You have marked none as known; compare the fingerprint with one that you were given.",
    ),
}

REASON = {
    "too-long": QT_TRANSLATE_NOOP("Demur", "it is longer than any receipt"),
    "byte-order-mark": QT_TRANSLATE_NOOP("Demur", "it begins with a byte order mark"),
    "not-utf-8": QT_TRANSLATE_NOOP("Demur", "it is not UTF-8 text"),
    "not-json": QT_TRANSLATE_NOOP("Demur", "it is not JSON"),
    "not-an-object": QT_TRANSLATE_NOOP("Demur", "it holds no JSON object"),
    "not-canonical": QT_TRANSLATE_NOOP("Demur", "its bytes are not in the one order and spelling allowed"),
    "too-deep": QT_TRANSLATE_NOOP("Demur", "it is nested too deeply"),
    "integer-too-large": QT_TRANSLATE_NOOP("Demur", "it holds a number that is too large"),
    "not-an-integer": QT_TRANSLATE_NOOP("Demur", "it holds a number that is not whole"),
    "value-of-other-type": QT_TRANSLATE_NOOP("Demur", "it holds a value of another type"),
    "key-not-allowed": QT_TRANSLATE_NOOP("Demur", "it holds a field name that is not allowed"),
    "duplicate-key": QT_TRANSLATE_NOOP("Demur", "a field stands in it twice"),
    "character-not-allowed": QT_TRANSLATE_NOOP("Demur", "it holds a hidden control character"),
    "not-nfc": QT_TRANSLATE_NOOP("Demur", "it holds text that is not in its normal form"),
}

REFUSAL = {
    "too-many": QT_TRANSLATE_NOOP("Demur", "there are far too many files in it"),
    "not-a-zip": QT_TRANSLATE_NOOP("Demur", "it is not a plain zip"),
    "name": QT_TRANSLATE_NOOP("Demur", "a file in it has a name that could lead elsewhere"),
    "doubled": QT_TRANSLATE_NOOP("Demur", "two files in it have the same name"),
    "link": QT_TRANSLATE_NOOP("Demur", "it holds a link or a device instead of a file"),
    "encrypted": QT_TRANSLATE_NOOP("Demur", "it is encrypted"),
    "compressed": QT_TRANSLATE_NOOP("Demur", "it is packed; unpack it and check the folder instead"),
    "overlapping": QT_TRANSLATE_NOOP("Demur", "its files lie over one another"),
}
"""Why a folder or an archive is not opened."""

TOKEN = {
    "broken": QT_TRANSLATE_NOOP("Demur", "it was altered, or is no timestamp"),
    "other-data": QT_TRANSLATE_NOOP("Demur", "it dates something else"),
    "other-root": QT_TRANSLATE_NOOP("Demur", "it was not signed under the certificates beside it"),
    "other-signer": QT_TRANSLATE_NOOP("Demur", "another signed it, behind a certificate that was laid in"),
    "no-purpose": QT_TRANSLATE_NOOP("Demur", "the certificate that signed it is not one for timestamps"),
    "expired": QT_TRANSLATE_NOOP("Demur", "the certificate was not valid at the time that it names"),
    "certificates": QT_TRANSLATE_NOOP("Demur", "what lies beside it holds no root certificate"),
}
"""Why a timestamp dates nothing."""

KIND = {
    Kind.GENESIS: QT_TRANSLATE_NOOP("Demur", "Beginning of the log"),
    Kind.ATTEMPT: QT_TRANSLATE_NOOP("Demur", "Attempt: written down before anything was sent"),
    Kind.CONFIRMATION: QT_TRANSLATE_NOOP("Demur", "Confirmation: the change was asked for and read back"),
    Kind.FAILURE: QT_TRANSLATE_NOOP("Demur", "Failure: the change was asked for and not seen to have happened"),
    Kind.OBSERVATION: QT_TRANSLATE_NOOP("Demur", "Observation: only looked at"),
    Kind.REQUEST: QT_TRANSLATE_NOOP("Demur", "Request: a form was sent"),
    Kind.ANSWER: QT_TRANSLATE_NOOP("Demur", "Answer: what the platform answered to a request"),
}
TOLD = {
    Kind.ATTEMPT: QT_TRANSLATE_NOOP("Demur", "Attempt: written down before the member went to the platform's page"),
    Kind.FAILURE: QT_TRANSLATE_NOOP("Demur", "Failure: the member could not find it"),
    Kind.OBSERVATION: QT_TRANSLATE_NOOP("Demur", "Observation: as the member told it"),
    Kind.REQUEST: QT_TRANSLATE_NOOP("Demur", "Request: a form was sent, as the member told it"),
    Kind.ANSWER: QT_TRANSLATE_NOOP("Demur", "Answer: what the platform answered to a request, as the member told it"),
}
"""Kinds, where what happened in the member's own browser rests on their word."""
BY_MEMBER = QT_TRANSLATE_NOOP("Demur", "{platform} (added by the member, not by Demur)")
SAYS = {
    "setting": QT_TRANSLATE_NOOP("Demur", "Setting: {value}"),
    "platform": QT_TRANSLATE_NOOP("Demur", "Platform: {value}"),
    "kind": QT_TRANSLATE_NOOP("Demur", "Kind: {value}"),
    "change": QT_TRANSLATE_NOOP("Demur", "Change: {value}"),
    "when": QT_TRANSLATE_NOOP("Demur", "Recorded: {value}"),
    "known": QT_TRANSLATE_NOOP("Demur", "How we know: {value}"),
    "method": QT_TRANSLATE_NOOP("Demur", "In detail: {value}"),
}


def result(found: Result) -> str:
    return say(RESULT[found])


def explained(verdict: Verdict) -> str:
    """Return what a result means."""
    codes = {one.code for one in verdict.findings}
    if "archive-refused" in codes:
        return say(REFUSED)
    if "tree-holds" in codes and verdict.result is Result.VALID:
        return say(EXPLAINED_LEDGER)
    return say(EXPLAINED[verdict.result])


def finding(found: Finding) -> str:
    """Return one finding as a sentence that begins with which way it points."""
    return say(OUTCOME[found.outcome], finding=plain(found))


def plain(found: Finding) -> str:
    """Return one finding as a sentence, for a place that says already which way it points."""
    details = dict(found.details)
    if (reason := details.get("reason")) is not None:
        details["reason"] = say({**REASON, **REFUSAL, **TOKEN}.get(reason, reason))
    if (apart := details.get("difference", "")).lstrip("-").isdigit():
        from demur.words import timestamps  # `verify` of what nobody dated is quicker without

        details["difference"] = timestamps.difference(int(apart))
    return say(FINDING[found.code], **details)


def platform(fields: Mapping[str, Any]) -> str:
    name = str(fields["platform"]["name"])
    return say(BY_MEMBER, platform=name) if fields["connector"]["origin"] == "member-added" else name


def when(fields: Mapping[str, Any]) -> str:
    """Return a receipt's own time, to the second and in UTC."""
    return f"{fields['recordedAt'][:10]} {fields['recordedAt'][11:19]} UTC"


def says(receipt: Receipt) -> list[str]:
    """Return what a receipt says, line by line; its fields have been checked for their form."""
    fields = receipt.fields
    kinds = TOLD if receipt.is_own_browser else KIND
    values = {"kind": say(kinds[receipt.kind]), "when": when(fields)}
    if receipt.kind is not Kind.GENESIS:
        values = {
            "setting": fields["setting"]["label"],
            "platform": platform(fields),
            **values,
            "change": receipts.change(receipt),
            "known": receipts.how_known(receipt),
            "method": fields["assurance"]["method"],
        }
    return [say(SAYS[name], value=value) for name, value in values.items()]
