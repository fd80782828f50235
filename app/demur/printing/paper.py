"""The two sizes of paper, and which of them is usual where the member's computer is set to be."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize


class Paper(StrEnum):
    """The sizes offered."""

    A4 = "a4"
    LETTER = "letter"


_LETTER: Final = frozenset(
    (
        QLocale.Country.Belize,
        QLocale.Country.Canada,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.CostaRica,
        QLocale.Country.ElSalvador,
        QLocale.Country.Guatemala,
        QLocale.Country.Mexico,
        QLocale.Country.Nicaragua,
        QLocale.Country.Panama,
        QLocale.Country.Philippines,
        QLocale.Country.PuertoRico,
        QLocale.Country.UnitedStates,
        QLocale.Country.Venezuela,
    )
)
"""Where the Unicode CLDR gives `US-Letter` as the paper size (supplementalData, measurementData)."""


def usual_paper(locale: QLocale | None = None) -> Paper:
    """Return the size that is usual in the locale's country; A4 where it names none."""
    return Paper.LETTER if (locale or QLocale.system()).territory() in _LETTER else Paper.A4


def page_size(paper: Paper) -> QPageSize:
    """Return Qt's size of this paper."""
    return QPageSize(QPageSize.PageSizeId.Letter if paper is Paper.LETTER else QPageSize.PageSizeId.A4)
