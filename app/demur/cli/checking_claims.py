"""`demur platforms check` on a file of claims: whether it can be used whole, or its line and the reason."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from demur.cli import meaning
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.core.problem import MeaningBroken
from demur.product import Product
from demur.words import meaning as words
from demur.words import problems, say


def is_one(file: Path) -> bool:
    """Tell a file of claims from a platform's, in which this header never stands."""
    with suppress(OSError):  # whoever reads it as a platform's will say why
        return b"[[claim]]" in file.read_bytes()
    return False


def check(file: Path, product: Product, console: Console) -> Exit:
    """JSON: `usable`, `platform` (null), `broken` (or null), and `meaning` (see `meaning.document`), or null."""
    try:
        claims = product.rooms.library.check(file)
    except MeaningBroken as problem:
        console.tell(problems.sentence(problem))
        console.answer({"usable": False, "platform": None, "broken": dict(problem.details), "meaning": None})
        return Exit.NOT_SO
    numbers = {"count": len(claims.by_id), "due": len(claims.due(datetime.now(UTC).date()))}
    known = {"name": claims.name, "setting": claims.setting, "day": claims.retrieved.isoformat()}
    console.tell(say(words.FILE_USABLE, file=file.name, **known, **numbers))
    console.answer({"usable": True, "platform": None, "broken": None, "meaning": meaning.document(claims)})
    return Exit.DONE
