"""The member's proxy, for what Qt connects to by itself: the pages of the built-in browser."""

from PySide6.QtNetwork import QNetworkProxy

from demur.core.problem import ProxyUnusable
from demur.core.proxy import Proxy, ProxyChoice

NOWHERE = Proxy("nowhere.invalid", 9)
"""A name that never resolves (RFC 6761, 6.4)."""


def apply(proxy: Proxy | None) -> None:
    """Send Qt's connections through `proxy`, or straight on where it is None.

    None has to be set as well: until QNetworkProxy::setApplicationProxy was called, QNetworkProxyFactory uses the
    system's configuration, which on Linux is `http_proxy` and its like, and Qt WebEngine follows it (seen in 6.12).
    Chromium never sends loopback through a proxy (its implicit bypass rules; seen too). A QWebEngineProfile that was
    used before goes the old way for one load more; a new one goes the new way from the start.
    """
    if proxy is None:
        QNetworkProxy.setApplicationProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
    else:
        QNetworkProxy.setApplicationProxy(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, proxy.host, proxy.port))


def apply_kept(choice: ProxyChoice) -> None:
    """Apply what the member chose. Where what was kept is no proxy, no page gets out, rather than going round it."""
    try:
        apply(choice.now())
    except ProxyUnusable:  # every other connection tells it
        apply(NOWHERE)
