"""For each problem one sentence that says what happened, and one that says what to do next."""

import re
from string import Formatter
from typing import NamedTuple

from demur.core.problem import Problem
from demur.words import QT_TRANSLATE_NOOP, say
from demur.words.ledger_problems import LEDGER_WORDS
from demur.words.login_problems import LOGIN_WORDS
from demur.words.network import PROXY_WORDS
from demur.words.page_problems import PAGE_WORDS
from demur.words.time_problems import TIME_WORDS
from demur.words.vault_problems import VAULT_WORDS


class Words(NamedTuple):
    """What is said of one code of problem."""

    sentence: str
    next_step: str


_words = Words

WORDS: dict[str, Words] = {
    "platform-unreachable": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform could not be reached."),
        QT_TRANSLATE_NOOP("Demur", "Check your connection, then check the setting again."),
    ),
    "offline": _words(
        QT_TRANSLATE_NOOP("Demur", "This computer has no network at the moment, so the platform was not asked."),
        QT_TRANSLATE_NOOP("Demur", "Connect it, then check the setting again."),
    ),
    "platform-refused": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform refused the request (status {status})."),
        QT_TRANSLATE_NOOP("Demur", "Check again to see what the setting is now."),
    ),
    "platform-failing": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform reported a fault of its own (status {status})."),
        QT_TRANSLATE_NOOP("Demur", "Wait a few minutes, then check again."),
    ),
    "signed-out": _words(
        QT_TRANSLATE_NOOP("Demur", "You are no longer signed in at the platform."),
        QT_TRANSLATE_NOOP("Demur", "Add the account again to sign in; your receipts stay where they are."),
    ),
    "account-closed": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform says that this account is closed."),
        QT_TRANSLATE_NOOP(
            "Demur", "If you closed it, remove it here; your receipts stay. If you did not, ask the platform."
        ),
    ),
    "letter-not-here": _words(
        QT_TRANSLATE_NOOP("Demur", "Demur has no letter for members who live in {region}."),
        QT_TRANSLATE_NOOP("Demur", "Its letters are for the EU, the EEA, the United Kingdom and Switzerland."),
    ),
    "no-relapse": _words(
        QT_TRANSLATE_NOOP("Demur", "No two receipts say that this setting was off for certain and is on again."),
        QT_TRANSLATE_NOOP("Demur", "Check the setting: where it is on again, a receipt is made of that."),
    ),
    "nobody-blamed": _words(
        QT_TRANSLATE_NOOP("Demur", "A complaint says that you did not switch it on, and you have not said so here."),
        QT_TRANSLATE_NOOP("Demur", "If it wasn't you, say so first: “demur answer {id} no”, or in the window."),
    ),
    "extension-late": _words(
        QT_TRANSLATE_NOOP("Demur", "More time counts only where it was asked for by {day}, within the first month."),
        QT_TRANSLATE_NOOP("Demur", "The answer stays due on that day. You can record their answer when it comes."),
    ),
    "no-letter-sent": _words(
        QT_TRANSLATE_NOOP("Demur", "No letter or form of this account waits for an answer."),
        QT_TRANSLATE_NOOP("Demur", "Record one that you sent with “demur letter sent {id} --on DATE”."),
    ),
    "rate-limited": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform asks for fewer requests."),
        QT_TRANSLATE_NOOP("Demur", "Wait a while, then check again."),
    ),
    "reply-unreadable": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform's answer can't be read as expected (at {what})."),
        QT_TRANSLATE_NOOP("Demur", "Nothing is assumed from it. Look at the setting on the platform's own page."),
    ),
    "reply-too-large": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform's answer is far larger than it should be, so it was not read."),
        QT_TRANSLATE_NOOP("Demur", "Look at the setting on the platform's own page, and try again later."),
    ),
    "redirect-refused": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform tried to send Demur somewhere else, and Demur did not go."),
        QT_TRANSLATE_NOOP("Demur", "Try again later; if it stays so, the platform has changed and needs a new file."),
    ),
    "stale-write": _words(
        QT_TRANSLATE_NOOP("Demur", "The setting changed while you were looking, so nothing was changed over it."),
        QT_TRANSLATE_NOOP("Demur", "Look at the state shown now, and choose again."),
    ),
    "wrong-account": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform answered for another account than this one."),
        QT_TRANSLATE_NOOP("Demur", "Nothing is assumed from it. Add the account again to sign in as the right member."),
    ),
    "sign-in-refused": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform ended the sign-in ({error})."),
        QT_TRANSLATE_NOOP("Demur", "Nothing was kept. Start again whenever you like."),
    ),
    "sign-in-cancelled": _words(
        QT_TRANSLATE_NOOP("Demur", "You called the sign-in off."),
        QT_TRANSLATE_NOOP("Demur", "Nothing was kept. Start again whenever you like."),
    ),
    "sign-in-timed-out": _words(
        QT_TRANSLATE_NOOP("Demur", "The sign-in in the browser was not finished in time."),
        QT_TRANSLATE_NOOP("Demur", "Start again; you have ten minutes each time."),
    ),
    "sign-in-not-trusted": _words(
        QT_TRANSLATE_NOOP("Demur", "Something in the sign-in was not as it must be ({what}), so it was stopped."),
        QT_TRANSLATE_NOOP("Demur", "Nothing was kept. Try again; if it happens twice, don't sign in here."),
    ),
    "browser-not-opened": _words(
        QT_TRANSLATE_NOOP("Demur", "No browser could be opened on this computer."),
        QT_TRANSLATE_NOOP("Demur", "Copy the address and open it in a browser on this computer."),
    ),
    "port-unavailable": _words(
        QT_TRANSLATE_NOOP("Demur", "This computer has no free local port for the sign-in to come back to."),
        QT_TRANSLATE_NOOP("Demur", "Close other programs that listen locally, then try again."),
    ),
    "vault-absent": _words(
        QT_TRANSLATE_NOOP("Demur", "This computer has no keyring that Demur trusts with your secrets."),
        QT_TRANSLATE_NOOP("Demur", "Set up a keyring, or choose a sealed file in Settings. Practice works without."),
    ),
    "vault-locked": _words(
        QT_TRANSLATE_NOOP("Demur", "Your keyring is locked."),
        QT_TRANSLATE_NOOP("Demur", "Unlock it with your system's own tool, then try again."),
    ),
    "vault-slow": _words(
        QT_TRANSLATE_NOOP("Demur", "Your keyring does not answer."),
        QT_TRANSLATE_NOOP("Demur", "See whether it waits for your password in another window, then try again."),
    ),
    "vault-refused": _words(
        QT_TRANSLATE_NOOP("Demur", "Your keyring refused the request."),
        QT_TRANSLATE_NOOP("Demur", "Open your system's keyring tool and see whether Demur may use it."),
    ),
    "receipt-key-missing": _words(
        QT_TRANSLATE_NOOP("Demur", "The key that seals your receipts is no longer where your secrets lie."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "Your receipts stay readable and can be checked. Restore the keyring to make new ones, or begin a new "
            "ledger: in Settings, or with “demur receipts new-ledger”.",
        ),
    ),
    "receipt-key-changed": _words(
        QT_TRANSLATE_NOOP("Demur", "The key among your secrets is not the one that sealed these receipts."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "Your receipts stay readable and can be checked. Restore the right keyring to make new ones, or begin a "
            "new ledger: in Settings, or with “demur receipts new-ledger”.",
        ),
    ),
    "ledger-damaged": _words(
        QT_TRANSLATE_NOOP("Demur", "The file of receipts is damaged ({what}). Nothing was changed in it."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "What is left can be read and exported. Restore a backup if you have one, or begin a new ledger beside it: "
            "in Settings, or with “demur receipts new-ledger”.",
        ),
    ),
    "ledger-behind": _words(
        QT_TRANSLATE_NOOP("Demur", "The file of receipts is older than it was, or differs from what it was ({what})."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "If you restored an old copy, that is why. Find the newer file, or begin a new ledger: in Settings, or "
            "with “demur receipts new-ledger”.",
        ),
    ),
    "ledger-newer": _words(
        QT_TRANSLATE_NOOP("Demur", "The file of receipts was made by a newer Demur."),
        QT_TRANSLATE_NOOP("Demur", "Start the newer version; this one changes nothing in it."),
    ),
    "folder-unusable": _words(
        QT_TRANSLATE_NOOP("Demur", "The folder {folder} can't be used ({why})."),
        QT_TRANSLATE_NOOP("Demur", "Make it writable for you, or start Demur with another data folder."),
    ),
    "folder-taken": _words(
        QT_TRANSLATE_NOOP("Demur", "In {folder} there is another {file} already, and it was left as it is."),
        QT_TRANSLATE_NOOP("Demur", "Choose an empty folder, or one with receipts of the same ledger."),
    ),
    "disk-full": _words(
        QT_TRANSLATE_NOOP("Demur", "The disk is full, so this was not saved."),
        QT_TRANSLATE_NOOP("Demur", "Free some space. Demur reads the setting again at its next start and saves that."),
    ),
    "attempt-closed": _words(
        QT_TRANSLATE_NOOP("Demur", "Another window or command finished this attempt already."),
        QT_TRANSLATE_NOOP("Demur", "Its receipt is in the list of receipts."),
    ),
    "already-there": _words(
        QT_TRANSLATE_NOOP("Demur", "The setting already is what you asked for."),
        QT_TRANSLATE_NOOP("Demur", "Nothing was sent. You can record what was seen as a receipt."),
    ),
    "not-offered": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform says it does not offer this setting to you."),
        QT_TRANSLATE_NOOP("Demur", "There is nothing to switch. Look again when it changes for where you are."),
    ),
    "preview-expired": _words(
        QT_TRANSLATE_NOOP("Demur", "This preview is older than five minutes, so nothing was sent."),
        QT_TRANSLATE_NOOP("Demur", "Look at a new preview and confirm that one."),
    ),
    "preview-unknown": _words(
        QT_TRANSLATE_NOOP("Demur", "This code belongs to no preview that is waiting; each works once."),
        QT_TRANSLATE_NOOP("Demur", "Look at a new preview and confirm that one."),
    ),
    "confirmation-needed": _words(
        QT_TRANSLATE_NOOP("Demur", "Nothing was sent: a real account is changed only at your own word."),
        QT_TRANSLATE_NOOP("Demur", "Confirm in a terminal, or run the command again with --confirm {code}."),
    ),
    "busy-elsewhere": _words(
        QT_TRANSLATE_NOOP("Demur", "Another Demur is in the middle of an attempt."),
        QT_TRANSLATE_NOOP("Demur", "Wait until it is done, then try again."),
    ),
    "account-unknown": _words(
        QT_TRANSLATE_NOOP("Demur", "There is no such account here."),
        QT_TRANSLATE_NOOP("Demur", "See which accounts there are with “demur status”."),
    ),
    "platform-unknown": _words(
        QT_TRANSLATE_NOOP("Demur", "There is no platform called {platform} here."),
        QT_TRANSLATE_NOOP("Demur", "See which platforms there are with “demur platforms”."),
    ),
    "platform-not-allowed": _words(
        QT_TRANSLATE_NOOP("Demur", "{name} was added by you, not by Demur. It would speak with: {hosts}."),
        QT_TRANSLATE_NOOP("Demur", "Agree to exactly these hosts first, if you trust the file."),
    ),
    "platform-file-broken": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform file {file} is refused: line {line}: {reason}."),
        QT_TRANSLATE_NOOP("Demur", "Mend the file or remove it; other platforms work as before."),
    ),
    "meaning-broken": _words(
        QT_TRANSLATE_NOOP("Demur", "The explanations in {file} are refused: line {line}: {reason}."),
        QT_TRANSLATE_NOOP("Demur", "Explanations are missing for now; everything else works."),
    ),
    "meaning-older": _words(
        QT_TRANSLATE_NOOP(
            "Demur", "This file about {name} is not newer than what Demur tells now, which was looked up on {day}."
        ),
        QT_TRANSLATE_NOOP("Demur", "Nothing was changed. Whoever gave you the file may have a newer one."),
    ),
    "practice-not-started": _words(
        QT_TRANSLATE_NOOP("Demur", "The practice platform did not start."),
        QT_TRANSLATE_NOOP("Demur", "Try again; if it stays so, start Demur again."),
    ),
    "in-own-browser": _words(
        QT_TRANSLATE_NOOP(
            "Demur", "At {platform} you change this in your own browser; Demur does not go there itself."
        ),
        QT_TRANSLATE_NOOP("Demur", "Demur shows you the way: demur guide {id}"),
    ),
    "reached-by-demur": _words(
        QT_TRANSLATE_NOOP("Demur", "{platform} is a platform that Demur reaches itself, so there is nothing to tell."),
        QT_TRANSLATE_NOOP("Demur", "Check the setting, or opt out, with Demur."),
    ),
    "nothing-to-opt-out-of": _words(
        QT_TRANSLATE_NOOP("Demur", "At {platform} there is nothing to opt out of."),
        QT_TRANSLATE_NOOP("Demur", "Demur shows you why: demur guide {id}"),
    ),
    "no-form-known": _words(
        QT_TRANSLATE_NOOP("Demur", "Demur knows of no form of {platform}'s for this where you live."),
        QT_TRANSLATE_NOOP("Demur", "Nothing was recorded. Look on the platform's own pages."),
    ),
    "attempt-open": _words(
        QT_TRANSLATE_NOOP("Demur", "You began the other way round before, and have not said what came of it."),
        QT_TRANSLATE_NOOP("Demur", "Say first what came of that."),
    ),
    "nothing-begun": _words(
        QT_TRANSLATE_NOOP("Demur", "Nothing waits for your answer here."),
        QT_TRANSLATE_NOOP("Demur", "Begin with “demur guide {id}”, or record an earlier opt-out with “demur record”."),
    ),
    "nothing-asked": _words(
        QT_TRANSLATE_NOOP("Demur", "Demur has not seen this setting on again, so there is nothing to answer."),
        QT_TRANSLATE_NOOP("Demur", "See what it is now with “demur status”."),
    ),
    "who-switched-it": _words(
        QT_TRANSLATE_NOOP("Demur", "You told us whether you switched it on; that says nothing of what it is now."),
        QT_TRANSLATE_NOOP("Demur", "Check the setting to see what it is now."),
    ),
    "request-answered": _words(
        QT_TRANSLATE_NOOP("Demur", "The answer to this request is recorded already."),
        QT_TRANSLATE_NOOP("Demur", "Its receipt is in the list of receipts."),
    ),
    "date-ahead": _words(
        QT_TRANSLATE_NOOP("Demur", "This date is still to come, so nothing was recorded."),
        QT_TRANSLATE_NOOP("Demur", "Give the day on which it happened."),
    ),
    "picture-too-large": _words(
        QT_TRANSLATE_NOOP("Demur", "This picture is larger than 2 MiB, so nothing was recorded."),
        QT_TRANSLATE_NOOP("Demur", "Choose a picture of the switch alone, or go on without one."),
    ),
    "picture-unreadable": _words(
        QT_TRANSLATE_NOOP("Demur", "This file is no whole PNG or JPEG picture, so nothing was recorded."),
        QT_TRANSLATE_NOOP("Demur", "Choose another picture, or go on without one."),
    ),
    "name-unusable": _words(
        QT_TRANSLATE_NOOP(
            "Demur", "This can't be used as a name: it is empty, too long, or hard to tell from another."
        ),
        QT_TRANSLATE_NOOP("Demur", "Give a short name of plain letters, such as the one you use at the platform."),
    ),
    "not-read": _words(
        QT_TRANSLATE_NOOP("Demur", "Demur did not read this: you look in your own browser."),
        QT_TRANSLATE_NOOP("Demur", "Say what you saw there."),
    ),
    "member-did-not-find": _words(
        QT_TRANSLATE_NOOP("Demur", "You told us that you could not find the setting."),
        QT_TRANSLATE_NOOP("Demur", "Try again, or look in the app on your phone."),
    ),
    "no-answer-yet": _words(
        QT_TRANSLATE_NOOP("Demur", "You told us that you sent the form; no answer is recorded yet."),
        QT_TRANSLATE_NOOP("Demur", "When the answer has come, record it."),
    ),
    "request-refused": _words(
        QT_TRANSLATE_NOOP("Demur", "You told us that the platform refused."),
        QT_TRANSLATE_NOOP("Demur", "You can ask it why, or turn to your data protection authority."),
    ),
    "answer-unclear": _words(
        QT_TRANSLATE_NOOP("Demur", "You told us that the platform's answer leaves open what it does."),
        QT_TRANSLATE_NOOP("Demur", "You can ask it again, in writing."),
    ),
    "form-beside-switch": _words(
        QT_TRANSLATE_NOOP("Demur", "This form is about more than the switch, so it says nothing of the switch."),
        QT_TRANSLATE_NOOP("Demur", "Look at the switch as well."),
    ),
    "stored-copy": _words(
        QT_TRANSLATE_NOOP("Demur", "Only a stored copy answered in the platform's place."),
        QT_TRANSLATE_NOOP("Demur", "Check again in a while."),
    ),
    "state-unknown": _words(
        QT_TRANSLATE_NOOP("Demur", "What was seen doesn't say what the setting is."),
        QT_TRANSLATE_NOOP("Demur", "Check again in a while."),
    ),
    **{
        code: Words(*words)
        for code, words in (PAGE_WORDS | PROXY_WORDS | LEDGER_WORDS | VAULT_WORDS | TIME_WORDS | LOGIN_WORDS).items()
    },
}


def sentence(problem: Problem) -> str:
    """Return what happened, in one sentence."""
    return say(WORDS[problem.code].sentence, **problem.details)


def next_step(problem: Problem) -> str:
    """Return what the member can do now, in one sentence."""
    return say(WORDS[problem.code].next_step, **problem.details)


_ASIDE = re.compile(r" \([^()]*\?\)")
"""A remark in brackets whose detail is no longer known."""


def reason(code: str) -> str:
    """Return the sentence for a code that was kept without its details."""
    if code not in WORDS:
        return code
    template = WORDS[code].sentence
    blanks = {name for _, name, _, _ in Formatter().parse(template) if name}
    text = say(template, **dict.fromkeys(blanks, "?"))
    return _ASIDE.sub("", text)


def step(code: str) -> str:
    """Return the next step for a code that was kept without its details; nothing where it hangs on them."""
    template = WORDS[code].next_step if code in WORDS else ""
    has_blanks = any(name for _, name, _, _ in Formatter().parse(template))
    return "" if has_blanks or not template else say(template)
