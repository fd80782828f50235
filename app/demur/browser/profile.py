"""The guarded profile: off the record, and with nothing a page of settings does not need (faults.md B.2)."""

from collections.abc import Sequence

from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNotification,
    QWebEngineProfile,
    QWebEngineProfileBuilder,
    QWebEngineSettings,
)

_Attribute = QWebEngineSettings.WebAttribute
OFF = (
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.FocusOnNavigationEnabled,  # the member's keys go where the member put them
    _Attribute.BackForwardCacheEnabled,  # a kept page would be neither loaded nor fresh
    _Attribute.AutoLoadIconsForPage,  # nothing shows them
    _Attribute.TouchIconsEnabled,
    _Attribute.ErrorPageEnabled,  # Demur says itself what happened
)
ON = (_Attribute.WebRTCPublicInterfacesOnly,)  # a page learns no address of the member's own network


def new_profile(trusted: Sequence[QSslCertificate] = ()) -> QWebEngineProfile:
    """Return a new profile that forgets; `trusted` are roots beside the system's (QWebEngineProfileBuilder, 6.10)."""
    made = QWebEngineProfileBuilder().setAdditionalTrustedCertificates(trusted).createProfile("")
    if not made.isOffTheRecord():
        raise RuntimeError("a profile without a storage name is off the record (Qt 6.12), and this one is not")
    made.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    made.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    made.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
    made.setSpellCheckEnabled(False)
    made.setPushServiceEnabled(False)
    made.setNotificationPresenter(_close)
    made.downloadRequested.connect(_cancel)
    _set(made.settings())
    return made


def _set(settings: QWebEngineSettings) -> None:
    for attribute in OFF:
        settings.setAttribute(attribute, False)
    for attribute in ON:
        settings.setAttribute(attribute, True)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


def _cancel(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _close(notification: QWebEngineNotification) -> None:
    notification.close()
