"""What holds for every claim that ships, whichever platform it is about."""

import re
import tomllib
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from tests.meaning.rendered import EVERY, edges, kinds
from tests.meaning.shipped import FOLDER, HOSTS

from demur.core.setting import RegionCode
from demur.meaning.claim import Claim, ClaimKind, Confidence, SourceKind
from demur.meaning.claims import Claims
from demur.meaning.reading import QUOTE_WORDS, SENTENCE_WORDS

PAIRS = [(of, claim) for of in EVERY.values() for claim in of.by_id.values()]
RETRIEVED = date(2026, 11, 21)
DAYS = {Confidence.LOW: 30}


def everything_told(of: Claims) -> list[tuple[RegionCode, date, Claim]]:
    """Return what is told in every region on every day on which something begins or has ended, and today."""
    days = edges(of)
    return [
        (region, day, claim)
        for region in kinds(of)
        for day in days
        for claim in {*of.on(region, day), *of.history(region, day), *of.weak(region, day)}
    ]


def test_every_platform_of_the_findings_has_a_file() -> None:
    named = (
        "adobe chatgpt claude gemini github-copilot grammarly grok-com linkedin meta microsoft-copilot pinterest reddit"
        " slack snapchat tiktok x zoom"
    )
    assert list(EVERY) == named.split()
    for name, of in EVERY.items():
        assert of.platform == name


def test_an_id_stands_once_in_all_files() -> None:
    ids = [claim.id for _, claim in PAIRS] + [merged for _, claim in PAIRS for merged in claim.merges]
    assert len(ids) == len(set(ids))
    assert len(PAIRS) == 111


@pytest.mark.parametrize("of", EVERY.values(), ids=EVERY)
def test_every_claim_is_short_sourced_and_reviewed_in_time(of: Claims) -> None:
    """90 days for what a setting means, 180 for what happened, 30 for what is weak."""
    for claim in of.by_id.values():
        assert len(claim.sentence.split()) <= SENTENCE_WORDS == 30
        assert len(claim.quote.split()) <= QUOTE_WORDS == 20
        assert claim.source.title
        assert claim.source.publisher
        assert claim.retrieved == RETRIEVED
        days = DAYS.get(claim.confidence, 180 if claim.kind is ClaimKind.HISTORY else 90)
        if of.platform != "x" or claim.kind is not ClaimKind.HISTORY:
            assert claim.review_by - claim.retrieved == timedelta(days=days), claim.id


def test_only_reviewed_hosts_are_opened_and_each_is_used() -> None:
    used = {urlsplit(claim.source.url).netloc for _, claim in PAIRS if claim.source.url}
    assert used == set(HOSTS)
    mirrors = ("sipoch.com", "vuink.com", "4565v3.cn", "bitcity.it", "toolz.website", "gayfr.online", "tosdr.org")
    for host in used:
        assert not host.endswith(mirrors)


def test_what_was_read_in_a_copy_has_no_address_and_archives_have_one() -> None:
    for _, claim in PAIRS:
        if claim.source.is_read_through_a_copy:
            assert claim.source.url is None, claim.id
        if claim.source.kind is SourceKind.ARCHIVE:
            assert claim.source.url is not None, claim.id
            assert claim.source.url.startswith(
                ("https://github.com/OpenTermsArchive/", "https://web.archive.org/web/")
            ), claim.id


def test_nothing_weak_is_told_among_the_others_or_carries_a_state() -> None:
    weak = {claim.id for _, claim in PAIRS if claim.confidence is Confidence.LOW}
    assert weak == {"li.prior", "li.retention", "li.d.tek", "m.us", "sn.default", "mc.default", "tt.none"}
    for of in EVERY.values():
        for region in kinds(of):
            for day in edges(of):
                told = {claim.id for claim in (*of.on(region, day), *of.history(region, day))}
                assert not told & weak
                assert not set(of.standing(region, day).claims) & weak


def test_a_standing_rests_on_claims_that_are_there() -> None:
    for of in EVERY.values():
        for row in of.rows:
            assert row.standing.claims
            assert set(row.standing.claims) <= set(of.by_id)


@pytest.mark.parametrize("of", EVERY.values(), ids=EVERY)
def test_what_is_over_says_when_it_was(of: Claims) -> None:
    """A page shows what happened before for good, so its sentence must be true on any later day."""
    for region, day, claim in everything_told(of):
        is_over = not claim.holds(region, day)
        if is_over or claim.kind is ClaimKind.HISTORY:
            assert re.search(r"\b20\d\d\b", claim.sentence), (region, day, claim.id)


@pytest.mark.parametrize("of", EVERY.values(), ids=EVERY)
def test_no_sentence_knows_what_came_after_its_first_day(of: Claims) -> None:
    """Somebody looks up a day in the past: no sentence that is told of it names a later year."""
    for _, day, claim in everything_told(of):
        announced = {"li.h.ann25", "li.h.annuk", "li.help.terms", "li.h.dpc3", "cl.until"}
        for year in re.findall(r"\b20\d\d\b", claim.sentence):
            assert int(year) <= day.year or claim.id in announced, (day, claim.id)


def test_the_list_of_findings_leads_to_claims_and_every_claim_is_on_it() -> None:
    """Each member-facing row became a claim, went into one, or was left out for a reason that is given."""
    table = tomllib.loads((FOLDER.parents[1] / "tests" / "meaning" / "findings.toml").read_text(encoding="utf-8"))
    by_id = {claim.id: claim for _, claim in PAIRS}
    counted = dict.fromkeys(table["reasons"], 0) | {"claim": 0, "merged": 0}
    for row, where in table["rows"].items():
        if where in table["reasons"]:
            counted[where] += 1
            continue
        assert row == where or row in by_id[where].merges, row
        counted["claim" if row == where else "merged"] += 1
    assert counted == {"recipe": 36, "label": 10, "terms": 14, "wrong": 2, "elsewhere": 2, "claim": 78, "merged": 11}
    for row, where in table["rows"].items():  # what a setting means and what happened is never left to a recipe
        if re.match(r"li\.(h|d)\.|m\.|z\.", row):
            assert where in {*by_id, "elsewhere"}, row
    others = [found for part in ("others", "summary") for ids in table[part].values() for found in ids]
    assert len(table["others"]) == 13
    assert {*table["rows"].values(), *others} - set(table["reasons"]) == set(by_id)


def test_no_id_of_a_claim_that_is_not_there_stands_anywhere() -> None:
    """Platform files, documents and code may name a claim; one that is gone, or misspelt, is found here."""
    ids = {claim.id for _, claim in PAIRS}
    prefixes = "|".join(sorted({found.split(".")[0] for found in ids}))
    named = re.compile(rf"[\"'`]((?:{prefixes})\.[a-z0-9]+(?:\.[a-z0-9]+)*)[\"'`]")
    merged = {other for _, claim in PAIRS for other in claim.merges}
    app, resources = FOLDER.parents[1] / "app", FOLDER.parent
    found: set[str] = set()
    for file in (*app.rglob("*.py"), *resources.rglob("*.toml"), *resources.rglob("*.md")):
        found |= set(named.findall(file.read_text(encoding="utf-8")))
    assert ids <= found
    assert found <= ids | merged
