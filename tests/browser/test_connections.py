"""Row S1 for pages: nothing is asked but what the page itself asks for, seen from outside by strace."""

import json
import os
import re
import select
import socket
import subprocess
import sys
from pathlib import Path

from tests.browser.hand import Hand
from tests.browser.site import Site, html, script
from tests.browser.test_sandbox import PROGRAM
from tests.faults.test_s1_connections import CALLS, peers, strangers

import demur

PROBE = re.compile(
    r"^.*connect\(\d+, \{sa_family=AF_INET6, sin6_port=htons\(443\)"
    r'.*"2001:4860:4860::8888".*(= 0|= -1 ENETUNREACH .*|<unfinished \.\.\.>)$',
    re.MULTILINE,
)
"""Chromium looks for a way to IPv6 by giving a datagram socket an address, which sends nothing (connect(2)).
No switch leaves it out (`net::HostResolverManager::StartIPv6ReachabilityCheck`, tried with 6.12)."""


def traced(tmp_path: Path, address: str) -> tuple[str, dict[str, object]]:
    """Open a page under strace; return what was addressed, and what the program said."""
    trace = tmp_path / "trace"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "0", "-e", CALLS, "-o", str(trace), sys.executable, str(PROGRAM), address, ""],
        env={
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "PATH": os.environ["PATH"],
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(Path(demur.__file__).parents[1]),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    return PROBE.sub("", trace.read_text(encoding="utf-8")), json.loads(done.stdout.splitlines()[-1])


def test_s1_page_reaches_its_platform_only(tmp_path: Path, here: Site) -> None:
    """S1: no update, no report, no look at whether the network is there, beside what the page asks for."""
    here.pages["/a"] = html("<img src=/picture>")
    trace, said = traced(tmp_path, f"{here.base}/a")
    assert said["opened"] == f"{here.base}/a"
    assert len(peers(trace)) > 0, "the trace does see connections"
    assert strangers(trace) == []
    assert here.asked("/picture") == 1


def test_s1_page_that_opens_nowhere_reaches_nobody(tmp_path: Path) -> None:
    """S1: a start of the whole browser part, and a refused page."""
    trace, said = traced(tmp_path, "https://platform.example/a")
    assert "problem" in said
    assert strangers(trace) == []


CALL_OUT = """
const peer = new RTCPeerConnection({iceServers: [
  {urls: 'stun:127.0.0.1:%(udp)d'},
  {urls: 'turn:127.0.0.1:%(udp)d', username: 'u', credential: 'c'},
]})
peer.onicegatheringstatechange = () => { if (peer.iceGatheringState === 'complete') document.title = 'gathered' }
peer.createDataChannel('x')
peer.createOffer().then(offer => peer.setLocalDescription(offer))
"""


def test_s1_datagrams_that_no_request_guard_sees_are_not_sent(hand: Hand, platform: Site) -> None:
    """S1: WebRTC reaches other computers past every request; here it does not by datagrams.

    By a relay over TCP it still can: no switch of Chromium's closes that, and no request guard sees it.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        platform.pages["/a"] = script(CALL_OUT % {"udp": udp.getsockname()[1]})
        hand.open(f"{platform.base}/a")
        hand.becomes("document.title", "gathered")
        readable, _, _ = select.select([udp], [], [], 0)
        assert readable == []
