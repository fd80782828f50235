"""A profile's cookies: followed in memory, handed out and given back whole (QWebEngineCookieStore).

What Qt loses on the way: SameSite and the partition. What it keeps: HttpOnly, Secure, path, expiry. A cookie for one
host alone has a domain without a leading dot, and must come back with an empty domain and its host as origin, or it
would be for every host below (RFC 6265, 5.3).
"""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QObject, QTimer, QUrl, Slot
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtWebEngineCore import QWebEngineCookieStore

from demur.browser.answer import Answer

_HERE = "127.0.0.1"
_RESTORE_MS = 2000
_Key = tuple[bytes, str, str]


class CookieJar(QObject):
    """Knows the cookies of one profile from its first request on; nothing of it reaches a disk by itself."""

    def __init__(self, store: QWebEngineCookieStore) -> None:
        super().__init__()
        self._store = store
        self._cookies: dict[_Key, QNetworkCookie] = {}
        self._awaited: set[_Key] = set()
        self._answer: Answer | None = None
        store.cookieAdded.connect(self._add)
        store.cookieRemoved.connect(self._remove)

    def __len__(self) -> int:
        return len(self._cookies)

    def raw(self) -> tuple[bytes, ...]:
        """Return every cookie as a `Set-Cookie` line would have it, those of this session alone too."""
        return tuple(bytes(cookie.toRawForm(QNetworkCookie.RawForm.Full).data()) for cookie in self._cookies.values())

    def restore(self, raw: Sequence[bytes], answer: Answer) -> None:
        """Give cookies back, and answer with their number once the store has them, or will not take them."""
        cookies = [cookie for line in raw for cookie in QNetworkCookie.parseCookies(line) if not _is_over(cookie)]
        self._awaited = {_key(cookie) for cookie in cookies}
        self._answer = answer
        for cookie in cookies:
            origin = _origin(cookie)
            if not cookie.domain().startswith("."):
                cookie.setDomain("")
            self._store.setCookie(cookie, origin)
        QTimer.singleShot(_RESTORE_MS, self, self._restored)
        self._look_restored()

    @Slot(QNetworkCookie)
    def _add(self, cookie: QNetworkCookie) -> None:
        self._cookies[_key(cookie)] = QNetworkCookie(cookie)
        self._awaited.discard(_key(cookie))
        self._look_restored()

    @Slot(QNetworkCookie)
    def _remove(self, cookie: QNetworkCookie) -> None:
        self._cookies.pop(_key(cookie), None)

    def _look_restored(self) -> None:
        if not self._awaited:
            self._restored()

    @Slot()
    def _restored(self) -> None:
        if self._answer is not None:
            answer, self._answer = self._answer, None
            answer.give(len(self._cookies))


def _key(cookie: QNetworkCookie) -> _Key:
    return bytes(cookie.name().data()), cookie.domain(), cookie.path()


def _is_over(cookie: QNetworkCookie) -> bool:
    return not cookie.isSessionCookie() and cookie.expirationDate() <= QDateTime.currentDateTimeUtc()


def _origin(cookie: QNetworkCookie) -> QUrl:
    host = cookie.domain().removeprefix(".")
    scheme = "http" if host == _HERE and not cookie.isSecure() else "https"
    return QUrl(f"{scheme}://{host}{cookie.path()}")
