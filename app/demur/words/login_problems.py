"""The words for what can go wrong with starting at login."""

from demur.words import QT_TRANSLATE_NOOP

LOGIN_WORDS: dict[str, tuple[str, str]] = {
    "login-entry-unusable": (
        QT_TRANSLATE_NOOP("Demur", "Demur could not look at or change what starts when you log in: {place} ({why})."),
        QT_TRANSLATE_NOOP(
            "Demur", "Everything else works without it. Look whether that place is yours to change, then try again."
        ),
    ),
}
"""For each problem with starting at login, what happened and what to do next."""
