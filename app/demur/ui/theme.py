"""Colours and sizes, light and dark, following the system."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from demur import paths


class Tone(NamedTuple):
    """Colours of one kind of card."""

    ink: str
    ground: str
    line: str
    icon_ink: str


class Theme(NamedTuple):
    """All colours of one scheme, and its name in the files of our icons.

    Text on ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
    """

    name: str
    ground: str
    surface: str
    rail: str
    line: str
    control_line: str
    ink: str
    soft: str
    accent: str
    accent_ink: str
    selected: str
    tones: dict[str, Tone]
    dots: dict[str, str]


LIGHT = Theme(
    name="light",
    ground="#f3f5f7",
    surface="#ffffff",
    rail="#eaeef2",
    line="#dde2e8",
    control_line="#7a8794",
    ink="#17202b",
    soft="#52606f",
    accent="#0a6c74",
    accent_ink="#ffffff",
    selected="#dcecf0",
    tones={
        "on": Tone("#17202b", "#fff4e0", "#e0a94e", "#3b2200"),
        "off": Tone("#17202b", "#e7f5ec", "#7cc397", "#06351c"),
        "not-offered": Tone("#17202b", "#eef1f4", "#a9b4bf", "#17202b"),
        "unknown": Tone("#17202b", "#f3eefb", "#bda4e3", "#2c1251"),
        "note": Tone("#17202b", "#e8f1f8", "#9bbfd8", "#0c2c42"),
    },
    dots={"on": "#b86e00", "off": "#23834f", "not-offered": "#6d7c8b", "unknown": "#7a4fc0"},
)

DARK = Theme(
    name="dark",
    ground="#12171d",
    surface="#1b222b",
    rail="#161c23",
    line="#313c48",
    control_line="#728191",
    ink="#e9eef3",
    soft="#a5b2c0",
    accent="#4fc3c9",
    accent_ink="#06272a",
    selected="#1f3a44",
    tones={
        "on": Tone("#e9eef3", "#33260f", "#7a5c22", "#ffe8c2"),
        "off": Tone("#e9eef3", "#12301f", "#2d6a47", "#c9f2d9"),
        "not-offered": Tone("#e9eef3", "#232c36", "#4a5866", "#e9eef3"),
        "unknown": Tone("#e9eef3", "#2a2140", "#5d4a8c", "#e4d8fb"),
        "note": Tone("#e9eef3", "#182b3a", "#35566d", "#d3e8f6"),
    },
    dots={"on": "#e39a2b", "off": "#3fb374", "not-offered": "#93a1af", "unknown": "#b08cf0"},
)


def current() -> Theme:
    """Return the theme that the program wears now."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


SETTING = "theme"
"""The setting under which the member's choice is kept."""

_CHOSEN = "demurTheme"
"""The property of the application object that holds the member's choice."""


STYLE_ARGUMENTS = ("-style", "fusion")
"""Arguments of QApplication: the style that the sheet below is made for. A style set later takes 5 ms longer."""


def apply(app: QApplication, chosen: str = "system") -> None:
    """Dress the program in `light` or `dark`, or as the system asks for, now and whenever it changes its mind."""
    is_first = app.property(_CHOSEN) is None
    app.setProperty(_CHOSEN, chosen)
    if is_first:
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: _dress(app))
    _dress(app, is_first)


def chosen(app: QApplication) -> str:
    """Return what the program was dressed in by choice; `system` where nobody chose."""
    return str(app.property(_CHOSEN) or "system")


SCROLL_BAR_PX = 12
"""How wide a scroll bar is."""


def icon_px() -> int:
    """Return how large the round icon of a state is: it grows with the text."""
    return max(46, round(QFontMetrics(QApplication.font()).height() * 2.6))


def indent_px() -> int:
    """Return how far a line stands in that belongs to the words of a button with a circle or a box before them."""
    from PySide6.QtWidgets import QStyle  # its many enumerations take their time, so not at the start

    return QApplication.style().pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth) + 8


def dot_px() -> int:
    """Return how large the dot beside an account is: it grows with the text."""
    return max(10, QFontMetrics(QApplication.font()).height() * 6 // 10)


def _asked_for(is_first: bool) -> Theme:
    """Return what the system asks for; before the first dressing, the palette is still the system's and says it."""
    if is_first:
        return current()
    from PySide6.QtCore import Qt  # takes its time (see plain_values), so not at the start

    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def _dress(app: QApplication, is_first: bool = False) -> None:
    theme = {"light": LIGHT, "dark": DARK}.get(app.property(_CHOSEN)) or _asked_for(is_first)
    app.setPalette(_palette(theme))
    app.setStyleSheet(_sheet(theme, app.font().pointSizeF() or 10.0))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, colour in {
        QPalette.ColorRole.Window: theme.ground,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.rail,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.ToolTipBase: theme.surface,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_ink,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.PlaceholderText: theme.soft,
        QPalette.ColorRole.Accent: theme.accent,
    }.items():
        palette.setColor(role, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(theme.soft))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, QColor(theme.soft))
    return palette


def _icon(name: str, theme: Theme) -> str:
    """Return where one of our icons lies, as a style sheet names it; it is read when it is first drawn."""
    return (paths.resources() / "icons" / f"{name}-{theme.name}.svg").as_posix()


def _sheet(theme: Theme, point: float) -> str:
    icon_radius, dot_radius = icon_px() // 2, dot_px() // 2
    cards = "\n".join(
        f"""
        QFrame[card="{name}"] {{ background: {tone.ground}; border: 1px solid {tone.line}; border-radius: 12px; }}
        QFrame[card="{name}"] QLabel {{ color: {tone.ink}; }}
        QLabel[icon="{name}"] {{ background: {tone.line}; color: {tone.icon_ink}; border-radius: {icon_radius}px;
            font-size: {point * 1.6:.1f}pt; font-weight: 700; }}
        QFrame[card="{name}"][told="true"] {{ background: {theme.surface}; }}
        QLabel[icon="{name}"][told="true"] {{ background: transparent; color: {tone.ink};
            border: 2px solid {tone.line}; }}
        """
        for name, tone in theme.tones.items()
    )
    dots = "\n".join(
        f'QFrame[dot="{name}"] {{ background: {colour}; border-radius: {dot_radius}px; }}'
        f'QFrame[dot="{name}"][told="true"] {{ background: transparent; border: 2px solid {colour}; }}'
        for name, colour in theme.dots.items()
    )
    return f"""
    QWidget {{ color: {theme.ink}; }}
    QMainWindow, QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget {{ background: {theme.ground}; }}
    QWidget#rail {{ background: {theme.rail}; border-right: 1px solid {theme.line}; }}
    QWidget#rail QScrollArea, QWidget#rail QScrollArea > QWidget > QWidget {{ background: {theme.rail}; border: 0; }}
    QScrollArea {{ border: 0; }}
    QLabel {{ background: transparent; }}
    QLabel[role="brand"] {{ font-size: {point * 1.25:.1f}pt; font-weight: 700; }}
    QLabel[role="section"] {{ color: {theme.soft}; font-size: {point * 0.85:.1f}pt; }}
    QLabel[role="title"] {{ font-size: {point * 1.6:.1f}pt; font-weight: 700; }}
    QLabel[role="headline"] {{ font-size: {point * 1.4:.1f}pt; font-weight: 700; }}
    QLabel[role="heading"] {{ font-weight: 700; }}
    QLabel[role="soft"] {{ color: {theme.soft}; }}
    QLabel[role="small"] {{ color: {theme.soft}; font-size: {point * 0.9:.1f}pt; }}
    QLabel[role="code"] {{ font-family: monospace; font-size: {point * 0.9:.1f}pt; }}
    QFrame[card="plain"] {{ background: {theme.surface}; border: 1px solid {theme.line}; border-radius: 12px; }}
    QFrame[card="strip"] {{ background: {theme.surface}; border: 0; border-bottom: 1px solid {theme.line}; }}
    QFrame[card="source"] {{ background: {theme.ground}; border: 0; border-radius: 8px; }}
    {cards}
    {dots}
    QPushButton {{ background: transparent; color: {theme.accent}; border: 1px solid {theme.control_line};
        border-radius: 8px; padding: 8px 16px; font-weight: 600; }}
    QPushButton, QRadioButton, QCheckBox, QComboBox, QDateEdit {{ outline: 0; }}
    QPushButton:hover {{ background: {theme.selected}; }}
    QPushButton:disabled {{ color: {theme.soft}; border-color: {theme.line}; }}
    QPushButton[kind="primary"] {{ background: {theme.accent}; color: {theme.accent_ink};
        border-color: {theme.accent}; }}
    QPushButton[kind="primary"]:disabled {{ background: {theme.line}; color: {theme.soft};
        border-color: {theme.line}; }}
    QPushButton[kind="link"] {{ border: 1px solid transparent; padding: 2px 4px; text-align: left; }}
    QPushButton[kind="link"][quiet="true"] {{ font-weight: 400; font-size: {point * 0.9:.1f}pt; }}
    QPushButton[kind="rail"] {{ border: 1px solid transparent; text-align: left; color: {theme.ink};
        font-weight: 400; padding: 8px 10px; }}
    QPushButton[kind="rail"][quiet="false"] {{ color: {theme.accent}; font-weight: 600; }}
    QPushButton[kind="rail"]:checked {{ background: {theme.surface}; border: 1px solid {theme.line}; }}
    QPushButton:focus, QPushButton[kind="rail"]:focus, QPushButton[kind="link"]:focus,
    QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; }}
    QPushButton:focus {{ padding: 7px 15px; }}
    QPushButton[kind="rail"]:focus {{ padding: 7px 9px; }}
    QPushButton[kind="link"]:focus {{ padding: 1px 3px; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {theme.ink}; }}
    QRadioButton, QCheckBox {{ padding: 3px; }}
    QRadioButton::indicator {{ width: {point * 1.2:.0f}px; height: {point * 1.2:.0f}px; background: {theme.surface};
        border: 2px solid {theme.control_line}; border-radius: {point * 0.6 + 2:.0f}px; }}
    QRadioButton::indicator:checked {{ background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {theme.accent}, stop: 0.55 {theme.accent}, stop: 0.65 {theme.surface}, stop: 1 {theme.surface});
        border-color: {theme.accent}; }}
    QCheckBox::indicator {{ width: {point * 1.2:.0f}px; height: {point * 1.2:.0f}px; background: {theme.surface};
        border: 2px solid {theme.control_line}; border-radius: 4px; }}
    QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
        image: url("{_icon("tick", theme)}"); }}
    QRadioButton:focus, QCheckBox:focus {{ border: 2px solid {theme.accent}; border-radius: 6px; padding: 1px; }}
    QLineEdit, QComboBox, QDateEdit, QPlainTextEdit {{ background: {theme.surface};
        border: 1px solid {theme.control_line}; border-radius: 6px; padding: 6px 8px; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus, QDateEdit QLineEdit:focus {{ border: 0; padding: 0; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: {point * 2.4:.0f}px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{_icon("down", theme)}");
        width: {point * 1.2:.0f}px; height: {point * 1.2:.0f}px; }}
    QFrame[card="plain"][focused="true"] {{ border: 2px solid {theme.accent}; }}
    QTableView {{ background: {theme.surface}; border: 0; outline: 0; gridline-color: {theme.line};
        selection-background-color: {theme.selected}; selection-color: {theme.ink}; }}
    QTableView::item {{ padding: 0 8px; border: 0; border-bottom: 1px solid {theme.line}; }}
    QTableView::item:selected {{ background: {theme.selected}; color: {theme.ink}; }}
    QHeaderView {{ background: {theme.surface}; border: 0; }}
    QHeaderView::section {{ background: {theme.surface}; color: {theme.soft}; border: 0;
        border-bottom: 1px solid {theme.line}; padding: 8px 8px 8px 11px; }}
    QScrollBar {{ background: transparent; border: 0; margin: 0; }}
    QScrollBar:vertical {{ width: {SCROLL_BAR_PX}px; }}
    QScrollBar:horizontal {{ height: {SCROLL_BAR_PX}px; }}
    QScrollBar::handle {{ background: {theme.control_line}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 36px; }}
    QScrollBar::handle:horizontal {{ min-width: 36px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
