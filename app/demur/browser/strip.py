"""The strip above a page: whose it is, how the line is guarded, where it is. Drawn out of every page's reach."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from demur.words import browser as words
from demur.words import say

_ELLIPSIS = "…"
_LEFT = 6
"""How many characters of a long host's beginning stay; its end says whose it is."""


class HostLabel(QLabel):
    """A host, whole where it fits; its end, which says whose it is, always shows."""

    def __init__(self) -> None:
        super().__init__()
        self._host = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(120)

    @property
    def host(self) -> str:
        return self._host

    def show_host(self, host: str) -> None:
        self._host = host
        self.setAccessibleName(host)
        self.setToolTip(host)
        self._fit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(shortened(self._host, self.fontMetrics(), self.width()))


class Strip(QFrame):
    """Knows the platform's name from its file and the address from the main frame; never a page's own words."""

    def __init__(self, platform: str) -> None:
        super().__init__()
        self._platform = platform
        self.setProperty("card", "strip")  # as wide as the window, so without the round corners of a card
        across = QHBoxLayout(self)
        across.setContentsMargins(14, 8, 14, 8)
        across.setSpacing(14)
        name = QLabel(platform)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setProperty("role", "heading")
        self._lock, self._host = QLabel(), HostLabel()
        self._lock.setProperty("role", "soft")
        across.addWidget(name)
        across.addWidget(self._lock)
        across.addWidget(self._host, 1)
        self.show_address("")

    @property
    def told(self) -> str:
        """Return what a screen reader says of it."""
        return self.accessibleDescription()

    def show_address(self, address: str) -> None:
        """Show where the main frame is: a plain address, or an empty one where there is no page."""
        parts = urlsplit(address)
        lock = {"https": words.SECURE, "http": words.THIS_COMPUTER}.get(parts.scheme, words.NO_PAGE)
        self._lock.setText(say(lock))
        self._host.show_host(parts.netloc)
        self.setAccessibleName(say(words.STRIP))
        self.setAccessibleDescription(say(words.STRIP_TOLD, platform=self._platform, lock=say(lock), host=parts.netloc))


def shortened(host: str, metrics: QFontMetrics, width: int) -> str:
    """Return a host cut in its left part where it is too wide, so that its end always shows."""
    if metrics.horizontalAdvance(host) <= width:
        return host
    for begin in (host[:_LEFT] + _ELLIPSIS, _ELLIPSIS):
        end = metrics.elidedText(host, Qt.TextElideMode.ElideLeft, width - metrics.horizontalAdvance(begin))
        end = end.removeprefix(_ELLIPSIS)
        if len(end) > len(host) // 2 or begin == _ELLIPSIS:
            return begin + end
    return host
