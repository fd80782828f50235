"""`demur meaning`: what a setting means in a region, on a day, and on whose word."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.signing import named_region
from demur.core.problem import MeaningBroken
from demur.core.setting import RegionCode
from demur.meaning import regions
from demur.meaning.claim import Claim, Window
from demur.meaning.claims import Claims
from demur.meaning.guide import Part, Told, tell
from demur.product import Product
from demur.words import meaning as words
from demur.words import problems, say, window


def meaning(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Say what holds for a platform, list the platforms, or list what waits to be checked again."""
    today = datetime.now(UTC).date()
    if arguments.take or arguments.undo:
        from demur.cli import taking_claims  # few ever do

        return taking_claims.take_or_undo(arguments, product, console)
    if arguments.due:
        return _due(*_chosen(product, arguments.platform), console, today)
    if arguments.platform is None:
        if arguments.region or arguments.on:
            raise Unclear(say(words.NEEDS_PLATFORM))
        return _list(product, console)
    ((claims,), _) = _chosen(product, arguments.platform)
    region = named_region(arguments.region, is_needed=True)
    return _say(claims, tell(claims, region, arguments.on or today, today), console)


def _chosen(product: Product, platform: str | None) -> tuple[list[Claims], list[MeaningBroken]]:
    """Return the claims about a platform, or about all, with the files that can't be used.

    Raises `MeaningBroken` where the one that is named can't be, and `Unclear` for an unknown one.
    """
    library = product.rooms.library
    if platform is None:
        return library.all()
    if platform.casefold() not in library.ids():
        raise Unclear(say(words.NO_SUCH, platform=platform, ids=", ".join(library.ids())))
    return [library.find(platform.casefold())], []


def _list(product: Product, console: Console) -> Exit:
    """JSON: `platforms`, each with `id`, `name`, `setting`, `claims` (their number), `digest`, `retrieved`; and
    `broken`, each with `file`, `line`, `reason`."""
    found, broken = product.rooms.library.all()
    for held in found:
        console.tell(say(words.LISTED, **facts(held), count=len(held.by_id), day=held.retrieved.isoformat()))
    _tell_broken(broken, console)
    documents = [document(held) for held in found]
    console.answer({"platforms": documents, "broken": [dict(problem.details) for problem in broken]})
    return Exit.DONE


def _tell_broken(broken: Iterable[MeaningBroken], console: Console) -> None:
    for problem in broken:
        console.tell(problems.sentence(problem))


def _due(chosen: list[Claims], broken: list[MeaningBroken], console: Console, today: date) -> Exit:
    """JSON: `due`, each with `platform` and what `_claim` gives; `broken` as `_list` has it."""
    waiting = [(held, claim) for held in chosen for claim in held.due(today)]
    for _, claim in waiting:
        days = {"retrieved": claim.retrieved.isoformat(), "due": claim.review_by.isoformat()}
        console.tell(say(words.DUE_LINE, id=claim.id, **days))
        console.tell(claim.sentence, indent=2)
    if chosen and not waiting:
        following = min(claim.review_by for held in chosen for claim in held.by_id.values())
        console.tell(say(words.NONE_DUE, day=following.isoformat()))
    _tell_broken(broken, console)
    due = [{"platform": held.platform} | _claim(claim, today) for held, claim in waiting]
    console.answer({"due": due, "broken": [dict(problem.details) for problem in broken]})
    return Exit.DONE


def _say(claims: Claims, told: Told, console: Console) -> Exit:
    """JSON: `platform`, `name`, `setting`, `digest`, `region`, `on`, `standing` (`word`, `sentence`, `claims`), and
    `parts`, each with `part` and `claims` (see `_claim`)."""
    for indent, line in lines(claims, told):
        console.tell(line, indent)
    parts = [{"part": part.value, "claims": [_claim(claim, told.today) for claim in of]} for part, of in told.parts()]
    standing = say(words.STANDING[told.standing.word])
    word = {"word": told.standing.word.value, "sentence": standing, "claims": list(told.standing.claims)}
    where = {"region": told.region, "on": told.on.isoformat(), "standing": word, "parts": parts}
    console.answer(document(claims) | where)
    return Exit.DONE


def lines(claims: Claims, told: Told) -> Iterator[tuple[int, str]]:
    """Give everything that is told of a region and day, line by line, each with how far it stands in."""
    region = regions.name_of(told.region) or told.region
    yield 0, say(words.HEADING, name=claims.name, setting=claims.setting, region=region, day=told.on.isoformat())
    yield 0, say(words.STANDING[told.standing.word])
    if claims.is_taken:
        yield 0, say(words.IS_TAKEN)
    if not told.parts():
        yield 0, say(words.NOTHING)
    for part, held in told.parts():
        yield 0, ""
        yield 0, f"{say(words.HEADINGS[part])}:"
        if part is Part.DISPUTED:
            yield 2, say(words.SIDES)
        for claim in held:
            yield from claim_lines(claim, told, is_dated=part is Part.TIMELINE)


def claim_lines(claim: Claim, told: Told, *, is_dated: bool) -> Iterator[tuple[int, str]]:
    """Give a sentence and all that its source is, and above it, where that is asked for, when it held."""
    source, span = claim.source, claim.span(told.region, told.on)
    if is_dated and span is not None:
        yield 2, when(span.as_known_on(told.on))
    yield 2, claim.sentence
    kind, confidence = say(words.SOURCE_KIND[source.kind]), say(words.CONFIDENCE[claim.confidence])
    named = {"title": source.title, "publisher": source.publisher, "published": source.published}
    yield 4, say(words.SOURCE_LINE, **named, kind=kind, confidence=confidence, id=claim.id)
    if claim.quote:
        yield 4, say(words.QUOTE_LINE, quote=claim.quote)
    if source.url:
        yield 4, source.url
    if source.is_read_through_a_copy:
        yield 4, say(words.COPY_LINE)
    if claim.is_due(told.today):
        yield 4, say(window.OVERDUE, day=claim.retrieved.isoformat())


def when(span: Window) -> str:
    """Return when something held, in days as ISO 8601 writes them."""
    if span.first is None:
        return ""
    return words.span(span.first, span.last, span.earliest, span.latest, date.isoformat)


def facts(claims: Claims) -> dict[str, str]:
    """Return what a file of claims is about."""
    return {"id": claims.platform, "name": claims.name, "setting": claims.setting}


def document(claims: Claims) -> dict[str, Any]:
    """Return a file of claims for a program: `id`, `name`, `setting`, `claims`, `digest`, `retrieved`, `taken`."""
    more = {"claims": len(claims.by_id), "digest": claims.digest, "retrieved": claims.retrieved.isoformat()}
    return facts(claims) | more | {"taken": claims.is_taken}


def _claim(claim: Claim, today: date) -> dict[str, Any]:
    """Return a claim for a program: `id`, `kind`, `sentence`, `source`, `quote`, `confidence`, `retrieved`, `reviewBy`,
    `due`, `disputedBy`, `merges`, and `spans`, each with `regions`, `from`, `until` and how far sources differ."""
    source = claim.source
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "sentence": claim.sentence,
        "spans": [_span(window) for window in claim.windows],
        "source": {
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind.value,
            "published": source.published,
            "url": source.url,
            "readThroughACopy": source.is_read_through_a_copy,
        },
        "quote": claim.quote or None,
        "confidence": claim.confidence.value,
        "retrieved": claim.retrieved.isoformat(),
        "reviewBy": claim.review_by.isoformat(),
        "due": claim.is_due(today),
        "disputedBy": list(claim.disputed_by),
        "merges": list(claim.merges),
    }


def _span(span: Window) -> dict[str, Any]:
    days = {"from": span.first, "until": span.last, "fromEarliest": span.earliest, "untilLatest": span.latest}
    return {"regions": _codes(span.regions)} | {name: day.isoformat() if day else None for name, day in days.items()}


def _codes(found: frozenset[RegionCode]) -> list[str]:
    return ["all"] if found == regions.ALL else sorted(found)
