"""Words for platforms that have only a page: how one signs in there, and the three ways to apply a choice."""

from demur.core.route import ApplyWay
from demur.words import QT_TRANSLATE_NOOP

WAYS = QT_TRANSLATE_NOOP("Demur", "How it is done")
WAY = {
    ApplyWay.FOR_ME: QT_TRANSLATE_NOOP("Demur", "Switch it for me"),
    ApplyWay.MYSELF: QT_TRANSLATE_NOOP("Demur", "I'll switch it myself, on the page in Demur"),
    ApplyWay.OWN_BROWSER: QT_TRANSLATE_NOOP("Demur", "In my own browser"),
}
WAY_NAMED = QT_TRANSLATE_NOOP("Demur", "{way}. {good_for}")
WAY_KEPT = QT_TRANSLATE_NOOP("Demur", "Demur remembers your choice for this account.")
CONFIRM = {
    ApplyWay.MYSELF: (
        QT_TRANSLATE_NOOP("Demur", "&Show me the page"),
        QT_TRANSLATE_NOOP("Demur", "Show the platform's page, where I press the switch"),
    ),
    ApplyWay.OWN_BROWSER: (
        QT_TRANSLATE_NOOP("Demur", "&Go to the steps"),
        QT_TRANSLATE_NOOP("Demur", "Go to the steps for my own browser"),
    ),
}
WILL = {
    ApplyWay.FOR_ME: QT_TRANSLATE_NOOP(
        "Demur",
        "Demur presses the switch once on {platform}'s page, loads the page again, not from a stored copy, and reads "
        "it.",
    ),
    ApplyWay.MYSELF: QT_TRANSLATE_NOOP(
        "Demur",
        "{platform}'s page opens here and you press the switch; then Demur loads the page again and reads it.",
    ),
    ApplyWay.OWN_BROWSER: QT_TRANSLATE_NOOP(
        "Demur", "Demur does nothing on {platform}: you do it in your own browser, and tell us."
    ),
}

SIGN_IN_STEPS = (
    QT_TRANSLATE_NOOP("Demur", "Sign in on {platform}'s own page."),
    QT_TRANSLATE_NOOP("Demur", "Demur goes on by itself as soon as the page of the setting is there."),
    QT_TRANSLATE_NOOP("Demur", "If nothing happens after you have signed in, press “I am done”."),
)
NOT_THERE_STEPS = (
    QT_TRANSLATE_NOOP("Demur", "{platform} does not show the page of the setting yet, so you are not signed in here."),
    QT_TRANSLATE_NOOP("Demur", "Go on signing in, or leave and use your own browser."),
)
LOOKING_STEPS = (
    QT_TRANSLATE_NOOP("Demur", "Demur does not read this page now; look for yourself."),
    QT_TRANSLATE_NOOP("Demur", "What you change here has no receipt. For one, use your own browser and tell us."),
)
SIGN_IN_AGAIN = QT_TRANSLATE_NOOP("Demur", "Choose “Check again” and sign in on its page, in this window.")
LOOK = QT_TRANSLATE_NOOP("Demur", "&Look at the page")
LOOK_NAME = QT_TRANSLATE_NOOP("Demur", "Look at the page myself, in this window")
USE_OWN = QT_TRANSLATE_NOOP("Demur", "&In my own browser")
USE_OWN_NAME = QT_TRANSLATE_NOOP("Demur", "Do it in my own browser")
FIND = QT_TRANSLATE_NOOP("Demur", "Find “{label}” on the page.")
NOTICES = QT_TRANSLATE_NOOP("Demur", "Demur notices, loads the page again and reads it.")
MYSELF_STEPS = {
    "switch": (FIND, QT_TRANSLATE_NOOP("Demur", "Switch it yourself, and save it if the page asks you to."), NOTICES),
    "radio": (FIND, QT_TRANSLATE_NOOP("Demur", "Choose it yourself, and save it if the page asks you to."), NOTICES),
    "select": (
        FIND,
        QT_TRANSLATE_NOOP("Demur", "Choose “{option}” there yourself, and save it if the page asks you to."),
        NOTICES,
    ),
}
"""By the kind of control; of a pair of radio buttons, `label` is that of the one to choose."""
FLIPPED_BACK_STEPS = (
    QT_TRANSLATE_NOOP("Demur", "It went back to what it was, so the page did not keep the change."),
    QT_TRANSLATE_NOOP("Demur", "Try it again, or press “I am done” to stop here."),
)
ELSEWHERE_STEPS = (
    QT_TRANSLATE_NOOP("Demur", "This is another page than the one of the setting."),
    QT_TRANSLATE_NOOP("Demur", "Go back to it, or leave."),
)

TERMS = QT_TRANSLATE_NOOP("Demur", "Before Demur reads this page")
TERMS_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur would open {platform}'s page in this window and read one setting from it. It changes nothing without your "
    "word. In your own browser no program reads anything.",
)
TERMS_GO_ON = QT_TRANSLATE_NOOP("Demur", "Open and read it")
SIGNED_OUT_HERE = QT_TRANSLATE_NOOP("Demur", "You are not signed in at {platform} here")
SIGNED_OUT_HERE_TEXT = QT_TRANSLATE_NOOP("Demur", "Demur opens {platform}'s own page, and you sign in there.")
SIGN_IN = QT_TRANSLATE_NOOP("Demur", "&Sign in on the page")
SIGN_IN_NAME = QT_TRANSLATE_NOOP("Demur", "Sign in on the platform's own page, shown in this window")
PRACTICE_MEMBERS = QT_TRANSLATE_NOOP(
    "Demur", "On the page you sign in as one of {count} practice members; each shows another situation:"
)
NEVER_LIVE = QT_TRANSLATE_NOOP("Demur", "Not yet checked on the live site of {platform}.")
LIVE_HERE = QT_TRANSLATE_NOOP("Demur", "Read on this computer on {day}, on the live site.")
CALL_IT_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Only a name for your own list: the platform's page does not say whose account it is."
)
FORM = QT_TRANSLATE_NOOP("Demur", "Open the &objection form")
FORM_NAME = QT_TRANSLATE_NOOP("Demur", "Open the platform's objection form in your own browser")
CONTACTED = QT_TRANSLATE_NOOP("Demur", "What this page contacted")
STAYS = QT_TRANSLATE_NOOP("Demur", "You stay signed in on this computer.")
STAYS_FROM_NEXT = QT_TRANSLATE_NOOP("Demur", "From your next sign-in here on, you stay signed in on this computer.")
STAYS_NOT = QT_TRANSLATE_NOOP("Demur", "You are signed in until Demur closes.")
NOT_WITHOUT_SIGN_IN = QT_TRANSLATE_NOOP("Demur", "Sign in first; then this computer can keep the sign-in.")
LEFT = QT_TRANSLATE_NOOP("Demur", "Signed out at {platform} on this computer.")
