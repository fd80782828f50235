"""`demur meaning`: what a setting means in a region, on a day, and on whose word."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.signing import named_region
from demur.core.setting import RegionCode
from demur.meaning import regions
from demur.meaning.claim import Claim, Window
from demur.meaning.claims import Claims
from demur.meaning.guide import Part, Told, tell
from demur.wiring import Product
from demur.words import meaning as words
from demur.words import problems, say, window

HEADINGS = {
    Part.DOES: window.DOES,
    Part.DOES_NOT: window.DOES_NOT,
    Part.TIMELINE: words.TIMELINE,
    Part.DISPUTED: window.DISPUTED,
    Part.ACT: words.ACT,
    Part.ELSE: words.ELSE,
    Part.WHERE: words.WHERE,
    Part.WEAK: words.WEAK,
}


def meaning(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Say what holds for a platform, list the platforms, or list what waits to be checked again."""
    today = datetime.now(UTC).date()
    if arguments.take or arguments.undo:
        from demur.cli import taking_claims  # few ever do

        return taking_claims.take_or_undo(arguments, product, console)
    if arguments.due:
        return _due(_chosen(product, arguments.platform), console, today)
    if arguments.platform is None:
        if arguments.region or arguments.on:
            raise Unclear(say(words.NEEDS_PLATFORM))
        return _list(product, console)
    (claims,) = _chosen(product, arguments.platform)
    region = named_region(arguments.region, is_needed=True)
    return _say(claims, tell(claims, region, arguments.on or today, today), console)


def _chosen(product: Product, platform: str | None) -> list[Claims]:
    """Return the claims about a platform, or about all. Raises `MeaningBroken`, and `Unclear` for an unknown one."""
    library = product.rooms.library
    if platform is None:
        return [library.find(found) for found in library.ids()]
    if platform.casefold() not in library.ids():
        raise Unclear(say(words.NO_SUCH, platform=platform, ids=", ".join(library.ids())))
    return [library.find(platform.casefold())]


def _list(product: Product, console: Console) -> Exit:
    """JSON: `platforms`, each with `id`, `name`, `setting`, `claims` (their number), `digest`, `retrieved`; and
    `broken`, each with `file`, `line`, `reason`."""
    found, broken = product.rooms.library.all()
    for held in found:
        console.tell(say(words.LISTED, **facts(held), count=len(held.by_id), day=held.retrieved.isoformat()))
    for problem in broken:
        console.tell(problems.sentence(problem))
    documents = [document(held) for held in found]
    console.answer({"platforms": documents, "broken": [dict(problem.details) for problem in broken]})
    return Exit.DONE


def _due(chosen: Iterable[Claims], console: Console, today: date) -> Exit:
    """JSON: `due`, each with `platform` and what `_claim` gives."""
    chosen = list(chosen)
    waiting = [(held, claim) for held in chosen for claim in held.due(today)]
    for _, claim in waiting:
        days = {"retrieved": claim.retrieved.isoformat(), "due": claim.review_by.isoformat()}
        console.tell(say(words.DUE_LINE, id=claim.id, **days))
        console.tell(claim.sentence, indent=2)
    if not waiting:
        following = min(claim.review_by for held in chosen for claim in held.by_id.values())
        console.tell(say(words.NONE_DUE, day=following.isoformat()))
    console.answer({"due": [{"platform": held.platform} | _claim(claim, today) for held, claim in waiting]})
    return Exit.DONE


def _say(claims: Claims, told: Told, console: Console) -> Exit:
    """JSON: `platform`, `name`, `setting`, `digest`, `region`, `on`, `standing` (`word`, `sentence`, `claims`), and
    `parts`, each with `part` and `claims` (see `_claim`)."""
    region = regions.name_of(told.region) or told.region
    standing = say(words.STANDING[told.standing.word])
    console.tell(say(words.HEADING, name=claims.name, setting=claims.setting, region=region, day=told.on.isoformat()))
    console.tell(standing)
    if claims.is_taken:
        console.tell(say(words.IS_TAKEN))
    if not told.parts():
        console.tell(say(words.NOTHING))
    for part, held in told.parts():
        console.tell("")
        console.tell(f"{say(HEADINGS[part])}:")
        for claim in held:
            _tell(claim, told, console, is_dated=part is Part.TIMELINE)
    parts = [{"part": part.value, "claims": [_claim(claim, told.today) for claim in of]} for part, of in told.parts()]
    word = {"word": told.standing.word.value, "sentence": standing, "claims": list(told.standing.claims)}
    where = {"region": told.region, "on": told.on.isoformat(), "standing": word, "parts": parts}
    console.answer(document(claims) | where)
    return Exit.DONE


def _tell(claim: Claim, told: Told, console: Console, *, is_dated: bool) -> None:
    source, span = claim.source, claim.span(told.region)
    if is_dated and span is not None:
        console.tell(when(span.as_known_on(told.on)), indent=2)
    console.tell(claim.sentence, indent=2)
    kind, confidence = say(words.SOURCE_KIND[source.kind]), say(words.CONFIDENCE[claim.confidence])
    named = {"title": source.title, "publisher": source.publisher, "published": source.published}
    console.tell(say(words.SOURCE_LINE, **named, kind=kind, confidence=confidence, id=claim.id), indent=4)
    if claim.quote:
        console.tell(say(words.QUOTE_LINE, quote=claim.quote), indent=4)
    if source.url:
        console.tell(source.url, indent=4)
    if source.is_read_through_a_copy:
        console.tell(say(words.COPY_LINE), indent=4)
    if claim.is_due(told.today):
        console.tell(say(window.OVERDUE, day=claim.retrieved.isoformat()), indent=4)


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
