"""Reads a file of claims (format 1), strictly: what is not understood whole is not used at all."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from demur.core.setting import RegionCode
from demur.meaning.claim import (
    Basis,
    Claim,
    ClaimId,
    ClaimKind,
    Confidence,
    Source,
    SourceKind,
    Standing,
    StandingRow,
    StandingWord,
    Window,
)
from demur.meaning.record import Fault, Lines, Record
from demur.meaning.regions import ALL, expand

LARGEST = 1_000_000
SENTENCE_WORDS = 30
QUOTE_WORDS = 20
ID = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)+")
NAME = re.compile(r"[a-z][a-z0-9-]*")
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
PATH = re.compile(r"/([A-Za-z0-9._~-]+/)*")
PUBLISHED = re.compile(r"undated|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SENTENCE = re.compile(r"[^\s].*[.”]")
ADDRESS = re.compile(r"https://[!-~]{1,400}")
WHERE = re.compile(r"\(at line (\d+), column \d+\)")

Groups = dict[str, frozenset[RegionCode]]
Hosts = dict[str, str]
"""Hosts that were looked at, each with the path that an address there must begin with."""


def read_claims(untrusted_bytes: bytes) -> tuple[tuple[Claim, ...], tuple[StandingRow, ...]]:
    """Return the claims and the standing rows of a file, or raise `Fault`."""
    text, table = parse(untrusted_bytes)
    top = Record(table, Lines(text), 1)
    if top.number("format") != 1:
        raise top.fault("is one that this program does not know", "format")
    top.matching("platform", NAME)
    hosts = read_hosts(top.headed_tables("host"))
    groups = read_groups(top.table("groups"))
    claims = tuple(read_claim(record, groups, hosts) for record in top.headed_tables("claim"))
    known = check_ids(top, claims)
    rows = tuple(read_row(record, groups, known) for record in top.headed_tables("standing"))
    check_rows(top, rows)
    top.close()
    return claims, rows


def parse(untrusted_bytes: bytes) -> tuple[str, dict[str, Any]]:
    if len(untrusted_bytes) > LARGEST:
        raise Fault(1, f"is larger than {LARGEST} bytes")
    try:
        text = untrusted_bytes.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Fault(untrusted_bytes.count(b"\n", 0, error.start) + 1, "is not UTF-8") from error
    except ValueError as error:  # tomllib's own is one, and it lets those of `int` through
        where = WHERE.search(str(error))
        raise Fault(int(where[1]) if where else max(1, len(text.splitlines())), str(error)) from error
    except RecursionError as error:
        raise Fault(1, "is nested too deeply") from error


def read_hosts(records: Sequence[Record]) -> Hosts:
    hosts: Hosts = {}
    for record in records:
        hosts[record.matching("name", HOST)] = record.matching("under", PATH)
        record.text("whose")
        record.close()
    return hosts


def read_groups(record: Record) -> Groups:
    """Return the platform's own groups of regions, each given as all but some."""
    groups: Groups = {}
    for name in record.names():
        but = record.table(name)
        groups[name] = ALL - read_regions(but, "all_but", {})
        but.close()
    return groups


def read_claim(record: Record, groups: Groups, hosts: Hosts) -> Claim:
    kind = record.choice("kind", ClaimKind)
    claim = Claim(
        id=ClaimId(record.matching("id", ID)),
        kind=kind,
        windows=tuple(read_applies(part, groups) for part in record.tables("applies")),
        sentence=record.words("sentence", SENTENCE_WORDS),
        source=read_source(record.table("source"), hosts),
        retrieved=record.day("retrieved"),
        quote=record.words("quote", QUOTE_WORDS) if record.has("quote") else "",
        confidence=record.choice("confidence", Confidence),
        review_by=record.day("review_by"),
        disputed_by=read_ids(record, "disputed_by"),
        merges=read_ids(record, "merges"),
        basis=record.choice("basis", Basis) if kind is ClaimKind.BASIS else None,
    )
    if not SENTENCE.fullmatch(claim.sentence):
        raise record.fault("must be a sentence", "sentence")
    if claim.review_by <= claim.retrieved:
        raise record.fault("must come after the retrieval", "review_by")
    record.close()
    return claim


def read_applies(record: Record, groups: Groups) -> Window:
    window = read_window(record, groups, is_begun=True)
    record.close()
    return window


def read_window(record: Record, groups: Groups, *, is_begun: bool) -> Window:
    """Read regions and days; a claim must have begun, as nothing is known of all time before."""
    first = record.day("from") if is_begun or record.has("from") else None
    last = record.day("until") if record.has("until") else None
    if first is not None and last is not None and last < first:
        raise record.fault("comes before its beginning", "until")
    return Window(read_regions(record, "regions", groups), first, last)


def read_regions(record: Record, key: str, groups: Groups) -> frozenset[RegionCode]:
    found: set[RegionCode] = set()
    for name in record.texts(key):
        codes = expand(name, groups)
        if codes is None:
            raise record.fault(f"{name!r} is neither an ISO 3166 code nor a group", key)
        found |= codes
    return frozenset(found)


def read_source(record: Record, hosts: Hosts) -> Source:
    is_copy = record.flag("read_through_a_copy") if record.has("read_through_a_copy") else False
    source = Source(
        title=record.text("title"),
        kind=record.choice("kind", SourceKind),
        published=record.matching("published", PUBLISHED),
        url=read_address(record, hosts) if record.has("url") else None,
        is_read_through_a_copy=is_copy,
    )
    if is_copy and source.url is not None:
        raise record.fault("must not stand where the words were read in a copy", "url")
    record.close()
    return source


def read_address(record: Record, hosts: Hosts) -> str:
    """Return an address that may be opened: https, and a place that was looked at."""
    address = record.matching("url", ADDRESS)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise record.fault("is not an address", "url") from error
    under = hosts.get(parts.netloc)
    if under is None:
        raise record.fault(f"{parts.netloc!r} is not among the hosts", "url")
    if not parts.path.startswith(under) or "/.." in parts.path:
        raise record.fault(f"must lie under {under!r}", "url")
    return address


def read_ids(record: Record, key: str) -> tuple[ClaimId, ...]:
    if not record.has(key):
        return ()
    ids = record.texts(key)
    for found in ids:
        if not ID.fullmatch(found):
            raise record.fault(f"{found!r} is not an id", key)
    return tuple(ClaimId(found) for found in ids)


def check_ids(top: Record, claims: tuple[Claim, ...]) -> frozenset[ClaimId]:
    """Refuse an id used twice and a dispute with a claim that isn't there; return the ids that others may rest on."""
    records = top.headed_tables("claim")
    seen: set[ClaimId] = set()
    for record, claim in zip(records, claims, strict=True):
        if claim.id in seen:
            raise record.fault(f"{claim.id!r} is there twice", "id")
        seen.add(claim.id)
    for record, claim in zip(records, claims, strict=True):
        for other in claim.disputed_by:
            if other not in seen or other == claim.id:
                raise record.fault(f"{other!r} is no other claim here", "disputed_by")
    return frozenset(claim.id for claim in claims if claim.confidence is not Confidence.LOW)


def read_row(record: Record, groups: Groups, known: frozenset[ClaimId]) -> StandingRow:
    window = read_window(record, groups, is_begun=False)
    claims = read_ids(record, "claims")
    if not claims:
        raise record.fault("is missing", "claims")
    for claim in claims:
        if claim not in known:
            raise record.fault(f"{claim!r} is no claim that anything may rest on", "claims")
    row = StandingRow(window, Standing(record.choice("word", StandingWord), claims))
    record.close()
    return row


def check_rows(top: Record, rows: tuple[StandingRow, ...]) -> None:
    """Refuse two rows that speak of one region on one day."""
    records = top.headed_tables("standing")
    for at, row in enumerate(rows):
        for earlier in rows[:at]:
            shared = row.window.regions & earlier.window.regions
            if shared and row.window.meets(earlier.window):
                raise records[at].fault(f"speaks of {min(shared)} on a day that another row speaks of", "regions")
