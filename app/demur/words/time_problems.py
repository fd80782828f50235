"""The words for what can go wrong with time from someone else."""

from demur.words import QT_TRANSLATE_NOOP

TIME_WORDS: dict[str, tuple[str, str]] = {
    "time-off": (
        QT_TRANSLATE_NOOP("Demur", "Nobody is asked for the time: that is off, or no authority is chosen."),
        QT_TRANSLATE_NOOP("Demur", "Add an authority and switch it on: “demur time add”, then “demur time on”."),
    ),
    "authority-name-unusable": (
        QT_TRANSLATE_NOOP("Demur", "A name is empty, too long, or holds characters that don't print."),
        QT_TRANSLATE_NOOP("Demur", "Say in a few words what the authority is called and who runs it."),
    ),
    "authority-address-unusable": (
        QT_TRANSLATE_NOOP("Demur", "This is no address of a time authority."),
        QT_TRANSLATE_NOOP(
            "Demur", "It looks like https://time.example/tsr, without a user name, a question mark or a number sign."
        ),
    ),
    "authority-certificate-unusable": (
        QT_TRANSLATE_NOOP(
            "Demur", "{file} can't be read, or holds no certificate that a timestamp could be traced back to."
        ),
        QT_TRANSLATE_NOOP("Demur", "Take the file with the authority's root certificate, in PEM or DER."),
    ),
    "authorities-enough": (
        QT_TRANSLATE_NOOP("Demur", "Two authorities are chosen already, and two are enough."),
        QT_TRANSLATE_NOOP("Demur", "Remove one first."),
    ),
    "authority-of-same-owner": (
        QT_TRANSLATE_NOOP("Demur", "{owner} runs the other authority too, so it would add nothing."),
        QT_TRANSLATE_NOOP("Demur", "Choose one that somebody else runs."),
    ),
    "authority-unknown": (
        QT_TRANSLATE_NOOP("Demur", "No authority called {name} is chosen."),
        QT_TRANSLATE_NOOP("Demur", "“demur time” lists those that are."),
    ),
    "authority-unreachable": (
        QT_TRANSLATE_NOOP("Demur", "{name} was not reached, so your newest receipts are not dated yet."),
        QT_TRANSLATE_NOOP("Demur", "Nothing is lost: Demur asks again after the next receipt or at its next start."),
    ),
    "authority-refused": (
        QT_TRANSLATE_NOOP("Demur", "{name} answered without a timestamp ({what})."),
        QT_TRANSLATE_NOOP("Demur", "Look whether its address is the right one; Demur asks again later."),
    ),
}
"""For each problem with time from someone else, what happened and what to do next."""
