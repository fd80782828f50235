"""What a member wrote of a letter, kept until they throw it away or the account is forgotten."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Protocol

from demur.core.account import Account, AccountId
from demur.letters.letter import Letter, LetterKind

_WRITTEN: Final = ("name", "account", "contact", "to", "grounds", "body")
_ON, _KEPT_ON = "on", "keptOn"


class Kept(Protocol):
    """Keeps the accounts, and a few settings of the program's own."""

    def find(self, account: AccountId) -> Account | None: ...

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


class Drafts:
    """Keeps only what the member changed, so that the rest of a letter follows what is known now.

    A draft is forgotten with its account, since its name ends with that one's id.
    """

    def __init__(self, accounts: Kept, today: Callable[[], date]) -> None:
        self._accounts, self._today = accounts, today

    def taken_over(self, account: AccountId, first: Letter) -> Letter:
        """Return a letter as it begins now, with every field that the member had changed in it before."""
        kept = self._read(account, first.kind)
        letter = first.filled(**{field: kept[field] for field in _WRITTEN if field in kept})
        if kept.get(_KEPT_ON) == self._today().isoformat() and _ON in kept:  # on another day it has that day's date
            letter = letter.filled(on=date.fromisoformat(kept[_ON]))
        return letter

    def has_any(self, account: AccountId) -> bool:
        """Tell whether anything that the member wrote is kept for an account."""
        return any(self._accounts.setting(_name(account, kind)) for kind in LetterKind)

    def keep(self, account: AccountId, first: Letter, left: Letter) -> None:
        """Keep what differs from how the letter began, unless its account is gone. Raises the file's problems."""
        if self._accounts.find(account) is None:
            return
        changed = {field: getattr(left, field) for field in _WRITTEN if getattr(left, field) != getattr(first, field)}
        if left.on != first.on:
            changed |= {_ON: left.on.isoformat(), _KEPT_ON: self._today().isoformat()}
        self._write(account, left.kind, json.dumps(changed, ensure_ascii=False) if changed else "")

    def _write(self, account: AccountId, kind: LetterKind, text: str) -> None:
        name = _name(account, kind)
        if text != (self._accounts.setting(name) or ""):
            self._accounts.keep_setting(name, text)

    def _read(self, account: AccountId, kind: LetterKind) -> Mapping[str, str]:
        try:
            found = json.loads(self._accounts.setting(_name(account, kind)) or "{}")
        except ValueError:  # not as this program writes it: begun anew
            return {}
        fields = found if isinstance(found, dict) else {}
        return {name: value for name, value in fields.items() if isinstance(value, str) and _is_sound(name, value)}


def _name(account: AccountId, kind: LetterKind) -> str:
    return f"letter:{kind.value}:{account}"


def _is_sound(name: str, value: str) -> bool:
    """Tell whether a date is one; every other text is taken as it is, and `Letter.filled` cleans it."""
    if name != _ON:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
