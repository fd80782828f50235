"""How we know, in words for the receipt: English, since receipts are read by strangers."""

from demur.core.entry import PAGE, Unseen
from demur.core.ports import Line
from demur.core.problem import Problem
from demur.core.reading import Reading
from demur.core.route import ApplyWay

ASKED = "The member confirmed a preview in this program; nothing was sent to the platform yet."

_LOOKED = "Identity and setting read on one new connection; nothing was applied."
_LOOKED_AT_PAGE = "The setting was read from the platform's own page, opened in this program; nothing was applied."
_ENDED = "The program ended during the attempt, so whether the write was sent is not known."
_ENDED_ON_PAGE = "The program ended during the attempt, so whether the switch was pressed is not known."
_PRESSED = {
    ApplyWay.FOR_ME: "The switch was pressed by this program on the platform's page.",
    ApplyWay.MYSELF: "The member pressed the switch on the platform's own page, opened in this program.",
}
_NOT_PRESSED = {
    ApplyWay.FOR_ME: "Whether the platform took this program's press of its switch was not seen ({code}).",
    ApplyWay.MYSELF: "That the member's own press took was not seen on the page, opened in this program ({code}).",
}
_PAST_CACHES = "Read back after loading the page anew past caches and service workers."
_NOT_PAST_CACHES = "Read back from the page, but a stored copy may have answered."
_NOBODY_NAMED = "The page names nobody; no sign-in was seen between the readings."
_ACCOUNT_UNSURE = "The page names nobody, and a sign-in may have come between the readings."


def looked(line: Line, reading: Reading, names_nobody: bool) -> str:
    """Return how a state is known that was looked at and not changed."""
    if line.connector.kind != PAGE:
        return _LOOKED
    return " ".join((_LOOKED_AT_PAGE, *_whose(reading, names_nobody)))


def closed(
    line: Line, after: Reading | Unseen, write_problem: Problem | None, is_resumed: bool, names_nobody: bool
) -> str:
    """Return what is known of a write, and of the reading after it."""
    is_page = line.connector.kind == PAGE
    write = (_press if is_page else _write)(line, write_problem, is_resumed)
    if isinstance(after, Unseen):
        return f"{write} The setting could not be read afterwards ({after.reason})."
    if is_page:
        read = _PAST_CACHES if after.is_firsthand else _NOT_PAST_CACHES
        return " ".join((write, read, *_whose(after, names_nobody)))
    if not after.is_firsthand:
        return f"{write} Read afterwards on a new connection, but a cache may have answered."
    return f"{write} Read afterwards on a new connection, with caches bypassed and the identity asked again."


def _write(_: Line, problem: Problem | None, is_resumed: bool) -> str:
    if is_resumed:
        return _ENDED
    if problem is None:
        return "The write was answered with success."
    return f"The write was not answered with success ({problem.code})."


def _press(line: Line, problem: Problem | None, is_resumed: bool) -> str:
    if is_resumed:
        return _ENDED_ON_PAGE
    return _PRESSED[line.way] if problem is None else _NOT_PRESSED[line.way].format(code=problem.code)


def _whose(reading: Reading, names_nobody: bool) -> tuple[str, ...]:
    if not names_nobody:
        return ()
    return (_NOBODY_NAMED if reading.is_account_sure else _ACCOUNT_UNSURE,)
