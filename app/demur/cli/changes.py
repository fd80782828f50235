"""What a look showed to have changed, on a terminal and for programs, and the question who did it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from demur.cli.documents import receipt_document
from demur.core.account import AccountId
from demur.core.outcome import Seen
from demur.core.telling import Said
from demur.core.wording import Change, Reworded, Run, differences
from demur.product import Product
from demur.receipts.moment import moment_text
from demur.words import changes, outcomes, problems, say, states

Tell = Callable[[str], None]


def moment(at: datetime) -> str:
    """Return a time as the commands print it: to the second, in UTC, as in receipts."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def tell_change(seen: Seen, tell: Tell) -> None:
    """Say that a switch is on again, or that the platform says something else beside it, and where that is recorded."""
    if seen.changed_since is not None:
        tell(outcomes.turned_on(moment(seen.changed_since)))
        tell(outcomes.turned_on_record(seen))
    elif seen.not_saved is not None:
        tell(problems.sentence(seen.not_saved))
        tell(problems.next_step(seen.not_saved))
    if seen.reworded is not None:
        _tell_words(seen, seen.reworded, tell)


def ask_who(product: Product, account: AccountId, tell: Tell) -> None:
    """Ask the member whether they switched it on, where that is not answered yet."""
    if product.on_again.may_be(account) and (event := product.on_again.event(account)) and event.is_waiting:
        commands = ", ".join(f"demur answer {account} {said}" for said in Said)
        tell(say(changes.ASK_COMMANDS, commands=commands))


def change_document(seen: Seen | None) -> dict[str, Any]:
    """Return `changedSince`, `receipt`, `notSaved`: where a switch is on again, since when, and the record of it.

    `reworded` is null, or has `receipt` (the number of the one that was made under other words), `before` (null where
    they were not kept), `now`, and `keptIn` (the number of the receipt that keeps the new ones, or null).
    """
    if seen is None:
        return {"changedSince": None, "receipt": None, "notSaved": None, "reworded": None}
    return {
        "changedSince": moment_text(seen.changed_since) if seen.changed_since else None,
        "receipt": receipt_document(seen.receipt) if seen.receipt else None,
        "notSaved": seen.not_saved.code if seen.not_saved else None,
        "reworded": _words_document(seen, seen.reworded) if seen.reworded else None,
    }


def on_again_document(product: Product, account: AccountId) -> dict[str, Any] | None:
    """Return the newest time that a switch was on again: `receipt`, `off` (numbers, or null), `said` (or null) and
    `isOffSince`; None where it never was."""
    event = product.on_again.event(account) if product.on_again.may_be(account) else None
    if event is None:
        return None
    return {
        "receipt": event.observation.index,
        "off": event.off.index if event.off else None,
        "said": event.said,
        "isOffSince": event.is_off_since,
    }


def _words_document(seen: Seen, found: Reworded) -> dict[str, Any]:
    kept = seen.words_receipt.index if seen.words_receipt else None
    return {"receipt": found.receipt.index, "before": found.before, "now": found.now, "keptIn": kept}


def _tell_words(seen: Seen, found: Reworded, tell: Tell) -> None:
    tell(say(changes.REWORDED, number=found.receipt.index) + ".")
    tell(say(changes.REWORDED_TEXT, state=states.state_word(seen.reading.state)))
    if seen.words_receipt is not None:
        tell(say(changes.REWORDED_KEPT, number=seen.words_receipt.index))
    if found.before is None:
        tell(say(changes.NOT_KEPT))
        return
    pairs = differences(found.before, found.now)
    for heading, side in ((say(changes.BEFORE_SHORT), 0), (say(changes.NOW), 1)):
        tell(f"{heading}:")
        for pair in pairs:
            if pair[side]:
                tell(f"  {' '.join(map(_marked, pair[side]))}")


def _marked(run: Run) -> str:
    return run.text if run.change is Change.SAME else say(changes.MARK[run.change], words=run.text)
