"""Which paper is usual where."""

import pytest
from PySide6.QtCore import QLocale

from demur.printing.paper import Paper, usual_paper


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("en_US", Paper.LETTER),
        ("es_MX", Paper.LETTER),
        ("fr_CA", Paper.LETTER),
        ("en_GB", Paper.A4),
        ("de_DE", Paper.A4),
        ("es_AR", Paper.A4),
        ("C", Paper.A4),
    ],
)
def test_letter_where_letter_is_usual(name: str, paper: Paper) -> None:
    assert usual_paper(QLocale(name)) is paper
