"""From the facts of an entry to the fields of a receipt (receipt-format part 2).

Platform and page text is a stranger's, so every string passes `fitted`: NFC, forbidden characters as U+FFFD, cut to
the field's limit. It changes only what is shown; the reply itself is in the evidence, digest and all.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from demur.core.entry import OWN_BROWSER, Entry, Kind, Receipt, Reported, Unseen
from demur.core.reading import Reading, Transport
from demur.core.setting import State
from demur.ledger.commitment import Disclosure, Evidence, disclosures_of, evidence_of
from demur.receipts.fields import ADDRESS_LIMIT, LIMITS, LIMITS_TOLD, SCHEMA, TEXT_LIMIT
from demur.receipts.keys import PublicKeys, multikey
from demur.receipts.moment import moment_text
from demur.receipts.text import fitted


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """The program as every receipt names it; `artifact` is the `sha256:` digest of its files."""

    name: str
    version: str
    artifact: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes: its log, its index, the root of what lies before it, and the time."""

    origin: str
    index: int
    prior_root: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry ready to be signed, and what its commitments stand for."""

    fields: dict[str, Any]
    disclosures: tuple[Disclosure, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def compose_genesis(place: Place, program: ProgramFacts, keys: PublicKeys, previous: str = "") -> Draft:
    """Return the first entry: it names both keys, and is signed by one.

    Where another ledger came before, `previous` is its last checkpoint (receipt-format part 8): the signed note, line
    by line, since no string of a receipt holds a line break.
    """
    fields = _every(Kind.GENESIS, place, program)
    fields["log"] |= {"receiptKey": multikey(keys.receipt), "logKey": multikey(keys.log)}
    if previous:
        fields["ext"] = {"previous": {"checkpoint": previous.splitlines()}}
    return Draft(fields)


def compose(entry: Entry, place: Place, program: ProgramFacts) -> Draft:
    """Return the fields of `entry` at its place."""
    disclosures = disclosures_of(entry.identity)
    sides = {"before": entry.before, "after": entry.after}
    kept = {name: _kept(seen) for name, seen in sides.items()}
    evidence = {name: evidence_of(name, body) for name, body in kept.items() if body is not None}
    fields = _every(entry.kind, place, program) | _facts(entry)
    fields["account"] = [disclosure.digest for disclosure in disclosures]
    for name, seen in sides.items():
        side = None if seen is None else _seen(seen, evidence.get(name))
        if side is not None:
            fields[name] = side
    transport = _transport(entry)
    if transport is not None:
        fields["transport"] = transport
    if entry.connector.kind == OWN_BROWSER:
        fields["limits"] = LIMITS_TOLD
    if entry.ext:
        fields["ext"] = {name: _text(value) for name, value in entry.ext.items()}
    return Draft(fields, disclosures, tuple(evidence.values()))


def _every(kind: Kind, place: Place, program: ProgramFacts) -> dict[str, Any]:
    return {
        "app": {"artifact": program.artifact, "name": program.name, "version": program.version},
        "id": uuid.uuid4().urn,
        "kind": kind.value,
        "limits": LIMITS,
        "log": {"index": place.index, "origin": place.origin, "prevRoot": f"sha256:{place.prior_root.hex()}"},
        "recordedAt": moment_text(place.at),
        "schema": SCHEMA,
    }


def _facts(entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "assurance": {"attempts": entry.attempts, "level": entry.level.value, "method": _text(entry.method)},
        "connector": {
            "artifact": entry.connector.artifact,
            "id": _text(entry.connector.id),
            "kind": entry.connector.kind,
            "origin": entry.connector.origin,
            "version": _text(entry.connector.version),
        },
        "identity": entry.identity_by.value,
        "platform": {
            "controller": _text(entry.platform.controller),
            "name": _text(entry.platform.name),
            "origin": fitted(entry.platform.origin, ADDRESS_LIMIT),
            "settingsUrl": fitted(entry.platform.settings_url, ADDRESS_LIMIT),
        },
        "setting": {
            "id": _text(entry.setting.id),
            "label": _text(entry.setting.label),
            "lang": entry.setting.lang,
            "purpose": entry.setting.purpose,
        },
        "shown": {"claims": list(entry.shown.claims), "digest": entry.shown.digest, "region": entry.shown.region},
    }
    if entry.requested is not None:
        facts["requested"] = entry.requested.value
    if entry.attempt is not None:
        facts["attempt"] = str(entry.attempt)
    if entry.status is not None:
        facts["status"] = entry.status
    return facts


def _kept(seen: Reading | Receipt | Unseen | Reported | None) -> bytes | None:
    """Return what is kept beside the receipt: a whole reply, or what the member chose to keep."""
    if isinstance(seen, Reading):
        return seen.body
    return seen.kept if isinstance(seen, Reported) else None


def _seen(seen: Reading | Receipt | Unseen | Reported, evidence: Evidence | None) -> dict[str, Any] | None:
    if isinstance(seen, Receipt):  # the attempt's own words, whose evidence lies beside the attempt
        return seen.fields.get("before")
    if isinstance(seen, Reported):
        return _told(seen, evidence)
    if isinstance(seen, Unseen):
        return {
            "evidence": [],
            "observedAt": moment_text(seen.at),
            "raw": None,
            "reason": seen.reason,
            "state": State.UNKNOWN.value,
        }
    return {
        "evidence": [evidence.digest] if evidence else [],
        "observedAt": moment_text(seen.observed_at),
        "raw": _text(seen.raw),
        "state": seen.state.value,
    }


def _told(told: Reported, evidence: Evidence | None) -> dict[str, Any]:
    """Return what the member told us: nothing was read, so there is no raw value."""
    side: dict[str, Any] = {
        "evidence": [evidence.digest] if evidence else [],
        "observedAt": moment_text(told.at),
        "raw": None,
        "state": told.state.value,
    }
    return side | ({"reason": told.reason} if told.reason else {})


def _transport(entry: Entry) -> dict[str, Any] | None:
    """Return how the newest answer reached us; None where nothing answered."""
    seen = entry.after if isinstance(entry.after, Reading) else entry.before
    if isinstance(seen, Receipt):
        return seen.fields.get("transport")
    return _way(seen.transport) if isinstance(seen, Reading) else None


def _way(way: Transport) -> dict[str, Any]:
    return {
        "host": fitted(way.host, 255),
        "httpDate": None if way.http_date is None else fitted(way.http_date, 128),
        "peerSpki": way.peer_spki,
        "tls": None if way.tls is None else fitted(way.tls, 32),
    }


def _text(untrusted_text: str) -> str:
    return fitted(untrusted_text, TEXT_LIMIT)
