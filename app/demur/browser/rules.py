"""Where one platform's page may go: exact origins for the main frame, encrypted ones for everything in it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl

_ORIGIN = re.compile(r"(https?|wss?)://([a-z0-9.-]+)(?::([0-9]{1,5}))?(?=[/?#]|$)")
_DEFAULT_PORT = {"http": "80", "https": "443", "ws": "80", "wss": "443"}
_HERE = "127.0.0.1"
_INSIDE = ("data:", "blob:", "about:")
"""Schemes of parts that a page brings along itself; no host hears of them."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one account's page may reach."""

    origins: frozenset[str]
    """The only origins the main frame may be at (`recipe.SignIn.origins`): exact scheme, ASCII host and port."""
    platform: str
    """The platform's name from its file, for the strip."""

    @property
    def is_loopback(self) -> bool:
        """Tell whether every page is on this computer; then nothing in it may come from elsewhere either."""
        return all(origin.startswith(f"http://{_HERE}:") for origin in self.origins)

    def allow_main(self, untrusted_address: str) -> bool:
        """Tell whether the main frame may be at an address."""
        origin = origin_of(untrusted_address)
        return origin is not None and origin in self.origins and not origin.startswith("ws")

    def allow_part(self, untrusted_address: str, is_frame: bool) -> bool:
        """Tell whether a sub-frame, or whatever else a page asks for, may come from an address."""
        if untrusted_address.startswith(_INSIDE):
            return not (is_frame and untrusted_address.startswith("data:"))
        scheme = untrusted_address.partition(":")[0]
        if self.is_loopback:
            return scheme in {"http", "ws"} and host_of(untrusted_address) == _HERE
        return scheme in {"https", "wss"}


def origin_of(untrusted_address: str) -> str | None:
    """Return scheme, ASCII host and port as a platform file writes them; None for anything else.

    User information, a host in another script, brackets, blanks and backslashes never match; a final dot or a number
    in the host's place is left there, so that it equals nothing a platform file may name (`connectors.addresses`).
    """
    found = _ORIGIN.match(untrusted_address)
    if found is None or (found[1] in {"http", "ws"} and found[2] != _HERE):
        return None
    port = found[3]
    return f"{found[1]}://{found[2]}" + (f":{port}" if port and port != _DEFAULT_PORT[found[1]] else "")


def host_of(untrusted_address: str) -> str:
    """Return the host that an address would reach, as it stands there; empty where there is none."""
    found = _ORIGIN.match(untrusted_address)
    if found is not None:
        return found[2]
    try:
        return urlsplit(untrusted_address).hostname or ""
    except ValueError:
        return ""


def told_host(untrusted_address: str) -> str:
    """Return how a refused address is told to the member: its host, or its scheme where it has none."""
    return host_of(untrusted_address) or untrusted_address.partition(":")[0][:40] + ":"


def encoded(url: QUrl) -> str:
    """Return an address in ASCII, as it goes over the wire; empty where Qt finds it invalid."""
    return url.toEncoded().toStdString() if url.isValid() else ""


def plain_address(url: QUrl) -> str:
    """Return scheme, ASCII host, port and path, percent-encoded; empty for what no main frame may be at."""
    untrusted_address = encoded(url)
    if origin_of(untrusted_address) is None:
        return ""
    return untrusted_address.partition("#")[0].partition("?")[0]
