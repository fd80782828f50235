"""A picture of the control alone: chosen and seen by the member, drawn anew without whatever the file carried along."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from demur.ui.controls import button, label, named, row
from demur.words import say, window

_LARGEST = QSize(1600, 1600)
_SHOWN = QSize(420, 240)


class PictureChooser(QWidget):
    """Lets the member add a picture, shows exactly what would be kept, and lets them take it away again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kept: bytes | None = None
        self._image, self._words = QLabel(), label(say(window.PICTURE_WHY), "soft")
        self._add = button(window.PICTURE, window.PICTURE_NAME)
        self._add.clicked.connect(self._choose)
        self._remove = button(window.PICTURE_REMOVE)
        self._remove.clicked.connect(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._words, self._image):
            column.addWidget(part)
        column.addLayout(row(self._add, self._remove))
        self.forget()

    def forget(self) -> None:
        """Let go of the picture."""
        self.kept = None
        self._image.hide()
        self._remove.hide()
        self._words.setText(say(window.PICTURE_WHY))
        self.changed.emit()

    def take(self, file: str) -> None:
        """Read a picture file and show it as it would be kept: its points alone, no place, no camera, no name."""
        reader = QImageReader(file)
        reader.setAutoTransform(True)
        image = reader.read()
        if image.isNull():
            self.forget()
            self._words.setText(say(window.PICTURE_BAD))
            return
        if image.width() > _LARGEST.width() or image.height() > _LARGEST.height():
            image = image.scaled(
                _LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        for key in image.textKeys():
            image.setText(key, "")
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs name bytes, Qt takes text
        self.kept = bytes(data.data())
        self._image.setPixmap(QPixmap.fromImage(_fitted(image, _SHOWN)))
        named(self._image, say(window.PICTURE_SHOWN))
        self._words.setText(say(window.PICTURE_SHOWN))
        self._image.show()
        self._remove.show()
        self.changed.emit()

    def _choose(self) -> None:
        dialog = QFileDialog(self, say(window.PICTURE_NAME))
        dialog.setNameFilter(say(window.PICTURE_KIND))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.open()


def _fitted(image: QImage, size: QSize) -> QImage:
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
