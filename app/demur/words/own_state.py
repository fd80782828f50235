"""What is known of a setting that a member minds in their own browser: whose word it is, and since when."""

from demur.core.account import LastSeen
from demur.core.setting import State
from demur.core.telling import Reason
from demur.words import QT_TRANSLATE_NOOP, say
from demur.words.states import HEADLINE

TOLD: dict[str, str] = {
    State.OFF: QT_TRANSLATE_NOOP("Demur", "Off, as you told us {when}"),
    State.ON: QT_TRANSLATE_NOOP("Demur", "On, as you told us {when}"),
    Reason.NOT_FOUND: QT_TRANSLATE_NOOP("Demur", "Not known: you couldn't find it {when}"),
    Reason.REFUSED: QT_TRANSLATE_NOOP("Demur", "{platform} refused, as you told us {when}"),
    Reason.UNCLEAR: QT_TRANSLATE_NOOP("Demur", "{platform} answered, as you told us {when}, and it is not clear"),
    Reason.NO_ANSWER_YET: QT_TRANSLATE_NOOP("Demur", "Request sent, as you told us {when}"),
}
AGREED = QT_TRANSLATE_NOOP("Demur", "{platform} agreed, as you told us {when}")
"""To a form: whether its data is used no longer, nobody sees."""
TOLD_TEXT = QT_TRANSLATE_NOOP("Demur", "Demur has not seen it itself. Look again whenever you like.")
FORM_TEXT = QT_TRANSLATE_NOOP("Demur", "Demur has not seen it itself. You can send the form again whenever you like.")
READ_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "Demur read that from the platform {when}. What you find in your own browser, only you can tell."
)
UNREAD_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "Demur tried to read it {when}, and could not. What you find in your own browser, only you can tell."
)


def headline(last: LastSeen, platform: str, when: str, is_form: bool = False) -> str:
    """Return what is known, by whom: never “you told us” of what was read, nor the other way round."""
    if not last.is_told:
        return say(HEADLINE[last.state])
    if is_form and last.state is State.OFF:
        return say(AGREED, platform=platform, when=when)
    form = TOLD.get(last.state) or TOLD.get(last.reason or "") or TOLD[Reason.NOT_FOUND]
    return say(form, platform=platform, when=when)


def text(last: LastSeen, when: str, is_form: bool = False) -> str:
    """Return how that is known, and what the member can do about it."""
    if last.is_told:
        return say(FORM_TEXT if is_form else TOLD_TEXT)
    return say(UNREAD_TEXT if last.state is State.UNKNOWN else READ_TEXT, when=when)
