"""Qt's own question before a page with a `beforeunload` handler is left (`QWebEnginePagePrivate::javascriptDialog`)."""

from PySide6.QtCore import QCoreApplication

_QUESTION = "Are you sure you want to leave this page? Changes that you made may not be saved."


def is_about_leaving(untrusted_text: str) -> bool:
    """Tell whether a question is Qt's, in whatever language Qt speaks, and not one of the page's."""
    return untrusted_text == QCoreApplication.translate("QWebEnginePage", _QUESTION)
