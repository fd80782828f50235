"""The readable view of a receipt: one static page without script, and without anything from elsewhere."""

import html
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_STYLE: Final = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .5rem 1.25rem; margin: 1rem 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.digest { font: .8rem/1.9 ui-monospace, monospace; }
.note { border: 1px solid; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
.practice { border: 3px double; font-weight: 700; text-align: center; padding: .75rem 1rem; margin: 1rem 0; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .75rem; } }
@media print {
  body { font-size: 11pt; max-width: none; margin: 0; color: #000; background: #fff; }
  dt, dd, .note, .practice { break-inside: avoid; }
  @page { margin: 18mm; }
}
"""
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
"""A value that is set in letters of even width, small enough to stand in one line."""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Section(NamedTuple):
    """A heading, names with what belongs to them, and sentences below."""

    heading: str
    rows: Sequence[tuple[str, str]] = ()
    sentences: Sequence[str] = ()


class PageText(NamedTuple):
    """What the page says, in words; any of it may hold a stranger's text."""

    language: str
    title: str
    subtitle: str
    watermark: str
    """Said above and below everything; empty for a receipt of a real account."""
    warning: str
    sections: Sequence[Section]


def page(text: PageText) -> bytes:
    """Return the page as HTML 5; every word of `text` is escaped."""
    mark = _tag("p", text.watermark, "practice") if text.watermark else ""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(text.language)}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        _tag("title", text.title),
        f"<style>\n{_STYLE}</style></head>",
        f"<body><main>{mark}",
        _tag("h1", text.title),
        _tag("p", text.subtitle),
        _tag("p", text.warning, "note"),
        *(_section(section) for section in text.sections),
        f"{mark}</main></body></html>",
    ]
    return ("\n".join(part for part in parts if part) + "\n").encode()


def _section(section: Section) -> str:
    rows = "\n".join(_tag("dt", name) + _value(value) for name, value in section.rows)
    sentences = "\n".join(_tag("p", sentence) for sentence in section.sentences)
    listed = f"<dl>\n{rows}\n</dl>" if rows else ""
    return f"<section>{_tag('h2', section.heading)}\n{listed}{sentences}</section>"


def _value(untrusted_text: str) -> str:
    return _tag("dd", untrusted_text, "digest" if DIGEST.fullmatch(untrusted_text) else "")


def _tag(name: str, untrusted_text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<{name}{attribute}>{html.escape(untrusted_text)}</{name}>"
