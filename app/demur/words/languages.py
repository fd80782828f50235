"""Languages of platforms' pages, by name; one that has none here is shown by its tag (BCP 47)."""

from demur.words import QT_TRANSLATE_NOOP, say

_NAMES = {
    "ar": QT_TRANSLATE_NOOP("Demur", "Arabic"),
    "de": QT_TRANSLATE_NOOP("Demur", "German"),
    "en": QT_TRANSLATE_NOOP("Demur", "English"),
    "es": QT_TRANSLATE_NOOP("Demur", "Spanish"),
    "fr": QT_TRANSLATE_NOOP("Demur", "French"),
    "it": QT_TRANSLATE_NOOP("Demur", "Italian"),
    "ja": QT_TRANSLATE_NOOP("Demur", "Japanese"),
    "nl": QT_TRANSLATE_NOOP("Demur", "Dutch"),
    "pl": QT_TRANSLATE_NOOP("Demur", "Polish"),
    "pt": QT_TRANSLATE_NOOP("Demur", "Portuguese"),
    "pt-BR": QT_TRANSLATE_NOOP("Demur", "Portuguese (Brazil)"),
}


def name_of(tag: str) -> str:
    return say(_NAMES[tag]) if tag in _NAMES else tag
