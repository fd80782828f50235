"""Opens the real window on a data folder, as the program does, but for Qt's cache of pictures.

That cache has a timer of 30 seconds, on a QObject of class QPMCache inside Qt (QPixmapCache): the only one that ticks
in a window left alone, as a filter on every timer event of the program showed. With a limit of 0 nothing is put into
the cache, so it never starts; all that still could tick is ours, and a test of stillness sees it.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QPixmapCache

from demur.paths import folders
from demur.ui import program
from demur.ui.instance import Instance


def main(data: Path) -> int:
    app = program.application()
    QPixmapCache.setCacheLimit(0)
    place = folders(data)
    return program.show(app, place, Instance(place.data))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
