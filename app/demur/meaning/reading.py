"""Reads a file of claims (format 2), strictly: what is not understood whole is not used at all."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from demur.core.setting import RegionCode
from demur.meaning.claim import (
    ENGLISH,
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
from demur.meaning.hosts import Hosts
from demur.meaning.record import Lines, Record, parse
from demur.meaning.regions import ALL, expand

FORMAT = 2
SENTENCE_WORDS = 30
QUOTE_WORDS = 20
ID = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)+")
NAME = re.compile(r"[a-z][a-z0-9-]*")
PUBLISHED = re.compile(r"undated|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SENTENCE = re.compile(r"[^\s].*[.”]")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https://[!-~]{1,400}")

Groups = dict[str, frozenset[RegionCode]]


class Contents(NamedTuple):
    """What a file of claims holds."""

    platform: str
    name: str
    """The platform's, as people know it."""
    setting: str
    """The setting's name, or a few words for what it is where it has none."""
    setting_id: str | None
    """Which of the platform file's settings that is; None where it is the only one."""
    claims: tuple[Claim, ...]
    rows: tuple[StandingRow, ...]


def read_claims(untrusted_bytes: bytes, hosts: Hosts) -> Contents:
    """Return what a file of claims holds, or raise `Fault`; its addresses may lead to `hosts`."""
    text, table = parse(untrusted_bytes)
    top = Record(table, Lines(text), 1)
    if top.number("format") != FORMAT:
        raise top.fault("is one that this program does not know", "format")
    platform, name, setting = top.matching("platform", NAME), top.text("name"), top.text("setting")
    groups = read_groups(top.table("groups")) if top.has("groups") else {}
    setting_id = top.matching("setting_id", NAME) if top.has("setting_id") else None
    claims = tuple(read_claim(record, groups, hosts) for record in top.headed_tables("claim"))
    known = check_ids(top, claims)
    for record, claim in zip(top.headed_tables("claim"), claims, strict=True):
        if claim.is_of_every_setting and setting_id is None:
            raise record.fault("says something only where the file has a setting_id", "every_setting")
    rows = tuple(read_row(record, groups, known) for record in standing_rows(top))
    check_rows(top, rows)
    top.close()
    return Contents(platform, name, setting, setting_id, claims, rows)


def standing_rows(top: Record) -> Sequence[Record]:
    """Return the rows on how the platform treats a region; there are none where nobody can say."""
    return top.headed_tables("standing") if top.has("standing") else ()


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
        sentences=read_sentences(record.table("sentence")),
        source=read_source(record.table("source"), hosts),
        retrieved=record.day("retrieved"),
        quote=record.words("quote", QUOTE_WORDS) if record.has("quote") else "",
        confidence=record.choice("confidence", Confidence),
        review_by=record.day("review_by"),
        disputed_by=read_ids(record, "disputed_by"),
        merges=read_ids(record, "merges"),
        basis=record.choice("basis", Basis) if kind is ClaimKind.BASIS else None,
        is_of_every_setting=record.flag("every_setting") if record.has("every_setting") else False,
    )
    if claim.review_by <= claim.retrieved:
        raise record.fault("must come after the retrieval", "review_by")
    record.close()
    return claim


def read_sentences(record: Record) -> dict[str, str]:
    """Return the sentence in every language that the file has it in."""
    found: dict[str, str] = {}
    for language in dict.fromkeys((ENGLISH, *record.names())):
        if not LANGUAGE.fullmatch(language):
            raise record.fault("is not the tag of a language", language)
        found[language] = record.words(language, SENTENCE_WORDS)
        if not SENTENCE.fullmatch(found[language]):
            raise record.fault("must be a sentence", language)
    return found


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
    earliest = record.day("from_earliest") if record.has("from_earliest") else None
    if earliest is not None and (first is None or earliest >= first):
        raise record.fault("must come before the day from which it holds", "from_earliest")
    latest = record.day("until_latest") if record.has("until_latest") else None
    if latest is not None and (last is None or latest <= last):
        raise record.fault("must come after the last day on which it holds", "until_latest")
    return Window(read_regions(record, "regions", groups), first, last, earliest, latest)


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
        publisher=record.text("publisher"),
        kind=record.choice("kind", SourceKind),
        published=read_published(record),
        url=read_address(record, hosts) if record.has("url") else None,
        is_read_through_a_copy=is_copy,
    )
    if is_copy and source.url is not None:
        raise record.fault("must not stand where the words were read in a copy", "url")
    record.close()
    return source


def read_published(record: Record) -> str:
    """Return a day, a month or a year as a source gives it; a day is one that there was."""
    found = record.matching("published", PUBLISHED)
    if found.count("-") == 2:
        try:
            date.fromisoformat(found)
        except ValueError as error:
            raise record.fault("is not a day", "published") from error
    return found


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
    if not claims:
        raise top.fault("must be there", "claim")
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
    records = standing_rows(top)
    for at, row in enumerate(rows):
        for earlier in rows[:at]:
            shared = row.window.regions & earlier.window.regions
            if shared and row.window.meets(earlier.window):
                raise records[at].fault(f"speaks of {min(shared)} on a day that another row speaks of", "regions")
