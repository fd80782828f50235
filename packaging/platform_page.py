"""The platform's page that stands in the window, and a member's hand on it: signs in, and waits until it is drawn."""

from __future__ import annotations

import json

from PySide6.QtGui import QImage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from studio import Studio

_FORM_IS_THERE = "document.getElementById('username') !== null"
_SIGN_IN = """(() => {{
  document.getElementById("username").value = {member};
  document.getElementById("password").value = document.getElementById("practice-password").textContent;
  document.querySelector("form").submit();
  return true;
}})()"""
_FEWEST_COLOURS = 20
_STEP_PX = 3
_AT_REST = 12
"""How many pictures of a page in a row must be the same: it is drawn anew some time after it was given its size."""


def sign_in(studio: Studio, member: str) -> None:
    """Send Plaza's own form, filled in as the page itself says how to."""
    wait_for_form(studio)
    _run(studio, _SIGN_IN.format(member=json.dumps(member)))


def wait_for_form(studio: Studio) -> None:
    """Wait until Plaza's sign-in page is there to be seen."""
    wait_until_drawn(studio)
    while _run(studio, _FORM_IS_THERE) is not True:
        pass


def wait_until_drawn(studio: Studio) -> None:
    """Wait until the page is painted: Chromium does so when it likes, a moment after it has loaded."""
    studio.wait(lambda: _view() is not None, "a platform's page")
    painted: list[QImage] = []

    def is_at_rest() -> bool:
        """Tell whether the last pictures of the page were all the same, and not blank."""
        if (view := _view()) is not None:
            painted.append(view.grab().toImage())
        last = painted[-_AT_REST:]
        return len(last) == _AT_REST and all(one == last[0] for one in last) and _colours(last[0]) > _FEWEST_COLOURS

    studio.wait(is_at_rest, "a paint")


def _view() -> QWebEngineView | None:
    shown = (widget for widget in QApplication.allWidgets() if isinstance(widget, QWebEngineView))
    return next((view for view in shown if view.isVisible()), None)


def _run(studio: Studio, code: str) -> object:
    """Run a script in the page, as no part of the program does on a sign-in page, and return its answer."""
    view, found = _view(), list[object]()
    if view is None:
        return None
    view.page().runJavaScript(code, 0, found.append)
    studio.wait(lambda: bool(found), "the page's answer")
    return found[0]


def _colours(image: QImage) -> int:
    places = ((x, y) for x in range(0, image.width(), _STEP_PX) for y in range(0, image.height(), _STEP_PX))
    return len({image.pixel(x, y) for x, y in places})
