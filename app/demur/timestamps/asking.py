"""Asking one authority: a hash and a random number leave, over HTTP (RFC 3161, 3.4), and an answer comes back."""

from typing import Final, NamedTuple
from urllib.parse import urlsplit

import requests
import urllib3
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from demur.connectors.api.wires import WatchedAdapter, Wires
from demur.core.dating import Authority
from demur.core.proxy import Proxy
from demur.core.time_problem import AuthorityRefused, AuthorityUnreachable
from demur.receipts.der import DerBroken, stated, status
from demur.receipts.time_token import ANSWER_BYTES

CONNECT_LIMIT_S: Final = 5.0
READ_LIMIT_S: Final = 10.0
WHOLE_LIMIT_S: Final = 15.0
"""Longest time for one whole answer: a window that closes waits for it."""
_QUERY: Final = "application/timestamp-query"
_REPLY: Final = "application/timestamp-reply"
_GRANTED: Final = (0, 1)


class Answer(NamedTuple):
    """An answer with a token in it, and the number that was sent with the question."""

    content: bytes
    nonce: int


def ask(authority: Authority, data: bytes, proxy: Proxy | None) -> Answer:
    """Ask for a token over `data`. Raises `AuthorityUnreachable`, `AuthorityRefused`, and the proxy's problems.

    Whether the token holds is not looked at here: it is kept whatever it is.
    """
    request = TimestampRequestBuilder(data, HashAlgorithm.SHA256, nonce=True, cert_req=True).build()
    content = _sent(authority, request.as_bytes(), proxy)
    try:
        if status(content) not in _GRANTED:
            raise AuthorityRefused(name=authority.name, what=f"status {status(content)}")
        stated(content)
    except DerBroken as error:
        raise AuthorityRefused(name=authority.name, what="no timestamp") from error
    if request.nonce is None:
        raise ValueError("a question without its number")
    return Answer(content, request.nonce)


def _sent(authority: Authority, question: bytes, proxy: Proxy | None) -> bytes:
    wires = Wires()
    session = requests.Session()
    session.trust_env = False  # no proxy, login or certificates but the member's own choice
    for scheme in ("https://", "http://"):
        session.mount(scheme, WatchedAdapter(wires))
    try:
        with wires.limit(WHOLE_LIMIT_S), session, _posted(session, authority.address, question, proxy) as response:
            content = _content(response, authority)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise AuthorityUnreachable(name=authority.name) from error
    finally:
        wires.close()
    if wires.is_cut:  # an answer without a length looks whole wherever it is cut
        raise AuthorityUnreachable(name=authority.name)
    return content


def _posted(session: requests.Session, address: str, question: bytes, proxy: Proxy | None) -> requests.Response:
    return session.post(
        address,
        data=question,
        headers={"Content-Type": _QUERY, "Accept": _REPLY},
        proxies=_proxies(address, proxy),
        timeout=(CONNECT_LIMIT_S, READ_LIMIT_S),
        allow_redirects=False,
        stream=True,
    )


def _content(response: requests.Response, authority: Authority) -> bytes:
    """Return the body of an answer that calls itself one."""
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if response.status_code != 200 or media_type != _REPLY:
        raise AuthorityRefused(name=authority.name, what=f"HTTP {response.status_code}")
    content = b""
    for part in response.iter_content(16 * 1024):
        content += part
        if len(content) > ANSWER_BYTES:
            raise AuthorityRefused(name=authority.name, what="far too much")
    return content


def _proxies(address: str, proxy: Proxy | None) -> dict[str, str]:
    if proxy is None or not proxy.carries(urlsplit(address).hostname or ""):
        return {}
    return dict.fromkeys(("https", "http"), proxy.address)
