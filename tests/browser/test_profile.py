"""faults.md B.2, "QtWebEngine settings": each line of the profile and its attributes, by name."""

import pytest
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings
from tests.browser.hand import Hand

LISTED_OFF = [
    "LocalContentCanAccessFileUrls",
    "LocalContentCanAccessRemoteUrls",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "AllowRunningInsecureContent",
    "PluginsEnabled",
    "PdfViewerEnabled",
    "ScreenCaptureEnabled",
    "DnsPrefetchEnabled",
    "HyperlinkAuditingEnabled",
    "NavigateOnDropEnabled",
    "AllowWindowActivationFromJavaScript",
]


@pytest.mark.parametrize("name", [*LISTED_OFF, "FullScreenSupportEnabled", "BackForwardCacheEnabled"])
def test_attribute_is_off(shared: Hand, name: str) -> None:
    attribute = QWebEngineSettings.WebAttribute[name]
    assert not shared.session.profile.settings().testAttribute(attribute)
    assert not shared.page.settings().testAttribute(attribute)


def test_profile_forgets(shared: Hand) -> None:
    profile = shared.session.profile
    assert profile.isOffTheRecord()
    assert profile.httpCacheType() is QWebEngineProfile.HttpCacheType.NoCache
    assert profile.persistentCookiesPolicy() is QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    assert profile.persistentPermissionsPolicy() is QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    assert not profile.isSpellCheckEnabled()
    assert not profile.isPushServiceEnabled()


def test_unknown_schemes_are_disallowed(shared: Hand) -> None:
    policy = shared.page.settings().unknownUrlSchemePolicy()
    assert policy is QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes


def test_nothing_of_ours_is_in_every_page(shared: Hand) -> None:
    """No script of ours waits in profile or page, and no channel leads from the page's world to us."""
    assert shared.session.profile.scripts().toList() == []
    assert shared.page.scripts().toList() == []
    assert shared.page.webChannel() is None
