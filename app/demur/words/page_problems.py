"""The words for what can go wrong on a platform's own page."""

from demur.words import QT_TRANSLATE_NOOP

PAGE_WORDS: dict[str, tuple[str, str]] = {
    "page-changed": (
        QT_TRANSLATE_NOOP(
            "Demur", "The page is not as Demur knows it: what Demur looks for was not found ({expected})."
        ),
        QT_TRANSLATE_NOOP("Demur", "Nothing was read from it. Look at the page yourself, or use your own browser."),
    ),
    "control-ambiguous": (
        QT_TRANSLATE_NOOP(
            "Demur", "The page has several controls that could be this setting ({count}); Demur does not guess."
        ),
        QT_TRANSLATE_NOOP("Demur", "Look at the page yourself, or use your own browser."),
    ),
    "control-unusable": (
        QT_TRANSLATE_NOOP("Demur", "The page has the control, but it is hidden, covered or switched off."),
        QT_TRANSLATE_NOOP("Demur", "Look at the page yourself: a notice may lie over it."),
    ),
    "control-disagrees": (
        QT_TRANSLATE_NOOP("Demur", "The page says two different things about the setting's state."),
        QT_TRANSLATE_NOOP("Demur", "Check again in a while, or look in your own browser."),
    ),
    "page-moved": (
        QT_TRANSLATE_NOOP("Demur", "The platform led to another page ({address}), so the setting was not read."),
        QT_TRANSLATE_NOOP("Demur", "Check again, or look for the setting in your own browser."),
    ),
    "led-away": (
        QT_TRANSLATE_NOOP("Demur", "The page wanted to go to an address that is not one of its platform's ({host})."),
        QT_TRANSLATE_NOOP("Demur", "Demur stopped it. If you sign in through another service, use your own browser."),
    ),
    "challenge-met": (
        QT_TRANSLATE_NOOP("Demur", "The platform asks for more proof that it is you."),
        QT_TRANSLATE_NOOP("Demur", "Answer it on the platform's page, or use your own browser."),
    ),
    "page-crashed": (
        QT_TRANSLATE_NOOP("Demur", "The page stopped working."),
        QT_TRANSLATE_NOOP("Demur", "Check again to see what the setting is now."),
    ),
    "page-left": (
        QT_TRANSLATE_NOOP("Demur", "The page was closed before the setting was seen to change."),
        QT_TRANSLATE_NOOP("Demur", "Check again to see what the setting is now."),
    ),
    "change-unsettled": (
        QT_TRANSLATE_NOOP("Demur", "The switch was pressed, but nothing on the page showed that it was saved."),
        QT_TRANSLATE_NOOP("Demur", "Check again to see what the setting is now."),
    ),
    "sandbox-missing": (
        QT_TRANSLATE_NOOP("Demur", "The sandbox of the browser inside Demur does not hold on this computer."),
        QT_TRANSLATE_NOOP("Demur", "Only practice pages open here; use your own browser for real accounts."),
    ),
    "browser-part-changed": (
        QT_TRANSLATE_NOOP("Demur", "This browser part changed: it no longer says what a page's controls are."),
        QT_TRANSLATE_NOOP("Demur", "Use your own browser, and look for a newer Demur."),
    ),
    "needs-window": (
        QT_TRANSLATE_NOOP("Demur", "The setting of {platform} is on a page that opens in Demur's window."),
        QT_TRANSLATE_NOOP("Demur", "Start Demur without a command, and choose the account there."),
    ),
}
"""For each code what happened, and what to do next."""
