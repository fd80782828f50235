"""`demur meaning --take FILE` and `--undo`: newer sentences from a file, after showing what they change."""

from argparse import Namespace
from datetime import date

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.product import Product
from demur.words import meaning as words
from demur.words import say


def take_or_undo(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Take a file in, or put back what it replaced. JSON: see the two functions below."""
    if arguments.due or (arguments.take and (arguments.undo or arguments.platform)) or arguments.region or arguments.on:
        raise Unclear(say(words.ONE_AT_A_TIME))
    return _take(arguments, product, console) if arguments.take else _undo(arguments, product, console)


def _take(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `platform`, `before` (a day, or null), `after`, `added`, `removed`, `changed` (ids), `standingChanged`, and
    `taken`: whether it counts now."""
    library = product.rooms.library
    new, found = library.changes(arguments.take)
    for line in words.changes(found, date.isoformat):
        console.note(line)
    is_taken = _is_wanted(arguments, console)
    if is_taken:
        library.take(arguments.take, new.digest)
        console.tell(say(words.TAKEN))
    ids = {"added": found.added, "removed": found.removed, "changed": found.changed}
    days = {"before": found.before.isoformat() if found.before else None, "after": found.after.isoformat()}
    listed = {name: [claim.id for claim in claims] for name, claims in ids.items()}
    more = {"standingChanged": found.is_standing_changed, "taken": is_taken}
    console.answer({"platform": new.platform} | days | listed | more)
    return Exit.DONE if is_taken else Exit.REFUSED


def _is_wanted(arguments: Namespace, console: Console) -> bool:
    if arguments.yes:
        return True
    if not console.is_terminal:
        console.note(say(words.TAKE_NEEDS_YES))
        return False
    if console.ask(say(words.TAKE_QUESTION)):
        return True
    console.note(say(words.TAKE_CALLED_OFF))
    return False


def _undo(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `platform`, `undone`."""
    platform, library = (arguments.platform or "").casefold(), product.rooms.library
    if not library.can_undo(platform):
        raise Unclear(say(words.UNDO_NOTHING, platform=arguments.platform or ""))
    library.undo(platform)
    console.tell(say(words.UNDONE))
    console.answer({"platform": platform, "undone": True})
    return Exit.DONE
