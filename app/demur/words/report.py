"""A problem as a report: exactly what the member sees, may copy, and may give to whomever they like."""

from collections.abc import Iterator
from dataclasses import dataclass

from demur.core.mask import Mask
from demur.core.trouble import Failure, Trouble
from demur.words import QT_TRANSLATE_NOOP, say
from demur.words.problems import WORDS, reason

TITLE = QT_TRANSLATE_NOOP("Demur", "Report a problem")
INTRO = QT_TRANSLATE_NOOP(
    "Demur",
    "This is the whole report, to the letter. Demur sends it nowhere: you decide whether to copy it, and who gets it. "
    "Names, addresses, folders and secrets are masked, as in [account]. Please look whether anything is left.",
)
TEXT_NAME = QT_TRANSLATE_NOOP("Demur", "The report")
COPY = QT_TRANSLATE_NOOP("Demur", "&Copy")
COPY_NAME = QT_TRANSLATE_NOOP("Demur", "Copy")
SAVE = QT_TRANSLATE_NOOP("Demur", "&Save…")
SAVE_NAME = QT_TRANSLATE_NOOP("Demur", "Save the report")
SAVED = QT_TRANSLATE_NOOP("Demur", "Saved as {file}.")
NOT_SAVED = QT_TRANSLATE_NOOP("Demur", "It could not be saved: {why}")
FILE_NAME = "demur-report.txt"
OUTLINE = QT_TRANSLATE_NOOP("Demur", "What was seen on the page: its controls, and of all other text only its length")
CLOSE = QT_TRANSLATE_NOOP("Demur", "Close")

VERSIONS = QT_TRANSLATE_NOOP("Demur", "Demur {demur}, Python {python}, Qt {qt}")
SYSTEM = QT_TRANSLATE_NOOP("Demur", "System: {system}")
PROBLEM = QT_TRANSLATE_NOOP("Demur", "Problem: {code}")
MISTAKE = QT_TRANSLATE_NOOP("Demur", "Something went wrong inside Demur.")
DETAIL = QT_TRANSLATE_NOOP("Demur", "{name}: {value}")
CAUSE = QT_TRANSLATE_NOOP("Demur", "It came from: {kinds}")
FAILURE = QT_TRANSLATE_NOOP("Demur", "{kind}: {message}")
PLACE = QT_TRANSLATE_NOOP("Demur", "  {file}, line {line}, in {function}")
CAME_FROM = QT_TRANSLATE_NOOP("Demur", "That came from:")

_LONGEST = 500
"""Of a longer text, such as a whole page in an exception's message, this much says enough."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What the program runs on."""

    demur: str
    python: str
    qt: str
    system: str


def compose(trouble: Trouble, versions: Versions, mask: Mask) -> str:
    """Return the report, masked."""
    lines = [
        say(VERSIONS, demur=versions.demur, python=versions.python, qt=versions.qt),
        say(SYSTEM, system=mask.over(versions.system)),
        "",
        *(_problem(trouble, mask) if trouble.code else _mistake(trouble, mask)),
    ]
    return "\n".join(lines) + "\n"


def _problem(trouble: Trouble, mask: Mask) -> Iterator[str]:
    """Yield code, sentence and next step in the words the member saw, then the details and kinds of exceptions."""
    yield say(PROBLEM, code=trouble.code)
    details = {name: _short(mask, text) for name, text in trouble.details.items()}
    if trouble.failures:
        yield say(WORDS[trouble.code].sentence, **details)
        yield say(WORDS[trouble.code].next_step, **details)
    else:
        yield reason(trouble.code)
    yield from (say(DETAIL, name=name, value=text) for name, text in sorted(details.items()))
    if trouble.outline:
        yield ""
        yield say(OUTLINE)
        yield from (mask.over(line) for line in trouble.outline.split("\n"))  # which makes one line of many
    if len(trouble.failures) > 1:
        yield say(CAUSE, kinds=", ".join(failure.kind for failure in trouble.failures[1:]))


def _mistake(trouble: Trouble, mask: Mask) -> Iterator[str]:
    yield say(MISTAKE)
    for number, failure in enumerate(trouble.failures):
        if number:
            yield say(CAME_FROM)
        yield from _failure(failure, mask)


def _failure(failure: Failure, mask: Mask) -> Iterator[str]:
    yield say(FAILURE, kind=failure.kind, message=_short(mask, failure.message))
    for place in failure.places:
        yield say(PLACE, file=place.file, line=place.line, function=place.function)


def _short(mask: Mask, text: str) -> str:
    masked = mask.over(text)  # before it is cut: half a name would not be known again
    return masked if len(masked) <= _LONGEST else f"{masked[:_LONGEST]} […]"
