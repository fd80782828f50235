"""How it stands with the accounts of a data folder, for a page on paper, a table, and programs: the same facts in each.

Nothing here names an account unless its member wants that: a number stands in the name's place.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from demur.core.receipt import Kind, Receipt
from demur.core.setting import Assurance, State
from demur.receipts.listing import list_bytes
from demur.receipts.moment import moment_text
from demur.watch.standing import Standing
from demur.words import QT_TRANSLATE_NOOP, say, states
from demur.words import watch as watch_words

TITLE = QT_TRANSLATE_NOOP("Demur", "How my accounts stand")
PRACTICE_TITLE = QT_TRANSLATE_NOOP("Demur", "How my practice accounts stand")
MADE = QT_TRANSLATE_NOOP(
    "Demur",
    "Made on {when} by Demur {version} from what its owner's own data folder holds. No platform was asked for it.",
)
UNNAMED = QT_TRANSLATE_NOOP("Demur", "The accounts' names are not disclosed: numbers stand in their place.")
NAMED = QT_TRANSLATE_NOOP("Demur", "The accounts' names are disclosed, as their owner chose.")
WARNING = QT_TRANSLATE_NOOP(
    "Demur",
    "This page is for reading, and a page can't vouch for itself. What counts is a receipt's file: ask for it with "
    "what checks it, and its SHA-256 must be the one that stands here. It records what a platform reported, and does "
    "not prove what the platform does with data.",
)
WITHOUT = QT_TRANSLATE_NOOP("Demur", "No receipts stand here, since they could not be read.")
FOOT = QT_TRANSLATE_NOOP("Demur", "{title}, {when}")
COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "Account"),
    QT_TRANSLATE_NOOP("Demur", "State, and how that is known"),
    QT_TRANSLATE_NOOP("Demur", "Last checks (UTC)"),
    QT_TRANSLATE_NOOP("Demur", "Receipt"),
    QT_TRANSLATE_NOOP("Demur", "SHA-256 of the receipt"),
)
NUMBERED = QT_TRANSLATE_NOOP("Demur", "Account {number}")
ACCOUNT = QT_TRANSLATE_NOOP("Demur", "{platform} · {name}")
PRACTICE = QT_TRANSLATE_NOOP("Demur", "PRACTICE")
NO_RECEIPT = QT_TRANSLATE_NOOP("Demur", "none")
NEVER = QT_TRANSLATE_NOOP("Demur", "Never")
LAST_KNOWN = QT_TRANSLATE_NOOP("Demur", "Known: {when}.")
LAST_TRIED = QT_TRANSLATE_NOOP("Demur", "Tried: {when}.")
NOT_KNOWN = QT_TRANSLATE_NOOP("Demur", "Not known")

RECEIPT_LINE = QT_TRANSLATE_NOOP("Demur", "Receipt {number}, SHA-256 {digest}")
WRITTEN = QT_TRANSLATE_NOOP("Demur", "Written: {file} ({count} accounts).")
TO_WHAT = QT_TRANSLATE_NOOP("Demur", "The file's name must end in .pdf, .csv or .json.")

READ = QT_TRANSLATE_NOOP("Demur", "Read from the platform")
HOW = {
    Assurance.MEMBER_REPORTED: QT_TRANSLATE_NOOP("Demur", "Told by the account's owner"),
    Assurance.REQUESTED: QT_TRANSLATE_NOOP("Demur", "Asked for, as the account's owner says"),
    Assurance.ACKNOWLEDGED: QT_TRANSLATE_NOOP("Demur", "Acknowledged by the platform, not read back"),
    Assurance.READ_BACK_SAME: QT_TRANSLATE_NOOP("Demur", "Read back once; a cache may have answered"),
    Assurance.READ_BACK_INDEPENDENT: QT_TRANSLATE_NOOP("Demur", "Confirmed: read back afresh"),
}
ENDINGS: Final = (".csv", ".json")
SHOWN_BY: Final = frozenset({Kind.CONFIRMATION, Kind.OBSERVATION, Kind.REQUEST, Kind.ANSWER})
"""The kinds of receipt that a state can rest on."""


class Reported(NamedTuple):
    """One account of a report: how it stands, what it is called, and what that rests on."""

    standing: Standing
    platform: str
    setting: str
    number: int
    """Its place in the report, from 1."""
    receipts: tuple[Receipt, ...] = ()
    """The newest that a state can rest on, and the newest opt-out that was confirmed where that is another."""
    has_ledger: bool = True
    """False where the receipts could not be read."""


class Report(NamedTuple):
    """How it stands with all accounts of a data folder."""

    accounts: tuple[Reported, ...]
    made_at: datetime
    version: str
    has_names: bool

    def of(self, is_practice: bool) -> "Report":
        """Return the part that is about practice, or the one that isn't."""
        found = (one for one in self.accounts if one.standing.account.is_practice is is_practice)
        return self._replace(accounts=tuple(found))


def resting_on(newest_first: Sequence[Receipt]) -> tuple[Receipt, ...]:
    """Return the receipts that a report names, of all of an account's."""
    shown = [one for one in newest_first if one.kind in SHOWN_BY]
    confirmed = [one for one in shown if one.kind is Kind.CONFIRMATION and one.state("after") is State.OFF]
    return tuple(dict.fromkeys([*shown[:1], *confirmed[:1]]))


def facts(standing: Standing, receipts: Sequence[Receipt], now: datetime) -> dict[str, Any]:
    """Return how it stands with an account, for a program.

    `matter` with `headline` and `nextStep`; `knownState` and `knownAt` (what was last known for certain, or null),
    `knownLevel` (how; null for a plain reading) and `howKnown`; `lookedAt` and `reason` (of the newest look, or null);
    `offSince`; `due` (`why`, `since`, `about`, `sentence`) or null; `nextDueAt`; `nextTryAt`; `remindEveryDays` (0 for
    never); `looksByItself`; and `receipts`, each with `number`, `kind`, `level`, `recordedAt`, `sha256`.
    """
    certain, seen = standing.certain, standing.seen
    return {
        "matter": standing.matter,
        "headline": watch_words.headline(standing.matter),
        "nextStep": watch_words.next_step(standing),
        "knownState": certain.state if certain else None,
        "knownAt": _moment(certain.at if certain else None),
        "knownLevel": certain.assurance if certain else None,
        "howKnown": how_known(standing),
        "lookedAt": _moment(seen.at if seen else None),
        "reason": seen.reason if seen else None,
        "offSince": _moment(standing.off_since),
        "due": _due(standing, now),
        "nextDueAt": _moment(standing.next_due_at),
        "nextTryAt": _moment(standing.next_try_at),
        "remindEveryDays": int(standing.cadence),
        "looksByItself": standing.may_read_alone,
        "receipts": [_receipt(one) for one in receipts],
    }


def document(report: Report) -> dict[str, Any]:
    """Return a report for a program: `madeAt`, `program`, `namesDisclosed`, and `accounts`, each with `number`, `name`
    (null unless disclosed), `platform`, `setting`, `practice`, `receiptsRead`, and the keys of `facts`."""
    return {
        "madeAt": moment_text(report.made_at),
        "program": {"name": "Demur", "version": report.version},
        "namesDisclosed": report.has_names,
        "accounts": [
            {
                "number": one.number,
                "name": one.standing.account.identity.handle if report.has_names else None,
                "platform": one.platform,
                "setting": one.setting,
                "practice": one.standing.account.is_practice,
                "receiptsRead": one.has_ledger,
                **facts(one.standing, one.receipts, report.made_at),
            }
            for one in report.accounts
        ],
    }


def row(one: Reported, report: Report) -> dict[str, str | int]:
    """Return an account as a row of a table; practice says so in the first column."""
    standing, account = one.standing, one.standing.account
    newest = one.receipts[0] if one.receipts else None
    return {
        "mark": say(PRACTICE) if account.is_practice else "",
        "number": one.number,
        "name": account.identity.handle if report.has_names else "",
        "platform": one.platform,
        "setting": one.setting,
        "state": state(standing),
        "howKnown": how_known(standing),
        "knownAt": _moment(standing.certain.at if standing.certain else None) or "",
        "lookedAt": _moment(standing.seen.at if standing.seen else None) or "",
        "offSince": _moment(standing.off_since) or "",
        "matter": watch_words.headline(standing.matter),
        "due": _due_sentence(standing, report.made_at),
        "receipt": newest.index if newest else "",
        "sha256": digest(newest) if newest else "",
    }


def name(one: Reported, report: Report) -> str:
    """Return what an account is called in a report."""
    named = one.standing.account.identity.handle if report.has_names else say(NUMBERED, number=one.number)
    return say(ACCOUNT, platform=one.platform, name=named)


def state(standing: Standing) -> str:
    """Return what was last known for certain."""
    return states.state_word(standing.certain.state) if standing.certain else say(NOT_KNOWN)


def how_known(standing: Standing) -> str:
    if standing.certain is None:
        return ""
    return say(READ if standing.certain.assurance is None else HOW[standing.certain.assurance])


def lines(one: Reported, report: Report) -> list[str]:
    """Return an account as lines for a terminal, the first its name; practice says so there."""
    what, known, checks, _, _ = cells(one, report)
    named = what.replace("\n", ", ")
    is_practice = one.standing.account.is_practice
    found = [f"{say(PRACTICE)}: {named}" if is_practice else named, known, *checks.split("\n")]
    return [*found, *(say(RECEIPT_LINE, number=receipt.index, digest=digest(receipt)) for receipt in one.receipts)]


def file_bytes(report: Report, ending: str) -> bytes:
    """Return the report as a table (`.csv`) or for programs (`.json`)."""
    if ending == ENDINGS[0]:
        return list_bytes([row(one, report) for one in report.accounts], is_csv=True)
    return (json.dumps(document(report), indent=2, ensure_ascii=False) + "\n").encode()


def cells(one: Reported, report: Report) -> tuple[str, ...]:
    """Return an account as a line of the page on paper, a cell for each of `COLUMNS`."""
    standing, newest = one.standing, one.receipts[0] if one.receipts else None
    known = ". ".join(filter(None, (state(standing), how_known(standing), *_more(standing, report.made_at))))
    return (
        f"{name(one, report)}\n{one.setting}",
        f"{known.removesuffix('.')}.",
        "\n".join(_checks(standing)),
        str(newest.index) if newest else say(NO_RECEIPT),
        digest(newest) if newest else "",
    )


def intro(report: Report) -> list[str]:
    """Return the sentences above the accounts."""
    made = say(MADE, when=when(report.made_at), version=report.version)
    return [made, say(NAMED if report.has_names else UNNAMED)]


def digest(receipt: Receipt) -> str:
    return hashlib.sha256(receipt.body).hexdigest()


def when(at: datetime) -> str:
    """Return a time as a report prints it: to the minute and in UTC, since it is read elsewhere."""
    return f"{_minute(at)} UTC"


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def _more(standing: Standing, now: datetime) -> list[str]:
    """Return what else there is to say: a matter that the state doesn't say already, and what is due."""
    said = {State.ON: "still-on", State.OFF: "off", State.NOT_OFFERED: "not-offered"}
    is_said = standing.certain is not None and standing.matter in {said[standing.certain.state], "told-by-member"}
    found = [] if is_said else [watch_words.headline(standing.matter)]
    return [*found, _due_sentence(standing, now).removesuffix(".")]


def _checks(standing: Standing) -> list[str]:
    if standing.seen is None:
        return [say(NEVER)]
    found = [say(LAST_KNOWN, when=_minute(standing.certain.at))] if standing.certain else []
    is_newer = standing.certain is None or standing.seen.at > standing.certain.at
    return [*found, *([say(LAST_TRIED, when=_minute(standing.seen.at))] if is_newer else [])]


def _due_sentence(standing: Standing, now: datetime) -> str:
    looked_at = standing.certain.at if standing.certain else None
    return watch_words.why(standing.due, now, looked_at) if standing.due else ""


def _due(standing: Standing, now: datetime) -> dict[str, Any] | None:
    if standing.due is None:
        return None
    about = {"why": standing.due.why, "since": _moment(standing.due.since), "about": standing.due.about or None}
    return {**about, "sentence": _due_sentence(standing, now)}


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "number": receipt.index,
        "kind": receipt.kind,
        "level": receipt.level,
        "recordedAt": receipt.fields["recordedAt"],
        "sha256": digest(receipt),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else moment_text(at)
