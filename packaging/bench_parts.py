"""What `dev.py bench` times, each as a process of its own that prints one number of seconds, or starts a clock outside.

Run inside .venv as: python bench_parts.py NAME [ARGUMENTS]. A window is timed from outside: it prints `painted`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def bare_window() -> None:
    """The floor of a start: an empty PySide6 window whose first label is painted."""
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication(["bare"])
    label = QLabel("painted")
    label.resize(1180, 780)
    label.show()
    _when_painted(app, label)
    app.exec()


def demur_window(data: str) -> None:
    """A start of Demur until the words of the selected account's state are painted; a skeleton does not count."""
    from demur.startup import prepare

    prepare()  # first, as in `demur.__main__`
    from demur.paths import folders
    from demur.ui import program

    raise SystemExit(program.run(folders(Path(data)), _watch_headline))


def _watch_headline(window: Any) -> None:
    """Watch the label itself: to look for it by QObject::findChildren would have objects made that no start makes."""
    from PySide6.QtWidgets import QApplication

    headline = window._account.page.card._headline
    if not headline.text().startswith("Your data may be used"):
        raise SystemExit("the account shows another state than the one meant")
    _when_painted(QApplication.instance(), headline)


def _when_painted(app: Any, label: Any) -> None:
    """Print `painted` and end, once `label` has been drawn and shown.

    Only that label is watched: a filter on everything would itself take a fifth of what is measured.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            if event.type() is QEvent.Type.Paint and watched is label:
                QTimer.singleShot(0, self._seen)
            return False

        def _seen(self) -> None:
            print("painted", flush=True)
            app.closeAllWindows()
            app.exit(0)

    app.eye = Eye()
    label.installEventFilter(app.eye)


def opt_outs(data: str, count: str) -> None:
    """Opt-outs and opt-ins in turn on a Plaza that runs already; prints the median, and the floor's, in seconds."""
    from statistics import median

    from demur import wiring
    from demur.core.setting import State
    from demur.paths import folders

    product = wiring.build(folders(Path(data)))
    account = product.accounts.all()[0]
    product.opt_out.look(account.id)
    ours, floor, target = [], [], State.OFF
    tokens = product.rooms.shelf(True).find(account.sign_in) or {}
    for _ in range(int(count)):
        code = product.opt_out.preview(account.id, target).code
        began = time.perf_counter()
        outcome = product.opt_out.apply(code)
        ours.append(time.perf_counter() - began)
        if outcome is None or outcome.verdict.value != "confirmed":
            raise SystemExit("an opt-out was not confirmed, so its time counts for nothing")
        target = State.ON if target is State.OFF else State.OFF
        began = time.perf_counter()
        _bare_calls(product.practice.base(), tokens["access_token"], target is State.ON)
        floor.append(time.perf_counter() - began)
        target = State.ON if target is State.OFF else State.OFF
    product.close()
    print(median(ours), median(floor))


def _bare_calls(base: str, token: str, value: bool) -> None:
    """The same requests by bare `requests`: who, read, write; then on a new connection who and read."""
    import requests

    headers = {"Authorization": f"Bearer {token}"}
    with requests.Session() as one:
        one.trust_env = False
        one.get(f"{base}/api/me", headers=headers, timeout=10).json()
        seen = one.get(f"{base}/api/settings/ai-training", headers=headers, timeout=10)
        match = {"If-Match": seen.headers["ETag"]}
        one.put(f"{base}/api/settings/ai-training", json={"value": value}, headers=headers | match, timeout=10)
    with requests.Session() as other:
        other.trust_env = False
        other.get(f"{base}/api/me", headers=headers, timeout=10).json()
        other.get(f"{base}/api/settings/ai-training", headers=headers, timeout=10).json()


def bare_verify() -> None:
    """The floor of a verification: Python with cryptography's Ed25519 imported."""
    from cryptography.hazmat.primitives.asymmetric import ed25519

    if not hasattr(ed25519, "Ed25519PublicKey"):
        raise SystemExit("cryptography has no Ed25519 here")


PARTS: dict[str, Callable[..., None]] = {
    "bare-window": bare_window,
    "demur-window": demur_window,
    "opt-outs": opt_outs,
    "bare-verify": bare_verify,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
