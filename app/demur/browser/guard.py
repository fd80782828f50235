"""Looks at every request before it leaves: QWebEngineUrlRequestInterceptor, the second lock beside the page's own."""

from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from demur.browser.journey import Journey
from demur.browser.rules import Rules, encoded, plain_address, told_host

_Kind = QWebEngineUrlRequestInfo.ResourceType
_MAIN = {_Kind.ResourceTypeMainFrame, _Kind.ResourceTypeNavigationPreloadMainFrame}
_FRAME = {_Kind.ResourceTypeSubFrame, _Kind.ResourceTypeNavigationPreloadSubFrame}
_BY_SCRIPT = QWebEngineUrlRequestInfo.NavigationType.NavigationTypeRedirect
"""What Qt calls a main frame's request that a page's script or meta element began; a server's redirect keeps the
type of the request it answers (seen in 6.12)."""


class RequestGuard(QWebEngineUrlRequestInterceptor):
    """Lets one profile ask only what its rules allow, each hop of a redirect by itself, and counts the hosts."""

    def __init__(self, rules: Rules, journey: Journey) -> None:
        super().__init__()
        self._rules, self._journey = rules, journey

    def interceptRequest(self, info: QWebEngineUrlRequestInfo, /) -> None:  # noqa: N802 - Qt's name
        """Block first, and let go only what is allowed: a mistake in here must not open the way."""
        info.block(True)
        untrusted_address, kind = encoded(info.requestUrl()), info.resourceType()
        is_main = kind in _MAIN
        if is_main:
            is_allowed = self._rules.allow_main(untrusted_address)
        else:
            is_allowed = self._rules.allow_part(untrusted_address, kind in _FRAME)
            if kind is _Kind.ResourceTypeXhr:
                self._journey.begin_scripted(_is_stream(info))
            elif kind is _Kind.ResourceTypeSubResource:  # asked for ahead, for a script (`<link rel=preload as=fetch>`)
                self._journey.begin_scripted(is_stream=False)
            elif kind is _Kind.ResourceTypeWebSocket:  # no page says when what came by it is over
                self._journey.begin_scripted(is_stream=True)
        if not is_allowed:
            self._journey.refuse(told_host(untrusted_address))
            return
        if is_main:
            plain = plain_address(info.requestUrl())
            self._journey.request_main(untrusted_address, plain, info.navigationType() is _BY_SCRIPT)
        else:
            self._journey.request_part(untrusted_address)
        info.block(False)


def _is_stream(info: QWebEngineUrlRequestInfo) -> bool:
    """Tell whether a request asks for a stream of events (HTML, 9.2.2 "Server-sent events")."""
    accepted = (bytes(value.data()) for name, value in info.httpHeaders().items() if name == b"Accept")
    return any(value.strip().startswith(b"text/event-stream") for value in accepted)
