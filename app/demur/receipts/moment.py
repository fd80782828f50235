"""Times as a receipt writes them: RFC 3339 in UTC with `Z` and exactly three decimals (receipt-format part 1)."""

from datetime import UTC, datetime


def moment_text(at: datetime) -> str:
    """Return an aware time with three decimals, cut and not rounded, so that it is never in the future."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone says nothing")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def second_text(at: datetime) -> str:
    """Return the time without decimals, as Data Integrity's `created` has it (XMLSCHEMA11-2 dateTimeStamp)."""
    return moment_text(at)[:19] + "Z"


def parse_moment(text: str) -> datetime:
    """Return the time written by `moment_text` or `second_text`; ValueError for any other form or unreal date."""
    same = text.removesuffix("Z") + "+00:00"
    found = datetime.fromisoformat(same)
    if not text.endswith("Z") or found.isoformat(timespec="milliseconds" if "." in text else "seconds") != same:
        raise ValueError("not a moment")
    return found
