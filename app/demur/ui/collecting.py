"""Python's search for unreachable cycles, on the window's thread alone.

Python does it wherever the next object is made. Where that is a worker, and what is found was joined to a signal,
PySide6 disconnects it there: it waits for Python's lock with one of Qt's in its hands, while the window's thread waits
for that one with Python's lock in its own. The window then stands still for good (seen).
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot


class Collector(QObject):
    """Looks for cycles as often as Python would (gc.get_threshold), each time its thread has something to do."""

    def __init__(self, parent: QObject) -> None:
        """`parent`: the application, on whose thread everything is collected from now on."""
        super().__init__(parent)
        gc.disable()
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.awake.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that is due, and with it all younger ones."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, threshold) in enumerate(counted) if 0 < threshold < count]
        if due:
            gc.collect(due[-1])
