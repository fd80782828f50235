"""The one list of arguments that Qt gets; it imports nothing of Qt, so that a start stays light."""

import os

_BLINK = "--enable-blink-features=ComputedAccessibilityInfo"
"""`computedRole` and `computedName` (WICG Accessibility Object Model): how the page connector reads a control."""
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
"""WebRTC could reach hosts that no request guard sees."""


def for_qt(*for_widgets: str) -> list[str]:
    """Return the arguments for `QApplication`: never `sys.argv`, where `--webEngineArgs` opened a debugging port (W9).

    `for_widgets` are Qt's own, such as `-style`: they stand first, because all that follows goes to Chromium.

    As root Chromium refuses to start with its sandbox; then, and only then, it is left out here, and `sandbox.holds`
    will find it missing.
    """
    made = ["demur", *for_widgets, "--webEngineArgs", _BLINK, *_STILL, _NO_LOCAL_ADDRESSES]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        made.append("--no-sandbox")
    return made
