"""How an account is called where its sign-in has several settings, and what is said of those."""

from collections.abc import Iterable

from demur.core.account import Account
from demur.words import QT_TRANSLATE_NOOP, say, window

TITLE = QT_TRANSLATE_NOOP("Demur", "{platform} · {setting}")
TITLE_OF = QT_TRANSLATE_NOOP("Demur", "{platform} · {setting} · {handle}")
NAME = QT_TRANSLATE_NOOP("Demur", "{platform}, {setting}, {handle}: {state}")
LISTED = QT_TRANSLATE_NOOP("Demur", "{id} ({handle}, {setting})")
SIBLINGS = QT_TRANSLATE_NOOP("Demur", "Also under this sign-in")
SIBLING = QT_TRANSLATE_NOOP("Demur", "{setting}: {state}")
SIBLING_NAME = QT_TRANSLATE_NOOP("Demur", "Show {setting}: {state}")
ALL_GO = QT_TRANSLATE_NOOP("Demur", "The other settings of the same sign-in go too: {settings}.")
ALSO_GONE = QT_TRANSLATE_NOOP("Demur", "Gone with it: {settings}.")
ALSO_ADDED = QT_TRANSLATE_NOOP("Demur", "{id}  {setting}")
LEAVE_NEEDS_YES = QT_TRANSLATE_NOOP("Demur", "Nothing was done. Run this in a terminal, or add --yes.")


def title(account: Account, accounts: Iterable[Account], platform: str, setting: str | None) -> str:
    """Return the line an account has in a list; `setting` is its label where its sign-in has several."""
    handle = account.identity.handle
    if setting is None:
        return say(window.ACCOUNT_TITLE, platform=platform, handle=handle)
    sign_ins = {other.sign_in for other in accounts if other.platform == account.platform}
    return say(TITLE if len(sign_ins) == 1 else TITLE_OF, platform=platform, setting=setting, handle=handle)


def name(account: Account, platform: str, setting: str | None, state: str) -> str:
    """Return what a screen reader says of it: always all there is to tell it from others."""
    handle = account.identity.handle
    if setting is None:
        return say(window.ACCOUNT_NAME, platform=platform, handle=handle, state=state)
    return say(NAME, platform=platform, setting=setting, handle=handle, state=state)


def all_go(settings: Iterable[str]) -> str:
    """Return what a question says of the other settings of a sign-in; nothing where there are none."""
    listed = ", ".join(settings)
    return say(ALL_GO, settings=listed) if listed else ""
