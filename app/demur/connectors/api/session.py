"""The one way out to a platform: a session that can't be led elsewhere, kept waiting or flooded."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]  # as above
from requests import Response

from demur.connectors import reach
from demur.connectors.addresses import origin_of
from demur.connectors.api import retry_after
from demur.connectors.api.wires import WatchedAdapter, Wires, peer_of
from demur.core.problem import (
    PlatformFailing,
    PlatformRefused,
    PlatformUnreachable,
    Problem,
    RateLimited,
    RedirectRefused,
    ReplyTooLarge,
    ReplyUnreadable,
    SignedOut,
    StaleWrite,
)
from demur.core.proxy import Proxy
from demur.core.reading import Transport

CONNECT_LIMIT_S = 10.0
READ_LIMIT_S = 20.0
"""Longest silence between two pieces of an answer, in seconds."""
WHOLE_LIMIT_S = 40.0
"""Longest time for one whole answer, in seconds."""
BODY_LIMIT = 1024 * 1024
"""Decoded bytes of one answer: a compressed flood counts as what it becomes."""
_REDIRECTS = frozenset({300, 301, 302, 303, 305, 307, 308})
_CACHE_MARKS = ("Cache-Status", "CF-Cache-Status", "X-Cache", "X-Cache-Status", "X-Proxy-Cache")
"""Headers in which a cache says that it answered from its store (RFC 9211; the others are in wide use)."""


class GuardedSession(OAuth2Session):  # type: ignore[misc]  # Authlib ships no types
    """An `OAuth2Session` that speaks with named origins only, and follows no redirect.

    The rules are forced inside `request`, because Authlib's automatic refresh comes through there as well.
    Nothing is taken from the environment: no proxy, no `.netrc` (it would replace our bearer header), no CA bundle.
    """

    def __init__(self, origins: frozenset[str], client_id: str, proxy: Proxy | None = None, **options: Any) -> None:
        """`options` are Authlib's and requests' own; `verify` names other roots of trust, for tests."""
        super().__init__(client_id=client_id, code_challenge_method="S256", **options)
        self.trust_env = False
        self._origins, self._proxy, self._wires = origins, proxy, Wires()
        adapter = WatchedAdapter(self._wires)
        for scheme in ("https://", "http://"):
            self.mount(scheme, adapter)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Response:
        """Return the whole answer. Raises `Problem` only; `transport_of` tells how the answer came."""
        if origin_of(url) not in self._origins:
            raise RedirectRefused(host=origin_of(url))
        forced = {"allow_redirects": False, "timeout": (CONNECT_LIMIT_S, READ_LIMIT_S), "stream": True}
        forced["proxies"] = self._proxies(url)
        try:
            with self._wires.limit(WHOLE_LIMIT_S):
                response: Response = super().request(method, url, *args, **(options | forced))
                _read_whole(response)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise reach.unreached(url) from error
        except OAuthError as error:
            raise SignedOut from error
        if self._wires.is_cut:  # an answer without a length looks whole wherever it is cut
            raise PlatformUnreachable
        if response.status_code in _REDIRECTS:
            raise RedirectRefused(host=origin_of(url))
        return response

    def close(self) -> None:
        super().close()
        self._wires.close()

    def _proxies(self, url: str) -> dict[str, str]:
        """Return the proxy on the way to an address, as requests takes it."""
        if self._proxy is None or not self._proxy.carries(urlsplit(url).hostname or ""):
            return {}
        return dict.fromkeys(("https", "http"), self._proxy.address)


def require_success(response: Response) -> None:
    """Raise the `Problem` that a status stands for, unless it is 200, 201 or 204 (RFC 9110, 15)."""
    status = response.status_code
    if status in {200, 201, 204}:
        return
    raise _problem_of(status, response)


def _problem_of(status: int, response: Response) -> Problem:
    plain: dict[int, Callable[[], Problem]] = {401: SignedOut, 412: StaleWrite}
    if status in plain:
        return plain[status]()
    if status == 429:
        return RateLimited(retry_after=_retry_after(response))
    if status >= 500:
        wait = _retry_after(response)
        return PlatformFailing(status=str(status), **({"retry_after": wait} if wait else {}))
    return PlatformRefused(status=str(status))


def json_body(response: Response) -> bytes:
    """Return the body of a reply that calls itself JSON. Raises `ReplyUnreadable`."""
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ReplyUnreadable(what="Content-Type")
    return bytes(response.content)


def is_firsthand(response: Response) -> bool:
    """Tell whether the platform itself answered, as far as HTTP says (`Age`, RFC 9111 5.1; RFC 9211)."""
    if response.headers.get("Age", "0").strip() != "0":
        return False
    return not any("hit" in response.headers.get(name, "").lower() for name in _CACHE_MARKS)


def transport_of(response: Response) -> Transport:
    """Return how an answer came to us."""
    host = origin_of(response.url or "").partition("://")[2]
    found: Transport | None = getattr(response, "demur_transport", None)
    date = response.headers.get("Date")
    return Transport(host, date, found.tls if found else None, found.peer_spki if found else None)


def _read_whole(response: Response) -> None:
    """Read the body within the limits; the connection is asked first, while the answer still holds it."""
    response.demur_transport = peer_of(response.raw.connection)  # type: ignore[attr-defined]
    parts, size = [], 0
    for part in response.iter_content(64 * 1024):
        size += len(part)
        if size > BODY_LIMIT:
            response.close()
            raise ReplyTooLarge
        parts.append(part)
    response._content = b"".join(parts)


def _retry_after(response: Response) -> str:
    return retry_after.seconds(response.headers.get("Retry-After", ""), response.headers.get("Date"))
