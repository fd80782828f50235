"""Values of Qt's namespace `Qt` by number, for Qt's own properties (QObject::setProperty).

PySide6 makes the 130 enumerations of `Qt` all at once, when the first of them is looked at: a seventh of what a bare
window takes to start. So what the first picture of the window needs is set by number; a test holds each to its name.
"""

from typing import Final

PLAIN_TEXT: Final = 0
"""Qt.TextFormat.PlainText"""
SELECTABLE_BY_MOUSE: Final = 1
"""Qt.TextInteractionFlag.TextSelectableByMouse"""
CENTERED: Final = 0x84
"""Qt.AlignmentFlag.AlignCenter"""
NO_FOCUS: Final = 0
"""Qt.FocusPolicy.NoFocus"""
NO_SCROLL_BAR: Final = 1
"""Qt.ScrollBarPolicy.ScrollBarAlwaysOff"""
WORD_WRAP: Final = 0x1000
"""Qt.TextFlag.TextWordWrap"""
WRAP_ANYWHERE: Final = 0x2000
"""Qt.TextFlag.TextWrapAnywhere"""
DISPLAY_ROLE: Final = 0
"""Qt.ItemDataRole.DisplayRole"""
ACCESSIBLE_TEXT_ROLE: Final = 11
"""Qt.ItemDataRole.AccessibleTextRole"""
