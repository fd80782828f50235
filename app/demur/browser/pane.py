"""A platform's page with Demur's words beside it: the strip above, the panel at its side, nothing ever over it."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QScrollArea, QVBoxLayout, QWidget

from demur.browser.session import Session
from demur.browser.strip import Strip
from demur.ui.controls import box_of, button, card, clear, label, named
from demur.words import browser as words
from demur.words import say

_PANEL_CHARACTERS = 42
"""How wide the panel is; it grows with the text."""
_COUNT_MS = 1000
_PAGE_PX = 480
"""How wide a page must be at least to be of use; where less is left beside the panel, the panel stands below."""
_NO_LIMIT = 16777215  # QWIDGETSIZE_MAX, which PySide6 does not name


class Pane(QWidget):
    """Holds a session's view while the member looks at it. Made anew for each turn, on the window's thread."""

    done = Signal()
    left = Signal()
    stay_changed = Signal(bool)
    """The member wants to stay signed in from now on, or no longer."""

    def __init__(self, session: Session, steps: tuple[str, ...], stays: bool | None = None) -> None:
        """`stays`: whether the member is to stay signed in so far; None where that is not to be asked here."""
        super().__init__()
        self._session = session
        platform = session.rules.platform
        named(self, say(words.PAGE, platform=platform))
        self.strip = Strip(platform)
        self.panel = Panel(platform, steps, stays)
        self._lay_out()
        self._connect()
        self.strip.show_address(session.address)
        self._contacted_clock = QTimer(self)
        self._contacted_clock.setInterval(_COUNT_MS)
        self._contacted_clock.timeout.connect(self._count)

    def _lay_out(self) -> None:
        view = self._session.view
        named(view, say(words.PAGE, platform=self._session.rules.platform))
        beside = self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        beside.setSpacing(0)
        beside.addWidget(view, 1)
        beside.addWidget(self.panel)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.strip)
        down.addLayout(beside, 1)
        view.show()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """Put the panel below the page where text is so large that too little of the page would be left beside it."""
        super().resizeEvent(event)
        is_below = self.width() - self.panel.wide < _PAGE_PX
        direction = QBoxLayout.Direction.TopToBottom if is_below else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(direction)
        self.panel.setMinimumSize(0, 0)
        self.panel.setMaximumSize(_NO_LIMIT, _NO_LIMIT)
        if is_below:
            self.panel.setFixedHeight(self.height() // 2)
        else:
            self.panel.setFixedWidth(self.panel.wide)

    def _connect(self) -> None:
        session, panel = self._session, self.panel
        platform = session.rules.platform
        session.moved.connect(self.strip.show_address)
        session.refused.connect(lambda host: panel.tell(say(words.LED_AWAY, host=host, platform=platform)))
        session.asked_too_much.connect(lambda what: panel.tell(say(words.REFUSED[what])))
        session.crashed.connect(lambda: panel.tell(say(words.CRASHED)))
        panel.done.connect(self.done)
        panel.left.connect(self.left)
        panel.stay_changed.connect(self.stay_changed)
        panel.counting.connect(self._show_contacted)
        QShortcut(QKeySequence(Qt.Key.Key_F6), self, self.switch_side)

    @Slot()
    def switch_side(self) -> None:
        """Go from the page to the panel, or back."""
        if self.panel.holds_focus():
            self._session.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.panel.take_focus()

    @Slot(bool)
    def _show_contacted(self, is_wanted: bool) -> None:
        """Count while somebody looks; nothing ticks otherwise."""
        if is_wanted:
            self._contacted_clock.start()
            self._count()
        else:
            self._contacted_clock.stop()

    @Slot()
    def _count(self) -> None:
        self.panel.show_hosts(dict(self._session.journey.hosts))


class Panel(QWidget):
    """What Demur says beside a page, and what the member can answer."""

    done = Signal()
    left = Signal()
    counting = Signal(bool)
    stay_changed = Signal(bool)

    def __init__(self, platform: str, steps: tuple[str, ...], stays: bool | None) -> None:
        super().__init__()
        named(self, say(words.PANEL))
        self.setFixedWidth(self.wide)
        self._told, self._note = label(""), card("note")
        box_of(self._note).addWidget(self._told)
        self._note.hide()
        self._steps, self._hosts = QVBoxLayout(), QVBoxLayout()
        self._steps.setSpacing(12)
        self._shown: dict[str, int] | None = None
        self._build(platform, steps, stays)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, self._ask, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    @property
    def wide(self) -> int:
        """How wide the panel is beside a page."""
        return _PANEL_CHARACTERS * self.fontMetrics().averageCharWidth()

    def show_steps(self, steps: tuple[str, ...]) -> None:
        """Show what to do on the page; a new turn of events may change it."""
        clear(self._steps)
        for number, step in enumerate(steps, 1):
            self._steps.addWidget(label(say(words.STEP, number=number, step=step)))

    def tell(self, sentence: str) -> None:
        """Say what the page was refused; the newest replaces the one before."""
        self._told.setText(sentence)
        self._told.setAccessibleName(sentence)
        self._note.show()

    def holds_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        self._done.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_hosts(self, hosts: dict[str, int]) -> None:
        """List the hosts, the most asked first."""
        if hosts == self._shown:
            return
        self._shown = hosts
        clear(self._hosts)
        for host, count in sorted(hosts.items(), key=lambda pair: (-pair[1], pair[0])):
            sentence = words.CONTACTED_ONE if count == 1 else words.CONTACTED_MANY
            self._hosts.addWidget(label(say(sentence, host=host, count=count), "small"))
        if not hosts:
            self._hosts.addWidget(label(say(words.CONTACTED_NONE), "small"))

    def _build(self, platform: str, steps: tuple[str, ...], stays: bool | None) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(12)
        column.addWidget(label(say(words.STEPS), "heading"))
        column.addLayout(self._steps)
        self.show_steps(steps)
        column.addWidget(self._note)
        self._add_buttons(column)
        if stays is not None:
            self._add_stay(column, stays)
        column.addWidget(label(say(words.KEEPS_NO_PASSWORD, platform=platform), "small"))
        column.addWidget(label(say(words.KEYS), "small"))
        self._add_contacted(column)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        self._done = button(words.DONE, kind="primary", purpose=say(words.DONE_PURPOSE))
        self._leave = button(words.LEAVE, purpose=say(words.LEAVE_PURPOSE))
        self._question = label(say(words.LEAVE_ASKED))
        self._yes, self._no = button(words.LEAVE_YES), button(words.LEAVE_NO, kind="primary")
        for widget in (self._done, self._leave, self._question, self._yes, self._no):
            column.addWidget(widget)
        self._done.clicked.connect(self.done)
        self._leave.clicked.connect(self._ask)
        self._yes.clicked.connect(self.left)
        self._no.clicked.connect(self._stay)
        self._switch(is_asking=False)

    def _add_stay(self, column: QVBoxLayout, stays: bool) -> None:
        stay = named(QCheckBox(say(words.STAY)), say(words.STAY).replace("&", ""), say(words.STAY_PURPOSE))
        stay.setChecked(stays)
        stay.toggled.connect(self.stay_changed)
        column.addWidget(stay)
        column.addWidget(label(say(words.STAY_PURPOSE), "small"))

    def _add_contacted(self, column: QVBoxLayout) -> None:
        self._contacted = button(words.CONTACTED, kind="link")
        self._contacted.setCheckable(True)
        listed = named(QWidget(), say(words.CONTACTED_LIST))
        self._hosts.setContentsMargins(8, 0, 0, 0)
        listed.setLayout(self._hosts)
        listed.hide()
        column.addWidget(self._contacted)
        column.addWidget(listed)
        self._contacted.toggled.connect(listed.setVisible)
        self._contacted.toggled.connect(self.counting)

    @Slot()
    def _ask(self) -> None:
        """Ask, in the panel, whether to leave; the page stays as it is meanwhile."""
        self._switch(is_asking=True)
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _stay(self) -> None:
        self._switch(is_asking=False)
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch(self, is_asking: bool) -> None:
        self._done.setVisible(not is_asking)
        self._leave.setVisible(not is_asking)
        self._question.setVisible(is_asking)
        self._yes.setVisible(is_asking)
        self._no.setVisible(is_asking)
