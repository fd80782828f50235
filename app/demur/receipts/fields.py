"""The fields of a receipt (receipt-format part 2): which kind has which, and what each may hold."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from demur.core.reach import OWN_BROWSER
from demur.core.receipt import IdentityBy, Kind
from demur.core.setting import Assurance, State
from demur.receipts.encoding import EncodingBroken
from demur.receipts.keys import did_key, origin_of, raw_of_multikey
from demur.receipts.shape import (
    Shape,
    ShapeBroken,
    anything,
    integer,
    list_of,
    matching,
    moment,
    nullable,
    one_of,
    record,
    require,
    text,
)

SCHEMA: Final = "https://demur.invalid/schema/receipt/1"
LIMITS: Final = "Records what the platform reported to this app. It does not prove what the platform does with data."
LIMITS_TOLD: Final = "Records what the member told this app. It does not prove what the platform shows or does."
EMPTY_ROOT: Final = "sha256:" + hashlib.sha256(b"").hexdigest()
STATUSES: Final = ("https://w3id.org/dpv#LegitimateInterestObjected", "https://w3id.org/dpv#RequestFulfilled")
TEXT_LIMIT: Final = 512
ADDRESS_LIMIT: Final = 2048
CLAIM_LIMIT: Final = 64

DIGEST = matching(r"sha256:[0-9a-f]{64}")
_UUID = matching(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_ORIGIN = matching(r"(?:practice\.)?demur\.invalid/ledger/[0-9a-f]{16}")
_IRI = matching(r'[a-z][a-z0-9+.-]{0,31}:[^\s<>"]{1,2000}')
_WORD = matching(r"[a-z][a-z0-9-]{0,63}")
_MULTIKEY = matching(r"z6Mk[1-9A-HJ-NP-Za-km-z]{44}")
_NAME = text(TEXT_LIMIT)
_MOMENT = moment(has_decimals=True)
_LANGUAGE = matching(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")

_PLACE = {"index": integer(), "origin": _ORIGIN, "prevRoot": DIGEST}
_SEEN = record(
    {
        "evidence": list_of(DIGEST, 0, 8),
        "observedAt": _MOMENT,
        "raw": nullable(_NAME),
        "state": one_of(*State),
    },
    {"reason": _WORD},
)
_PROOF = record(
    {
        "created": moment(has_decimals=False),
        "cryptosuite": one_of("eddsa-jcs-2022"),
        "proofPurpose": one_of("assertionMethod"),
        "proofValue": matching(r"z[1-9A-HJ-NP-Za-km-z]{64,88}"),
        "type": one_of("DataIntegrityProof"),
        "verificationMethod": matching(r"did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]{44})#\1"),
    }
)
_EVERY = {
    "app": record({"artifact": DIGEST, "name": _NAME, "version": _NAME}),
    "id": _UUID,
    "kind": one_of(*Kind),
    "limits": one_of(LIMITS, LIMITS_TOLD),
    "log": record(_PLACE),
    "proof": _PROOF,
    "recordedAt": _MOMENT,
    "schema": one_of(SCHEMA),
}
_PLATFORM = {
    "account": list_of(DIGEST, 2, 2),
    "assurance": record({"attempts": integer(0, 1000), "level": one_of(*Assurance), "method": _NAME}),
    "connector": record(
        {
            "artifact": DIGEST,
            "id": _NAME,
            "kind": _WORD,
            "origin": one_of("shipped", "member-added"),
            "version": _NAME,
        }
    ),
    "identity": one_of(*IdentityBy),
    "platform": record(
        {"controller": _NAME, "name": _NAME, "origin": _IRI, "settingsUrl": _IRI},
    ),
    "setting": record({"id": _NAME, "label": _NAME, "lang": _LANGUAGE, "purpose": _IRI}),
    "shown": record({"claims": list_of(text(128), 0, CLAIM_LIMIT), "digest": DIGEST, "region": matching(r"[A-Z]{2}")}),
}
_TRANSPORT = record(
    {"host": text(255), "httpDate": nullable(text(128)), "peerSpki": nullable(DIGEST), "tls": nullable(text(32))}
)
_REQUESTED = one_of(State.ON, State.OFF)
_EXT = {"ext": anything}
_SEEN_BEFORE = {"before": _SEEN, "transport": _TRANSPORT}

SHAPES: Final[Mapping[Kind, Shape]] = {
    Kind.GENESIS: record(
        {**_EVERY, "log": record({**_PLACE, "logKey": _MULTIKEY, "receiptKey": _MULTIKEY})},
        _EXT,
    ),
    Kind.ATTEMPT: record({**_EVERY, **_PLATFORM, "requested": _REQUESTED}, {**_SEEN_BEFORE, **_EXT}),
    Kind.CONFIRMATION: record(
        {
            **_EVERY,
            **_PLATFORM,
            "after": _SEEN,
            "attempt": _UUID,
            "requested": _REQUESTED,
            "transport": _TRANSPORT,
        },
        {"before": _SEEN, "status": one_of(*STATUSES), **_EXT},
    ),
    Kind.FAILURE: record(
        {**_EVERY, **_PLATFORM, "attempt": _UUID, "requested": _REQUESTED},
        {"after": _SEEN, **_SEEN_BEFORE, **_EXT},
    ),
    Kind.OBSERVATION: record(
        {**_EVERY, **_PLATFORM, "after": _SEEN},
        {"attempt": _UUID, "requested": _REQUESTED, **_SEEN_BEFORE, **_EXT},
    ),
    Kind.REQUEST: record(
        {**_EVERY, **_PLATFORM, "after": _SEEN, "requested": _REQUESTED},
        {"attempt": _UUID, "before": _SEEN, **_EXT},
    ),
    Kind.ANSWER: record({**_EVERY, **_PLATFORM, "after": _SEEN, "requested": _REQUESTED}, _EXT),
}
"""What each kind of entry must and may hold; anything newer goes under `ext`."""


def check_fields(fields: Mapping[str, Any]) -> None:
    """Raise `ShapeBroken` with the place of the first field that isn't as part 2 has it."""
    kind = fields.get("kind")
    require(isinstance(kind, str) and kind in SHAPES, "kind")
    SHAPES[Kind(str(kind))](fields, "")
    require((fields["log"]["index"] == 0) == (kind == Kind.GENESIS), "log.index")
    if kind == Kind.GENESIS:
        _check_genesis(fields)
        require(fields["limits"] == LIMITS, "limits")
        return
    is_told = fields["connector"]["kind"] == OWN_BROWSER
    require((fields["limits"] == LIMITS_TOLD) == is_told, "limits")
    for side in ("before", "after"):
        if side in fields:
            _check_seen(fields[side], side, is_told)
    _check_level(fields)
    _check_told(fields, is_told)
    if kind == Kind.CONFIRMATION:
        _check_confirmation(fields)


def _check_genesis(fields: Mapping[str, Any]) -> None:
    """The first entry holds both keys, is signed by one, and its origin stands for the other."""
    log = fields["log"]
    require(log["prevRoot"] == EMPTY_ROOT, "log.prevRoot")
    try:
        raw_of_multikey(log["receiptKey"])
        origin = origin_of(raw_of_multikey(log["logKey"]), is_practice_origin(log["origin"]))
    except EncodingBroken as error:
        raise ShapeBroken("log.logKey") from error
    require(log["origin"] == origin, "log.origin")
    require(fields["proof"]["verificationMethod"] == did_key(log["receiptKey"]), "log.receiptKey")


def _check_seen(seen: Mapping[str, Any], where: str, is_told: bool) -> None:
    """What was read has a raw value; what the member told us has none."""
    is_unknown = seen["state"] == State.UNKNOWN
    require("reason" not in seen or is_unknown, f"{where}.reason")
    require(seen["raw"] is None if is_told else seen["raw"] is not None or is_unknown, f"{where}.raw")


def _check_level(fields: Mapping[str, Any]) -> None:
    """Only a confirmation, or a first-hand look later, may stand on an independent read-back (part 4)."""
    kind, level = fields["kind"], fields["assurance"]["level"]
    if kind == Kind.CONFIRMATION:
        require(level == Assurance.READ_BACK_INDEPENDENT, "assurance.level")
    elif kind == Kind.ATTEMPT:
        require(level == Assurance.REQUESTED, "assurance.level")
    elif level == Assurance.READ_BACK_INDEPENDENT:
        require(kind == Kind.OBSERVATION and fields["after"]["raw"] is not None, "assurance.level")


def _check_told(fields: Mapping[str, Any], is_told: bool) -> None:
    """What happened in the member's own browser rests on their word alone, and nothing else is called so (part 4)."""
    level = fields["assurance"]["level"]
    is_of_telling = is_told and fields["kind"] != Kind.ATTEMPT
    require((level == Assurance.MEMBER_REPORTED) == is_of_telling, "assurance.level")
    require(fields["kind"] not in (Kind.REQUEST, Kind.ANSWER) or is_told, "connector.kind")
    if is_told:
        require(fields["identity"] == IdentityBy.MEMBER, "identity")
        require(fields["assurance"]["attempts"] == 0, "assurance.attempts")
        require("transport" not in fields, "transport")


def _check_confirmation(fields: Mapping[str, Any]) -> None:
    require(fields["requested"] == fields["after"]["state"], "after.state")
    # Turning it back on is not recorded as consent, nor as a request fulfilled (part 2).
    require("status" not in fields or fields["requested"] == State.OFF, "status")


def is_practice_origin(origin: str) -> bool:
    """Say whether a log's origin is of the practice platform, by its text alone."""
    return origin.startswith("practice.")
