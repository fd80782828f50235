"""Row W5: a fault of a certificate is final; row W4's client certificate."""

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.hand import Hand
from tests.browser.site import Site, html
from tests.support.certificates import Authority

from demur.core.problem import PlatformUnreachable

NAME = "platform.example"
FAULTS = ["expired", "another name", "self-signed", "unknown root", "TLS 1.1"]


def faulty(fault: str, authority: Authority, tmp_path: Path) -> ssl.SSLContext:
    if fault == "expired":
        return authority.server(NAME, days=-1)[0]
    if fault == "another name":
        return authority.server("other.example")[0]
    if fault == "self-signed":
        return authority.server(NAME, is_self_signed=True)[0]
    if fault == "unknown root":
        return Authority(tmp_path).server(NAME)[0]
    context = authority.server(NAME)[0]
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


def test_w5_has_its_count() -> None:
    assert len(FAULTS) == 5


@pytest.mark.parametrize("fault", FAULTS)
def test_w5_fault_is_final(begin: Callable[[Site], Hand], authority: Authority, tmp_path: Path, fault: str) -> None:
    """W5: no page, no way on, and nothing of the request arrives."""
    site = Site(faulty(fault, authority, tmp_path), NAME)
    site.pages["/a"] = html("<title>let in</title>")
    with site.http:
        hand = begin(site)
        with pytest.raises(PlatformUnreachable):
            hand.open(f"{site.base}/a")
        assert site.http.seen == []
        assert hand.js("document.title") != "let in"
        hand.close()


def test_w5_a_good_certificate_is_let_in(hand: Hand, platform: Site) -> None:
    """W5: the way these five are tried does let a good one through."""
    assert hand.open(f"{platform.base}/a").is_direct


def test_w4_no_client_certificate_is_shown(begin: Callable[[Site], Hand], authority: Authority) -> None:
    """W4: a server that asks for one gets none."""
    context = authority.server(NAME)[0]
    context.verify_mode = ssl.CERT_OPTIONAL
    context.load_verify_locations(authority.file)
    site = Site(context, NAME)
    with site.http:
        hand = begin(site)
        assert hand.open(f"{site.base}/a").address == f"{site.base}/a"
        hand.close()
