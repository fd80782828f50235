"""Each number of `plain_values` is the value of Qt that its docstring names."""

import ast
import inspect
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from demur.ui import plain_values
from demur.ui.controls import label


def named_in_docstrings() -> dict[str, str]:
    body = ast.parse(inspect.getsource(plain_values)).body
    names: dict[str, str] = {}
    for before, after in pairwise(body):
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and isinstance(after, ast.Expr):
            assert isinstance(after.value, ast.Constant)
            names[before.target.id] = str(after.value.value)
    return names


def test_numbers_are_the_values_that_they_name() -> None:
    names = named_in_docstrings()
    assert len(names) == sum(name.isupper() for name in vars(plain_values))
    for name, path in names.items():
        _, kind, value = path.split(".")
        assert getattr(plain_values, name) == getattr(getattr(Qt, kind), value).value, name


def test_a_label_never_takes_a_text_for_markup(qapp: object) -> None:
    made = label("<b>x</b>")
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse


def test_properties_take_numbers(qapp: object) -> None:
    area = QScrollArea()
    area.setProperty("focusPolicy", plain_values.NO_FOCUS)
    area.setProperty("horizontalScrollBarPolicy", plain_values.NO_SCROLL_BAR)
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
