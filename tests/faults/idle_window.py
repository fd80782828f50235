"""Opens the real window on a data folder, as the program does, but for Qt's cache of pictures.

That cache has a timer on a QObject of class QPMCache inside Qt (QPixmapCache). In a window left alone it went off after
30, 60 and 70 seconds and then no more; a filter on every timer event of the program saw no other once the window stood.
It would only make a test of stillness long. With a limit of 0 it never starts, and all that still could tick is ours.
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
