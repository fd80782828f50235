"""Whether a platform that gave no answer could have been asked at all: having no network says nothing of it."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from demur.core.problem import Offline, PlatformUnreachable

_FAR_AWAY = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses for documentation (RFC 5737, RFC 3849): nobody's, and outside of every network there is."""


def unreached(address: str) -> PlatformUnreachable:
    """Return what to say of an address that gave no answer."""
    return Offline() if not _is_here(address) and is_offline() else PlatformUnreachable()


def is_offline() -> bool:
    """Tell whether this computer has no way out at all.

    Connecting a datagram socket asks the system for a way and sends nothing (POSIX, `connect`); resolvers ask the same
    to sort addresses (RFC 6724, 2).
    """
    return not any(_has_way(family, address) for family, address in _FAR_AWAY)


def _has_way(family: socket.AddressFamily, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((address, 9))
    except OSError:  # no such way, or no such kind of address on this computer
        return False
    return True


def _is_here(address: str) -> bool:
    """Tell whether an address is this computer's own, which is there without any network."""
    try:
        return ip_address(urlsplit(address).hostname or "").is_loopback
    except ValueError:
        return False
