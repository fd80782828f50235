"""The proxy that the member sets, for every connection to a platform; none is taken from the environment."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from demur.core.problem import ProxyUnusable

_TYPED = re.compile(r"(?:http://)?(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\]):(?P<port>[1-9][0-9]{0,4})/?")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_SETTING = "proxy"


@dataclass(frozen=True, slots=True)
class Proxy:
    """An http proxy: it opens a way through with CONNECT (RFC 9110, 9.3.6), and sees host names but no content."""

    host: str
    """A name or an address; an IPv6 one without its brackets."""
    port: int

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def carries(self, host: str) -> bool:
        """Tell whether requests to a host go through it: this computer's own never do (RFC 6761, 6.3; RFC 6890)."""
        is_here = host == "::1" or host.startswith("127.") or f".{host}".endswith(".localhost")
        return not is_here


ProxyNow = Callable[[], Proxy | None]
"""Asked before each new connection, so that a change needs no restart. Raises `ProxyUnusable`."""


def no_proxy() -> None:
    """Say that there is none."""


class Kept(Protocol):
    """Keeps a few settings of the program's own."""

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


class ProxyChoice:
    """What the member chose last."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def now(self) -> Proxy | None:
        """Return the proxy to use. Raises `ProxyUnusable` where what was kept is none: nothing goes round it then."""
        kept = self._kept.setting(_SETTING)
        return parse(kept) if kept else None

    def keep(self, proxy: Proxy | None) -> None:
        self._kept.keep_setting(_SETTING, proxy.address if proxy else "")


def parse(typed: str) -> Proxy:
    """Return the proxy that a member typed, as `http://proxy.example:3128` or without the scheme.

    Raises `ProxyUnusable` for anything else, without repeating it: it may hold a password.
    """
    found = _TYPED.fullmatch(typed.strip().lower())
    if found is None or int(found["port"]) > 65535:
        raise ProxyUnusable
    host = found["host"]
    if not (_is_ip(host[1:-1], 6) if host.startswith("[") else _is_name(host)):
        raise ProxyUnusable
    return Proxy(host.strip("[]"), int(found["port"]))


def _is_name(host: str) -> bool:
    """Tell whether a host is a name (RFC 1123, 2.1) or an IPv4 address; `0x7f.1` and its like are neither."""
    labels = host.split(".")
    if labels[-1][:1].isdigit():
        return _is_ip(host, 4)
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def _is_ip(host: str, version: int) -> bool:
    import ipaddress  # seldom needed, and a start should be light

    try:
        return ipaddress.ip_address(host).version == version
    except ValueError:
        return False
