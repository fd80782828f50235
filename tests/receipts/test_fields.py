"""Receipt-format part 2: which kind has which fields, and what they may hold."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.receipts.making import BY_KIND, NOW, Log, digest, seen

from demur.receipts.fields import check_fields
from demur.receipts.keys import ReceiptKeys, multikey
from demur.receipts.profile import parse
from demur.receipts.proof import sign
from demur.receipts.shape import ShapeBroken

OTHER_KEYS = ReceiptKeys.from_secret(b"\x07" * 32)


def signed(kind: str, **changes: Any) -> dict[str, Any]:
    log = Log()
    return sign(log.unsigned(kind, **changes), log.keys, NOW)


def genesis() -> dict[str, Any]:
    return parse(Log().bodies[0])


def fresh(kind: str) -> dict[str, Any]:
    return genesis() if kind == "genesis" else signed(kind)


def where(fields: dict[str, Any]) -> str:
    with pytest.raises(ShapeBroken) as caught:
        check_fields(fields)
    return caught.value.where


KINDS = ["genesis", *BY_KIND]
EVERY = {"app", "id", "kind", "limits", "log", "proof", "recordedAt", "schema"}
PLATFORM = {"account", "assurance", "connector", "identity", "platform", "setting", "shown"}
REQUIRED = {
    "genesis": EVERY,
    "attempt": EVERY | PLATFORM | {"requested"},
    "confirmation": EVERY | PLATFORM | {"requested", "attempt", "after", "transport"},
    "failure": EVERY | PLATFORM | {"requested", "attempt"},
    "observation": EVERY | PLATFORM | {"after"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_takes_each_kind(kind: str) -> None:
    check_fields(fresh(kind))


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in sorted(REQUIRED[kind])])
def test_misses_each_required_field(kind: str, name: str) -> None:
    fields = fresh(kind)
    del fields[name]
    assert where(fields) == name


@pytest.mark.parametrize("kind", KINDS)
def test_takes_newer_fields_under_ext_alone(kind: str) -> None:
    check_fields(fresh(kind) | {"ext": {"anything": [{"at": "all"}]}})
    assert where(fresh(kind) | {"extra": 1}) == "extra"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("genesis", name) for name in sorted(PLATFORM | {"after", "requested"})]
    + [("attempt", "after"), ("attempt", "attempt"), ("attempt", "status"), ("failure", "status")]
    + [("observation", "status")],
)
def test_refuses_fields_of_another_kind(kind: str, name: str) -> None:
    extra = BY_KIND["confirmation"][name]
    assert where(fresh(kind) | {name: extra}) == name


NESTED = ["app", "log", "proof", "assurance", "connector", "platform", "setting", "shown", "transport", "before"]


@pytest.mark.parametrize("name", [*NESTED, "after"])
def test_refuses_unknown_and_missing_fields_inside(name: str) -> None:
    fields = signed("confirmation")
    assert where(fields | {name: {**fields[name], "extra": 1}}) == f"{name}.extra"
    for inner in fields[name]:
        rest = {key: value for key, value in fields[name].items() if key != inner}
        assert where(fields | {name: rest}) == f"{name}.{inner}"


BAD_VALUES: list[tuple[str, Any]] = [
    ("schema", "https://demur.invalid/schema/receipt/2"),
    ("kind", "consent"),
    ("kind", ["confirmation"]),
    ("id", "0b8f0c52-6a43-4a2e-9d0e-3b8c2a3f0001"),
    ("id", "urn:uuid:0B8F0C52-6A43-4A2E-9D0E-3B8C2A3F0001"),
    ("id", "urn:uuid:0b8f0c52-6a43-4a2e-9d0e-3b8c2a3f0001\n"),
    ("recordedAt", "2026-11-21T17:30:09Z"),
    ("recordedAt", "2026-02-30T17:30:09.000Z"),
    ("recordedAt", 1),
    ("limits", "Proves everything."),
    ("account", [digest("a")]),
    ("account", [digest("a"), digest("A")]),
    ("account", digest("a")),
    ("identity", "guessed"),
    ("requested", "unknown"),
    ("requested", "not-offered"),
    ("requested", None),
    ("attempt", None),
    ("status", "https://w3id.org/dpv#ConsentWithdrawn"),
    ("ext.", None),
    ("app.artifact", "sha256:" + "0" * 63),
    ("app.name", 1),
    ("app.version", "x" * 513),
    ("assurance.attempts", True),
    ("assurance.attempts", -1),
    ("assurance.level", "certain"),
    ("assurance.method", None),
    ("connector.origin", "found"),
    ("connector.kind", "API"),
    ("log.index", "2"),
    ("log.origin", "demur.invalid/ledger/0387C14300022460"),
    ("log.origin", "practice.practice.demur.invalid/ledger/0387c14300022460"),
    ("log.origin", "evil.example/ledger/0387c14300022460"),
    ("log.prevRoot", None),
    ("platform.origin", "no address"),
    ("platform.settingsUrl", 'https://platform.example/"'),
    ("setting.lang", "english_uk"),
    ("setting.purpose", "training"),
    ("shown.claims", "plaza.default"),
    ("shown.claims", ["x" * 129]),
    ("shown.region", "gb"),
    ("before.state", "opted-in"),
    ("before.raw", None),
    ("before.evidence", ["e" * 64]),
    ("after.observedAt", "2026-11-21T17:30:09.630+00:00"),
    ("transport.host", None),
    ("transport.peerSpki", "2222"),
    ("proof.created", "2026-11-21T17:30:09.000Z"),
    ("proof.cryptosuite", "eddsa-rdfc-2022"),
    ("proof.proofPurpose", "authentication"),
    ("proof.type", "Ed25519Signature2020"),
    ("proof.proofValue", "u1234"),
    ("proof.verificationMethod", "did:web:demur.invalid#key"),
]


@pytest.mark.parametrize(("place", "value"), BAD_VALUES, ids=[f"{place}={value!r}"[:60] for place, value in BAD_VALUES])
def test_refuses_a_value(place: str, value: Any) -> None:
    fields = signed("confirmation")
    name, _, inner = place.partition(".")
    if inner:
        fields[name] = {**fields[name], inner: value}
    elif place == "ext.":
        fields["extra"] = value
    else:
        fields[name] = value
    assert where(fields).startswith(name[:3])


def test_the_reason_stands_only_beside_unknown() -> None:
    unknown = {**seen("unknown", None), "reason": "platform-unreachable"}
    check_fields(signed("failure", after=unknown))
    assert where(signed("failure", after={**seen("on"), "reason": "platform-unreachable"})) == "after.reason"
    assert where(signed("failure", after={**unknown, "reason": "Platform Unreachable"})) == "after.reason"


Change = Callable[[], dict[str, Any]]
CROSS: dict[str, tuple[Change, str]] = {
    "confirmed without an independent read-back": (
        lambda: signed("confirmation", assurance={**BY_KIND["confirmation"]["assurance"], "level": "read-back-same"}),
        "assurance.level",
    ),
    "confirmed as another state": (lambda: signed("confirmation", after=seen("on")), "after.state"),
    "confirmed as unknown": (lambda: signed("confirmation", after=seen("unknown", None)), "after.state"),
    "turned on, called fulfilled": (
        lambda: signed("confirmation", requested="on", after=seen("on")),
        "status",
    ),
    "failure called read back": (
        lambda: signed("failure", assurance=BY_KIND["confirmation"]["assurance"]),
        "assurance.level",
    ),
    "attempt called acknowledged": (
        lambda: signed("attempt", assurance=BY_KIND["failure"]["assurance"]),
        "assurance.level",
    ),
    "observation of nothing, called read back": (
        lambda: signed("observation", after={**seen("unknown", None), "reason": "platform-unreachable"}),
        "assurance.level",
    ),
}


@pytest.mark.parametrize(("make", "place"), CROSS.values(), ids=CROSS.keys())
def test_refuses_what_contradicts_itself(make: Change, place: str) -> None:
    assert where(make()) == place


def test_turning_it_back_on_is_confirmed_without_a_status() -> None:
    fields = signed("confirmation", requested="on", after=seen("on"))
    del fields["status"]
    check_fields(fields)


def test_the_first_entry_is_the_genesis_and_no_other() -> None:
    fields = signed("attempt")
    assert where(fields | {"log": {**fields["log"], "index": 0}}) == "log.index"
    first = genesis()
    assert where(first | {"log": {**first["log"], "index": 1}}) == "log.index"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("logKey", multikey(OTHER_KEYS.public.log)),
        ("receiptKey", multikey(OTHER_KEYS.public.receipt)),
        ("origin", "demur.invalid/ledger/0387c14300022460"),
        ("prevRoot", digest("0")),
        ("logKey", "z6Mk" + "1" * 44),
    ],
)
def test_the_genesis_holds_its_own_keys(name: str, value: str) -> None:
    fields = genesis()
    assert where(fields | {"log": {**fields["log"], name: value}}).startswith("log.")


def test_practice_is_an_origin_of_its_own() -> None:
    fields = parse(Log(is_practice=True).bodies[0])
    check_fields(fields)
    assert fields["log"]["origin"].startswith("practice.demur.invalid/ledger/")
