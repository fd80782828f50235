"""The one list of arguments that Qt gets; it imports nothing of Qt, so that a start stays light."""

import os

_BLINK = "--enable-blink-features=ComputedAccessibilityInfo"
"""`computedRole` and `computedName` (WICG Accessibility Object Model): how the page connector reads a control."""
_KNOWN = "--force-renderer-accessibility=basic"
"""Chromium keeps what it has computed of roles and names while the page is there. Without this it begins anew with each
element that is asked about, so that the time of a look grew with the square of the page: 3 to 8 s for 400 controls, and
soon as long as a page that hangs (seen in 6.12). Assistive technology has the same effect; a page can't tell."""
_STILL = (
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-background-networking",
    "--no-pings",
    "--dns-prefetch-disable",
)
"""Nothing is started or sent that no page asked for."""
_NO_LOCAL_ADDRESSES = "--force-webrtc-ip-handling-policy=disable_non_proxied_udp"
"""WebRTC could reach hosts that no request guard sees. Open all the same, and closed by no switch (tried with 6.12): a
relay over TCP, WebTransport, and `<link rel=preconnect>`, which opens a line and sends no request."""


def for_qt(*for_widgets: str) -> list[str]:
    """Return the arguments for `QApplication`: never `sys.argv`, where `--webEngineArgs` opened a debugging port (W9).

    `for_widgets` are Qt's own, such as `-style`: they stand first, because all that follows goes to Chromium.

    As root Chromium refuses to start with its sandbox; then, and only then, it is left out here, and `sandbox.holds`
    will find it missing.
    """
    made = ["demur", *for_widgets, "--webEngineArgs", _BLINK, _KNOWN, *_STILL, _NO_LOCAL_ADDRESSES]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        made.append("--no-sandbox")
    return made
