"""Writing a letter: the fields on one side, the letter as it stands now on the other, and what becomes of it below."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFileDialog, QFrame, QRadioButton, QVBoxLayout

from demur.letters.layout import missing_of
from demur.letters.letter import Letter, LetterKind
from demur.letters.letters import Waiting
from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, row
from demur.ui.letter_fields import LetterFields
from demur.ui.letter_sent_card import LetterSentCard
from demur.ui.letter_view import LetterView
from demur.words import letter_page as words
from demur.words import say

_TOO_NARROW = 92
"""In letters of the text's font: with less, the letter stands below its fields."""
PDF, TEXT = ".pdf", ".txt"


class LetterPage(Page):
    """Reports what the member writes and wants done with it; it decides nothing."""

    changed = Signal(str, object)
    put_back_wanted = Signal()
    whom_chosen = Signal(bool)
    """Whether a complaint goes to the authority."""
    save_wanted = Signal(str)
    """The file; its ending says whether as PDF or as text."""
    copy_wanted = Signal()
    form_wanted = Signal()
    throw_away_wanted = Signal()
    hidden = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._title, self._intro, self._first_note = label("", "title"), label("", "soft"), label("")
        self._whom, self._notes = _whom_card(), card()
        self._fields: LetterFields | None = None
        self._letter: Letter | None = None
        self._view, self.sent = LetterView(), LetterSentCard()
        self._standing, self._result = label("", "heading"), label("")
        self._group = QButtonGroup(self)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(24)
        self._ways = QVBoxLayout()
        for part in (self._title, self._intro, self._first_note, self._whom):
            self.column.addWidget(part)
        self.column.addLayout(self._beside)
        for below in (self._notes, self.sent):
            self.column.addWidget(below)
        self._place_for_fields = QVBoxLayout()
        self._beside.addLayout(self._place_for_fields, 1)
        self._beside.addLayout(self._letter_side(), 1)
        back = button(words.BACK, words.BACK_NAME)
        back.clicked.connect(self.left)
        away = button(words.THROW_AWAY, words.THROW_AWAY_NAME, kind="link")
        away.clicked.connect(self.throw_away_wanted)
        self.column.addLayout(row(back, away))
        self.column.addStretch(1)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def begin(self, letter: Letter, setting: str, notes: Sequence[str], form: str) -> None:
        """Show a letter that is about to be written, what to know of it, and the form there may be."""
        title = say(words.TITLES[letter.kind])
        named(self, title)
        self._title.setText(title)
        intro = words.PAGE_TEXT[_family(letter)]
        self._intro.setText(say(intro, setting=setting, platform=letter.platform))
        self._first_note.setText(notes[0])
        self._show_whom(letter)
        clear(self._place_for_fields)
        fields = LetterFields(letter)
        fields.changed.connect(self.changed)
        fields.put_back_wanted.connect(self.put_back_wanted)
        self._fields = fields
        self._place_for_fields.addWidget(fields)
        self._show_ways(form)
        self._show_notes(notes[1:])
        self.show_letter(letter)
        fields.focus_first(tuple(letter.gaps))

    def show_letter(self, letter: Letter) -> None:
        """Show the letter as it stands now, and whether anything is missing from it."""
        self._letter = letter
        self._view.show_letter(letter)
        missing = missing_of(letter)
        self._standing.setText(say(words.NOT_FINISHED, missing=missing) if missing else say(words.FINISHED))
        self._result.setText("")

    def put_back(self, body: str) -> None:
        if self._fields is not None:
            self._fields.put_back(body)

    def show_waiting(self, waiting: Sequence[Waiting], today: date) -> None:
        self.sent.show_waiting(waiting, today)

    def show_result(self, sentence: str) -> None:
        """Say what was saved or copied, beside the buttons."""
        self._result.setText(sentence)

    def ask_where(self, suggested: str) -> None:
        """Ask for the file that the letter is saved in."""
        chosen = QFileDialog(self, say(words.SAVE_PDF_NAME if suggested.endswith(PDF) else words.SAVE_TEXT_NAME))
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix(suggested.rpartition(".")[2])
        chosen.selectFile(suggested)
        chosen.fileSelected.connect(self.save_wanted)
        chosen.open()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  # Qt's name
        super().hideEvent(event)
        self.hidden.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        super().resizeEvent(event)
        is_narrow = self.width() < _TOO_NARROW * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._beside.direction() != direction:
            self._beside.setDirection(direction)

    def _letter_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        caption = label(say(words.PREVIEW), "heading")
        caption.setBuddy(self._view)
        side.addWidget(caption)
        side.addWidget(self._standing)
        side.addWidget(self._view, 1)
        side.addLayout(self._ways)
        side.addWidget(self._result)
        return side

    def _show_ways(self, form: str) -> None:
        clear(self._ways)
        pdf = button(words.SAVE_PDF, words.SAVE_PDF_NAME, kind="primary")
        pdf.clicked.connect(lambda: self.ask_where(self._file_name + PDF))
        text = button(words.SAVE_TEXT, words.SAVE_TEXT_NAME)
        text.clicked.connect(lambda: self.ask_where(self._file_name + TEXT))
        copy = button(words.COPY, words.COPY_NAME)
        copy.clicked.connect(self.copy_wanted)
        self._ways.addLayout(row(pdf, text, copy))
        if form:
            opener = button(words.OPEN_FORM, words.OPEN_FORM_NAME, kind="link", purpose=form)
            opener.clicked.connect(self.form_wanted)
            self._ways.addLayout(row(opener))

    def _show_notes(self, notes: Sequence[str]) -> None:
        clear(box_of(self._notes))
        self._notes.setVisible(bool(notes))
        box_of(self._notes).addWidget(label(say(words.GOOD_TO_KNOW), "heading"))
        for note in notes:
            box_of(self._notes).addWidget(bullet(note))

    def _show_whom(self, letter: Letter) -> None:
        box = box_of(self._whom)
        clear(box)
        self._whom.setVisible(not letter.needs_grounds)
        if letter.needs_grounds:
            return
        self._group = QButtonGroup(self)
        box.addWidget(label(say(words.WHOM), "heading"))
        for text, is_authority in ((words.TO_PLATFORM, False), (words.TO_AUTHORITY, True)):
            choice = named(QRadioButton(say(text)), say(text))
            choice.setChecked(is_authority is (letter.kind is LetterKind.TO_AUTHORITY))
            choice.clicked.connect(lambda _, is_authority=is_authority: self.whom_chosen.emit(is_authority))
            self._group.addButton(choice)
            box.addWidget(choice)

    @property
    def _file_name(self) -> str:
        """The name, without its ending, that a file is offered under."""
        if self._letter is None:
            return ""
        draft = "" if self._letter.is_finished else words.FILE_DRAFT
        return words.FILE_NAMES[_family(self._letter)] + draft


def _family(letter: Letter) -> str:
    return "objection" if letter.needs_grounds else "complaint"


def _whom_card() -> QFrame:
    made: QFrame = card()
    named(made, say(words.WHOM))
    return made
