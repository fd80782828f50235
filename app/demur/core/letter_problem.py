"""What can go wrong with letters; sending one is never Demur's."""

from demur.core.problem import Problem


class LetterNotHere(Problem):
    """No letter of ours is for members who live in this `region`."""

    code = "letter-not-here"


class NoRelapse(Problem):
    """No two receipts of the account say that the setting was off and is on again."""

    code = "no-relapse"


class NobodyBlamed(Problem):
    """The member has not said that it wasn't them who switched it on: `id`."""

    code = "nobody-blamed"


class ExtensionLate(Problem):
    """More time was asked for after the first month had ended, on this `day`."""

    code = "extension-late"


class NoLetterSent(Problem):
    """No letter or form of this account waits for an answer: `id`."""

    code = "no-letter-sent"
