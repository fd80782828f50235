"""What a command's exit code says; each command's help says it as well."""

from enum import IntEnum
from typing import TYPE_CHECKING

from demur.core.problem import AttemptClosed

if TYPE_CHECKING:
    from demur.core.outcome import Outcome


class Exit(IntEnum):
    DONE = 0
    """Done and confirmed, or nothing to do; a valid receipt."""
    NOT_SO = 1
    """Seen, and it is not what was asked; a receipt that is not valid."""
    CANNOT_TELL = 2
    """What it is now can't be told, or the receipt of it could not be saved."""
    REFUSED = 3
    """Refused, called off, or a problem before anything was sent."""
    NEEDS_MEMBER = 4
    """Looked at, and something has to be done by the member: they are signed out, or a page changed."""
    USAGE = 64
    """The command was written wrongly (EX_USAGE of sysexits.h)."""
    INTERRUPTED = 130
    """Ctrl-C, as shells have it: 128 and the number of the signal."""
    UNHEARD = 141
    """Whoever read our output went away: 128 and the number of SIGPIPE."""


def exit_of(outcome: "Outcome") -> Exit:
    """Return the exit code of an outcome; a change without its receipt is not done."""
    from demur.core.outcome import Verdict  # `verify` has none

    of_verdict = {
        Verdict.CONFIRMED: Exit.DONE,
        Verdict.OBSERVED: Exit.DONE,
        Verdict.UNCHANGED: Exit.NOT_SO,
        Verdict.SEEN_ONCE: Exit.CANNOT_TELL,
        Verdict.UNKNOWN: Exit.CANNOT_TELL,
        Verdict.TOLD: Exit.DONE,
        Verdict.NOT_FOUND: Exit.CANNOT_TELL,
        Verdict.SENT: Exit.DONE,
        Verdict.ANSWERED: Exit.DONE,
    }
    found = of_verdict[outcome.verdict]
    is_unsaved = outcome.not_saved is not None and not isinstance(outcome.not_saved, AttemptClosed)
    return Exit.CANNOT_TELL if is_unsaved and found is Exit.DONE else found
