"""What the member chose about reminders as a whole; each account's interval is chosen with the account."""

from typing import Final, Protocol

_YES: Final = "yes"
_NO: Final = "no"


class Kept(Protocol):
    """Keeps a few settings of the program's own."""

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


class Choices:
    """Kept in the data folder; whether Demur starts at login is kept by the system alone."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    @property
    def shows_notifications(self) -> bool:
        """On until the member says otherwise: nobody is reminded who isn't told."""
        return self._kept.setting("notifications") != _NO

    def show_notifications(self, is_wanted: bool) -> None:
        self._kept.keep_setting("notifications", _YES if is_wanted else _NO)

    @property
    def names_accounts(self) -> bool:
        """Off until the member says otherwise: a notification may be read on a locked screen."""
        return self._kept.setting("notifications-name-accounts") == _YES

    def name_accounts(self, is_wanted: bool) -> None:
        self._kept.keep_setting("notifications-name-accounts", _YES if is_wanted else _NO)

    @property
    def stays_in_tray(self) -> bool:
        """Off until the member says otherwise: a window that is closed is closed."""
        return self._kept.setting("stays-in-tray") == _YES

    def stay_in_tray(self, is_wanted: bool) -> None:
        self._kept.keep_setting("stays-in-tray", _YES if is_wanted else _NO)
