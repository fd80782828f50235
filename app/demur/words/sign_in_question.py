"""The question how a member signs in, and what it leads to."""

from demur.core.route import ApplyWay
from demur.core.sign_in import SignInWith
from demur.words import QT_TRANSLATE_NOOP

QUESTION = QT_TRANSLATE_NOOP("Demur", "How do you sign in there?")
WHY = QT_TRANSLATE_NOOP("Demur", "Not every way works with every sign-in. Your answer stays on this computer.")
ANSWERS = {
    SignInWith.PASSWORD: QT_TRANSLATE_NOOP("Demur", "With a password, or a code that I get"),
    SignInWith.PROVIDER: QT_TRANSLATE_NOOP("Demur", "With Google, Apple, Microsoft or a passkey"),
    SignInWith.UNSURE: QT_TRANSLATE_NOOP("Demur", "I'm not sure"),
}
SUGGESTED = {
    ApplyWay.OWN_BROWSER: QT_TRANSLATE_NOOP(
        "Demur",
        "Suggested: in your own browser. It works however you sign in; the receipt is weaker: it says “You told us”.",
    ),
    ApplyWay.MYSELF: QT_TRANSLATE_NOOP(
        "Demur",
        "Suggested: on the page shown in Demur, where you press the switch. Demur reads it back: a stronger receipt.",
    ),
    ApplyWay.FOR_ME: QT_TRANSLATE_NOOP(
        "Demur", "Suggested: sign in on the page shown in Demur, which then presses the switch and reads it back."
    ),
}
