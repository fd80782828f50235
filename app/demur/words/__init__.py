"""Every sentence a person reads, whole, without Qt: marked for translation, printed in English where Qt is absent."""

from collections.abc import Callable


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: N802  # the name `pyside6-lupdate` looks for
    """Mark `source` for translation and return it unchanged (after Qt's macro of this name)."""
    del context
    return source


CONTEXT = "Demur"
_translate: Callable[[str, str], str] = lambda _context, source: source  # noqa: E731  # replaced as a whole by `use`


def use(translate: Callable[[str, str], str]) -> None:
    """Let `translate(context, source)` stand between the English source and the reader."""
    global _translate
    _translate = translate


def say(sentence: str, **values: object) -> str:
    """Return `sentence` in the reader's language, its blanks filled."""
    text = _translate(CONTEXT, sentence)
    return text.format(**values) if values else text
