"""States, levels and regions of knowing, in words."""

from typing import TYPE_CHECKING

from demur.core.setting import Assurance, State
from demur.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from demur.core.account import Account

STATE = {
    State.ON: QT_TRANSLATE_NOOP("Demur", "On"),
    State.OFF: QT_TRANSLATE_NOOP("Demur", "Off"),
    State.NOT_OFFERED: QT_TRANSLATE_NOOP("Demur", "Not offered"),
    State.UNKNOWN: QT_TRANSLATE_NOOP("Demur", "Not known"),
}

HEADLINE = {
    State.ON: QT_TRANSLATE_NOOP("Demur", "Your data may be used to train generative AI"),
    State.OFF: QT_TRANSLATE_NOOP("Demur", "You are opted out: the switch is off"),
    State.NOT_OFFERED: QT_TRANSLATE_NOOP("Demur", "This setting is not offered to you"),
    State.UNKNOWN: QT_TRANSLATE_NOOP("Demur", "Demur can't tell what this setting is now"),
}

EXPLAINED = {
    State.ON: QT_TRANSLATE_NOOP("Demur", "{platform}'s switch is On. You can switch it off."),
    State.OFF: QT_TRANSLATE_NOOP("Demur", "{platform}'s switch is Off. You can switch it on again whenever you like."),
    State.NOT_OFFERED: QT_TRANSLATE_NOOP(
        "Demur",
        "{platform} says so itself for this account. There is nothing to switch, and that is not “off”.",
    ),
}

NOTHING = QT_TRANSLATE_NOOP("Demur", "Nothing to opt out of")
NOT_CHECKED = QT_TRANSLATE_NOOP("Demur", "Not checked yet")
CONFIRMED_OFF = QT_TRANSLATE_NOOP("Demur", "Off, confirmed")
CONFIRMED_ON = QT_TRANSLATE_NOOP("Demur", "On, confirmed")
PRACTICE = QT_TRANSLATE_NOOP("Demur", "Practice: {state}")

LEVEL = {
    Assurance.MEMBER_REPORTED: QT_TRANSLATE_NOOP("Demur", "You told us"),
    Assurance.REQUESTED: QT_TRANSLATE_NOOP("Demur", "Asked"),
    Assurance.ACKNOWLEDGED: QT_TRANSLATE_NOOP("Demur", "Sent, not yet confirmed"),
    Assurance.READ_BACK_SAME: QT_TRANSLATE_NOOP("Demur", "Sent, seen once"),
    Assurance.READ_BACK_INDEPENDENT: QT_TRANSLATE_NOOP("Demur", "Confirmed"),
}


def state_word(state: State) -> str:
    return say(STATE[state])


def account_state(account: "Account", has_choice: bool = True) -> str:
    """Return the short words for an account's newest known state, as they stand beside its name.

    Where the platform leaves no choice there is no state to look for, so none is missing.
    """
    if not has_choice:
        return say(NOTHING)
    words = _plain_state(account)
    return say(PRACTICE, state=words[:1].lower() + words[1:]) if account.is_practice else words


def _plain_state(account: "Account") -> str:
    last = account.last
    if last is None:
        return say(NOT_CHECKED)
    if last.assurance is Assurance.READ_BACK_INDEPENDENT and last.state in {State.ON, State.OFF}:
        return say(CONFIRMED_OFF if last.state is State.OFF else CONFIRMED_ON)
    if last.is_told:
        from demur.words import own_browser  # no start of an account that Demur reads needs it

        return own_browser.state(last) or state_word(last.state)
    return state_word(last.state)


def headline(account: "Account") -> str:
    """Return the largest words for a state that is known: what only the member said is told as that."""
    assert account.last is not None  # noqa: S101  # who calls looked
    if account.last.is_told:
        return _plain_state(account)
    return say(HEADLINE[account.last.state])


def explained(account: "Account", platform: str) -> str:
    """Return the sentence below an account's headline."""
    if account.last is None:
        return say(NOT_CHECKED)
    if account.last.state is State.UNKNOWN:
        from demur.words.problems import reason  # as above

        return reason(account.last.reason or "state-unknown")
    if account.last.is_told:
        from demur.words import own_browser

        return own_browser.explained(account.last, platform) or state_word(account.last.state)
    return say(EXPLAINED[account.last.state], platform=platform)
