"""Addresses a platform file may name: whole, plain and unmistakable, or refused."""

import re
from urllib.parse import urlsplit

PRACTICE = "{practice}"
"""Stands in shipped practice files for the address the practice platform has in this run."""

_PATH = r"(/[A-Za-z0-9._~/%-]*)?"
_HTTPS = re.compile(rf"https://([a-z0-9.-]+)(?::([0-9]+))?{_PATH}")
_LOOPBACK = re.compile(rf"http://(127\.0\.0\.1):([0-9]+){_PATH}")
_PRACTICE = re.compile(re.escape(PRACTICE) + r"(/[A-Za-z0-9._~/-]*)?")
_FRAGMENT = re.compile(r"[A-Za-z0-9/_.-]{1,200}")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LOCAL = frozenset({"localhost", "localdomain", "local", "internal", "home", "lan"})
"""Last labels that no certificate authority vouches for (RFC 6761, 6.3; RFC 6762; RFC 8375; CA/B 7.1.4)."""


def is_practice(address: str) -> bool:
    """Tell whether an address waits for the practice platform's own."""
    return _PRACTICE.fullmatch(address) is not None


def is_usable(address: str) -> bool:
    """Tell whether an address is https on a public name, or plain http on 127.0.0.1 with a port.

    Numbers never count as a name: `2130706433`, `0x7f.1` and `127.1` are all ways to write 127.0.0.1 (WHATWG URL, 3.5).
    """
    if found := _HTTPS.fullmatch(address):
        return _is_public_name(found[1]) and _is_port(found[2] or "443")
    found = _LOOPBACK.fullmatch(address)
    return found is not None and _is_port(found[2])


def is_origin(address: str) -> bool:
    """Tell whether an address is a usable https one without a path."""
    return is_usable(address) and address.startswith("https://") and address == origin_of(address)


def is_fragment(text: str) -> bool:
    """Tell whether a text may stand after an address's `#`: names of a page's own parts, nothing that could be code."""
    return _FRAGMENT.fullmatch(text) is not None


def landing_of(address: str) -> str:
    """Return an address as it is compared with the one that was landed on: without its fragment."""
    return address.partition("#")[0]


def is_here(address: str) -> bool:
    """Tell whether an address lies on this computer."""
    return not address.startswith("https://")


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address (RFC 6454, 4)."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme else PRACTICE


def _is_public_name(host: str) -> bool:
    """Tell whether a host is a name of at least two labels (RFC 1123, 2.1) that can't be read as a number."""
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return labels[-1] not in _LOCAL and not labels[-1][0].isdigit()


def _is_port(digits: str) -> bool:
    return len(digits) <= 5 and not digits.startswith("0") and int(digits) <= 65535
