"""Joins the page about Demur to what there is to be said of it."""

from datetime import UTC, date, datetime
from pathlib import Path

import PySide6
from PySide6.QtCore import QObject, QTimer

from demur import shipped
from demur.shipped import Part
from demur.ui import dates
from demur.ui.about_page import AboutPage
from demur.ui.frame import Frame
from demur.ui.text_dialog import TextDialog
from demur.words import about, say


class AboutDesk(QObject):
    """Looks once, when the page is first shown, at the parts and at the browser part."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = AboutPage(frame.product.folders)
        self.page.licence_wanted.connect(self._show_licence)
        self._has_looked = False

    def show_page(self) -> None:
        self._frame.show_page(self.page, "about")
        if not self._has_looked:
            self._has_looked = True
            self._frame.run(self.page, shipped.parts, self.page.show_parts)
            QTimer.singleShot(0, self.page, lambda: self.page.show_browser(browser_words(datetime.now(UTC).date())))

    def _show_licence(self, part: Part) -> None:
        try:
            text = part.read_licence()
        except OSError:  # the package was removed or renewed while Demur runs
            text = say(about.LICENCE_GONE)
        licence = part.licence or say(about.LICENCE_UNNAMED)
        intro = say(about.LICENCE_INTRO, name=part.name, version=part.version, licence=licence, home=part.home)
        title = say(about.LICENCE_NAME, name=part.name)
        TextDialog(self.page.window(), title, intro, text, title).open()


def browser_words(today: date) -> str:
    """Return what the browser part is and how old its security fixes are, as well as that is known.

    Loads Qt WebEngine's library (some 30 ms, and 30 MB), but starts nothing of it. On the window's thread: a library
    of Qt's sets itself up while it loads.
    """
    try:
        from PySide6.QtWebEngineCore import qWebEngineChromiumSecurityPatchVersion, qWebEngineChromiumVersion
    except ImportError:
        return say(about.BROWSER_ABSENT)
    fixes, chromium = _text(qWebEngineChromiumSecurityPatchVersion()), _text(qWebEngineChromiumVersion())
    what = say(about.BROWSER_IS, major=chromium.partition(".")[0], fixes=fixes)
    return f"{what} {age_words(fixes, Path(PySide6.__file__), today)}"


def age_words(fixes: str, installed: Path, today: date) -> str:
    """Return how old these fixes are; where that is not known, when the file `installed` came to this computer."""
    published = shipped.fixes_published(fixes)
    if published is not None:
        return about.browser_age(published, dates.day(published), today)
    try:
        came = datetime.fromtimestamp(installed.stat().st_mtime, UTC).date()
    except OSError:
        return say(about.BROWSER_UNDATED)
    return say(about.BROWSER_FILES, day=dates.day(came))


def _text(answer: str | bytes | bytearray | memoryview) -> str:
    """Return a version as text: it is one, although PySide6's types allow for bytes."""
    return answer if isinstance(answer, str) else bytes(answer).decode()
