"""The authorities whose names our sources bear out; everywhere else the member fills in the name themselves."""

from demur.core.account import Account
from demur.words import letters as words
from demur.words import say


def authority_of(account: Account) -> str:
    """Return the name of the authority where a member lives, or nothing where no source of ours names it.

    No practice letter has the name of a real one.
    """
    return say(words.PRACTICE_AUTHORITY) if account.is_practice else words.AUTHORITIES.get(account.region, "")
