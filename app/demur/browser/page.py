"""The guarded page: stays at its platform, and refuses what a page may ask of a browser (faults.md B.2)."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineClientCertificateSelection,
    QWebEngineDesktopMediaRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineQuotaRequest,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineWebAuthUxRequest,
)

from demur.browser.journey import Journey
from demur.browser.leaving import is_about_leaving
from demur.browser.rules import Rules, encoded, told_host

_Type = QWebEnginePage.NavigationType
BLANK = "about:blank"
KNOCK = "demur: at rest"
"""What resources/page/probe.js writes to the console."""


class GuardedPage(QWebEnginePage):
    """One page of one account."""

    refused = Signal(str)
    """The host, or scheme, that the main frame wanted to go to and did not."""
    asked_too_much = Signal(str)
    """What else was refused, as a short name; no text of the page's."""
    knocked = Signal()
    """The probe has more to say. A page may knock as well, and gains nothing: the probe is asked, that is all."""

    def __init__(self, profile: QWebEngineProfile, rules: Rules, journey: Journey) -> None:
        super().__init__(profile)
        self._rules, self._journey = rules, journey
        self._may_be_blank = self._is_cancelling = False
        self._directly = ""
        self._refuse_requests()

    def load_blank(self) -> None:
        """Load the empty page; a page can't do this by itself."""
        self._may_be_blank = True
        self.setUrl(QUrl(BLANK))

    def reload_directly(self, address: str) -> None:
        """Load the page that is at `address` again past every cache and service worker.

        Where it has given itself another address by the time that it is loaded, that load is not counted as direct.
        """
        self._directly = encoded(QUrl(address))
        self.triggerAction(QWebEnginePage.WebAction.ReloadAndBypassCache)

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, is_main: bool, /
    ) -> bool:
        """Answer for every frame, at each redirect too (Qt calls it from a navigation throttle)."""
        untrusted_address = encoded(QUrl(url))
        if not is_main:
            return self._rules.allow_part(untrusted_address, is_frame=True)
        may_be_blank, self._may_be_blank = self._may_be_blank, False
        if may_be_blank and untrusted_address == BLANK:
            return True
        if not self._rules.allow_main(untrusted_address):
            self._refuse(untrusted_address)
            return False
        directly, self._directly = self._directly, ""
        bypasses = type is _Type.NavigationTypeReload and untrusted_address == directly
        self._journey.accept(type is _Type.NavigationTypeRedirect, bypasses)
        return True

    def createWindow(  # type: ignore[override]  # noqa: N802 - Qt's stub leaves out that None refuses
        self,
        type: QWebEnginePage.WebWindowType,  # noqa: ARG002
        /,
    ) -> QWebEnginePage | None:
        """Open no window; `_stay_here` says what becomes of the address."""
        return None

    def chooseFiles(  # noqa: N802 - Qt's name
        self,
        mode: QWebEnginePage.FileSelectionMode,  # noqa: ARG002
        old: Sequence[str],  # noqa: ARG002
        accepted: Sequence[str],  # noqa: ARG002
        /,
    ) -> list[str]:
        """Offer no file of the member's."""
        self.asked_too_much.emit("file")
        return []

    def javaScriptAlert(self, origin: QUrl | str, untrusted_text: str, /) -> None:  # noqa: N802, ARG002
        """Show nothing: a page's words in a box of ours would look like ours."""
        self.asked_too_much.emit("alert")

    def javaScriptConfirm(self, origin: QUrl | str, untrusted_text: str, /) -> bool:  # noqa: N802, ARG002
        """Say no to every question, but let the page be left: Qt asks that here too, in words of its own."""
        if is_about_leaving(untrusted_text):
            return True
        self.asked_too_much.emit("confirm")
        return False

    def javaScriptPrompt(  # noqa: N802 - Qt's name
        self,
        origin: QUrl | str,  # noqa: ARG002
        untrusted_text: str,  # noqa: ARG002
        untrusted_default: str,  # noqa: ARG002
        /,
    ) -> tuple[bool, str]:
        self.asked_too_much.emit("prompt")
        return False, ""

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,  # noqa: ARG002
        untrusted_text: str,
        line: int,  # noqa: ARG002
        source: str,  # noqa: ARG002
        /,
    ) -> None:
        """Keep a page's messages out of our log: they may hold anything."""
        if untrusted_text == KNOCK:
            self.knocked.emit()

    def _refuse(self, untrusted_address: str) -> None:
        told = told_host(untrusted_address)
        self._journey.refuse(told)
        self.refused.emit(told)

    def _refuse_requests(self) -> None:
        self.certificateError.connect(self._reject_certificate)
        self.permissionRequested.connect(self._deny)
        self.fullScreenRequested.connect(self._reject)
        self.desktopMediaRequested.connect(self._cancel)
        self.registerProtocolHandlerRequested.connect(self._reject)
        self.fileSystemAccessRequested.connect(self._reject)
        self.quotaRequested.connect(self._reject)
        self.webAuthUxRequested.connect(self._cancel_key)
        self.selectClientCertificate.connect(self._show_no_certificate)
        self.authenticationRequired.connect(self._stop)
        self.proxyAuthenticationRequired.connect(self._stop)
        self.printRequested.connect(lambda: self.asked_too_much.emit("print"))
        self.newWindowRequested.connect(self._stay_here)

    @Slot(QWebEngineCertificateError)
    def _reject_certificate(self, error: QWebEngineCertificateError) -> None:
        """Certificate errors are final."""
        error.rejectCertificate()

    def _stop(self, *_: object) -> None:
        """Ask nobody for a password, and load no further.

        Only a null `QAuthenticator` refuses, which Python can't make one; else Qt sends an empty name and password,
        32 times over (seen in 6.12).
        """
        self.triggerAction(QWebEnginePage.WebAction.Stop)
        self.asked_too_much.emit("password")

    @Slot(QWebEnginePermission)
    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        self.asked_too_much.emit("permission")

    def _reject(
        self,
        request: QWebEngineFullScreenRequest
        | QWebEngineRegisterProtocolHandlerRequest
        | QWebEngineFileSystemAccessRequest
        | QWebEngineQuotaRequest,
    ) -> None:
        request.reject()
        self.asked_too_much.emit("permission")

    @Slot(QWebEngineDesktopMediaRequest)
    def _cancel(self, request: QWebEngineDesktopMediaRequest) -> None:
        request.cancel()
        self.asked_too_much.emit("permission")

    def _cancel_key(self, request: QWebEngineWebAuthUxRequest) -> None:
        """Refuse a security key; Qt tells of the same request again in the middle of its being cancelled (seen)."""
        if not self._is_cancelling:
            self._is_cancelling = True
            request.cancel()
            self._is_cancelling = False
            self.asked_too_much.emit("permission")

    @Slot(QWebEngineClientCertificateSelection)
    def _show_no_certificate(self, selection: QWebEngineClientCertificateSelection) -> None:
        selection.selectNone()

    @Slot(QWebEngineNewWindowRequest)
    def _stay_here(self, request: QWebEngineNewWindowRequest) -> None:
        """Open what the member wanted in a new window in this page, where it may be here at all."""
        url = request.requestedUrl()
        if not request.isUserInitiated():
            self._journey.refuse(told_host(encoded(url)))
        elif self._rules.allow_main(encoded(url)):
            self.setUrl(url)
        else:
            self._refuse(encoded(url))
