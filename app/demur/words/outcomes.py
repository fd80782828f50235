"""What came of a choice, in short sentences: only a confirmed change may be called so."""

from demur.core.entry import Reported
from demur.core.outcome import Outcome, Seen, Step, Verdict
from demur.core.problem import AttemptClosed
from demur.core.reading import Reading
from demur.core.setting import State
from demur.words import QT_TRANSLATE_NOOP, own_browser, say
from demur.words.problems import next_step, reason, sentence
from demur.words.states import state_word

STEP = {
    Step.READ: QT_TRANSLATE_NOOP("Demur", "Reading who is signed in and what the setting is now"),
    Step.WRITE_DOWN: QT_TRANSLATE_NOOP("Demur", "Writing down what you asked for, before anything is sent"),
    Step.APPLY: QT_TRANSLATE_NOOP("Demur", "Making the change"),
    Step.READ_BACK: QT_TRANSLATE_NOOP("Demur", "Reading it back afresh"),
    Step.SEAL: QT_TRANSLATE_NOOP("Demur", "Sealing the receipt"),
}

CONFIRMED = {
    State.OFF: QT_TRANSLATE_NOOP("Demur", "Confirmed: you are opted out. {platform}'s switch is Off."),
    State.ON: QT_TRANSLATE_NOOP("Demur", "Confirmed: you are opted in again. {platform}'s switch is On."),
}
CONFIRMED_HERE = {
    State.OFF: QT_TRANSLATE_NOOP(
        "Demur",
        "Confirmed for the account signed in in this window, which you call {handle}: you are opted out. "
        "{platform}'s switch is Off.",
    ),
    State.ON: QT_TRANSLATE_NOOP(
        "Demur",
        "Confirmed for the account signed in in this window, which you call {handle}: you are opted in again. "
        "{platform}'s switch is On.",
    ),
}
"""Of a page that names nobody: whose account it is, the member says."""
SEEN_ONCE = QT_TRANSLATE_NOOP("Demur", "Seen once: {platform}'s switch shows {state}.")
UNCHANGED = QT_TRANSLATE_NOOP("Demur", "Not changed: {platform}'s switch is still {state}.")
UNKNOWN = QT_TRANSLATE_NOOP("Demur", "Not known: Demur can't tell what {platform}'s switch is now.")
MOVED = QT_TRANSLATE_NOOP("Demur", "Not as asked: {platform} now says {state}.")
OBSERVED = QT_TRANSLATE_NOOP("Demur", "Nothing to change: {platform}'s answer is {state}.")
RESUMED = QT_TRANSLATE_NOOP("Demur", "Demur ended in the middle of an attempt; it looked again and found: {headline}")

CONFIRMED_DETAIL = QT_TRANSLATE_NOOP(
    "Demur", "Demur asked again on a new connection, and {platform} answered {state} for {handle}."
)
CONFIRMED_HERE_DETAIL = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur loaded the page again, not from a stored copy, and it showed {state}. The page names nobody, so Demur goes "
    "by the name that you gave.",
)
SEEN_ONCE_DETAIL = QT_TRANSLATE_NOOP(
    "Demur", "A stored copy may have answered in {platform}'s place, so this is not certain. Look again later."
)
SEEN_ONCE_HERE_DETAIL = QT_TRANSLATE_NOOP(
    "Demur",
    "The page names nobody, and another account may have been signed in by then, so this is not certain. Look again "
    "later.",
)
WRITE_ACCEPTED = QT_TRANSLATE_NOOP("Demur", "{platform} answered the change with success.")
WRITE_REFUSED = QT_TRANSLATE_NOOP("Demur", "The change was not answered with success. {problem}")
WRITE_UNSURE = QT_TRANSLATE_NOOP("Demur", "Whether the change was sent before Demur ended is not known.")
READ_BACK_SHOWED = QT_TRANSLATE_NOOP("Demur", "Reading it back showed {state}.")
READ_BACK_FAILED = QT_TRANSLATE_NOOP("Demur", "The setting could not be read afterwards: {problem}")
SENT_ONCE = QT_TRANSLATE_NOOP("Demur", "Nothing was sent a second time. Look again in a while.")
TRY_AGAIN = QT_TRANSLATE_NOOP("Demur", "You can try again, or use the switch on {platform}'s own page.")
TOOK_ALL_THE_SAME = QT_TRANSLATE_NOOP("Demur", "It took effect all the same.")
OBSERVED_DETAIL = QT_TRANSLATE_NOOP(
    "Demur", "{platform} was only asked; no change was sent. What was seen is recorded."
)
STAYS_OPEN = QT_TRANSLATE_NOOP("Demur", "The attempt stays open, and Demur looks again at its next start.")
NOT_SAVED = QT_TRANSLATE_NOOP("Demur", "The receipt could not be saved: {problem} {next_step}")

TURNED_ON = QT_TRANSLATE_NOOP("Demur", "It was off on {when}, and it is on now. Demur can't see who changed it.")
TURNED_ON_RECORDED = QT_TRANSLATE_NOOP("Demur", "What was seen is recorded in receipt {number}.")


def turned_on(when: str) -> str:
    """Return what is said of a switch that was off at a time, and is on again."""
    return say(TURNED_ON, when=when)


def turned_on_record(seen: Seen) -> str:
    """Return where that is recorded, or why it isn't."""
    if seen.receipt is not None:
        return say(TURNED_ON_RECORDED, number=seen.receipt.index)
    problem = seen.not_saved
    return say(NOT_SAVED, problem=sentence(problem), next_step=next_step(problem)) if problem else ""


def step(made: Step) -> str:
    """Return what is being done now, as part of a list of steps."""
    return say(STEP[made])


def headline(outcome: Outcome, platform: str) -> str:
    """Return what may be said of an outcome, in one sentence."""
    if isinstance(outcome.after, Reported):
        return own_browser.headline(outcome, platform)
    words = _headline(outcome, platform)
    return say(RESUMED, headline=words) if outcome.is_resumed else words


def detail(outcome: Outcome, platform: str) -> str:
    """Return how that is known, what was answered, and what to do next."""
    if isinstance(outcome.after, Reported):
        return own_browser.detail(outcome)
    return " ".join([*_seen(outcome, platform), *_saved(outcome)])


def _headline(outcome: Outcome, platform: str) -> str:
    state = state_word(_state_after(outcome))
    if outcome.verdict is Verdict.CONFIRMED:
        form = (CONFIRMED_HERE if _is_named_by_member(outcome) else CONFIRMED)[outcome.requested]
        return say(form, platform=platform, handle=outcome.account.identity.handle)
    if outcome.verdict is Verdict.UNKNOWN:
        return say(MOVED if isinstance(outcome.after, Reading) else UNKNOWN, platform=platform, state=state)
    plain = {Verdict.SEEN_ONCE: SEEN_ONCE, Verdict.UNCHANGED: UNCHANGED, Verdict.OBSERVED: OBSERVED}
    return say(plain[outcome.verdict], platform=platform, state=state)


def _seen(outcome: Outcome, platform: str) -> list[str]:
    after = outcome.after
    if outcome.verdict is Verdict.OBSERVED:
        return [say(OBSERVED_DETAIL, platform=platform)]
    write = _write(outcome, platform)
    if not isinstance(after, Reading):
        return [write, say(READ_BACK_FAILED, problem=reason(after.reason or "state-unknown")), say(SENT_ONCE)]
    state = state_word(after.state)
    if outcome.verdict is Verdict.CONFIRMED:
        form = CONFIRMED_HERE_DETAIL if _is_named_by_member(outcome) else CONFIRMED_DETAIL
        shown = say(form, platform=platform, state=state, handle=after.identity.handle)
        return [write, say(TOOK_ALL_THE_SAME), shown] if outcome.write_problem else [shown]
    if outcome.verdict is Verdict.SEEN_ONCE:
        is_only_unsure_whose = after.is_firsthand and not after.is_account_sure
        return [write, say(SEEN_ONCE_HERE_DETAIL if is_only_unsure_whose else SEEN_ONCE_DETAIL, platform=platform)]
    return [write, say(READ_BACK_SHOWED, state=state), say(TRY_AGAIN, platform=platform)]


def _write(outcome: Outcome, platform: str) -> str:
    """Say what the platform answered to the change; an earlier run's answer is not known to this one."""
    if outcome.is_resumed:
        return say(WRITE_UNSURE)
    if outcome.write_problem:
        return say(WRITE_REFUSED, problem=sentence(outcome.write_problem))
    return say(WRITE_ACCEPTED, platform=platform)


def _saved(outcome: Outcome) -> list[str]:
    problem = outcome.not_saved
    if isinstance(problem, AttemptClosed):  # its receipt is there, by another hand
        return [sentence(problem), next_step(problem)]
    if problem:
        return [say(NOT_SAVED, problem=sentence(problem), next_step=next_step(problem))]
    return [say(STAYS_OPEN)] if outcome.receipt is None else []


def _is_named_by_member(outcome: Outcome) -> bool:
    """Tell whether a page was read that names nobody; what a member told us of it has words of its own."""
    return isinstance(outcome.after, Reading) and not outcome.after.identity.user_id


def _state_after(outcome: Outcome) -> State:
    return outcome.after.state if isinstance(outcome.after, Reading) else State.UNKNOWN
