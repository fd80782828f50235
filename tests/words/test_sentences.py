"""Every sentence a person reads lives in `words/`, whole, and marked for translation."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import demur
import demur.words
from demur import words

DEMUR = Path(demur.__file__).parent
NOT_FOR_MEMBERS = {
    "theme.py",
    "sealing.py",
    "method.py",
    "own_word.py",
    "proof.py",
    "telling.py",
    "toml_lines.py",
    "platform_file.py",
    "catalogue.py",
    "addresses.py",
    "names.py",
    "leaving.py",
}
"""Style sheets; English inside receipts, for strangers; a page of our own that nobody sees; a question of Qt's own;
reasons for whoever writes a platform file."""

SENTENCE = re.compile(r"[A-Za-z’']+ [a-z’']+ [a-z’']+")
MARKED = "QT_TRANSLATE_NOOP"


def strings(tree: ast.AST) -> list[tuple[int, str]]:
    """Return every text of a module, but for its docstrings and what only a programmer sees."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.Raise):
            skipped |= {id(inner) for inner in ast.walk(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    ]


@pytest.mark.parametrize(
    "room",
    [
        "ui",
        "browser",
        "printing",
        "letters",
        "cli",
        "core",
        "connectors",
        "vault",
        "ledger",
        "autostart",
        "reminders",
        "watch",
    ],
)
def test_no_sentence_for_a_person_outside_words(room: str) -> None:
    found = []
    for path in (DEMUR / room).rglob("*.py"):
        if path.name in NOT_FOR_MEMBERS:
            continue
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                SENTENCE.search(text)
                and not text.startswith("demur ")
                and not re.search(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA)\b", text)
            ):
                found.append(f"{path.relative_to(DEMUR)}:{line}: {text[:60]}")
    assert not found


def modules() -> list[str]:
    return [found.name for found in pkgutil.iter_modules(demur.words.__path__, "demur.words.")]


def test_every_sentence_is_marked_for_translation(tmp_path: Path) -> None:
    """Qt's own extractor finds each sentence that `words` holds."""
    sources = [str(path) for path in sorted((DEMUR / "words").glob("*.py"))]
    target = tmp_path / "demur.ts"
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([lupdate, *sources, "-ts", str(target)], check=True, capture_output=True, timeout=60)
    extracted = target.read_text(encoding="utf-8")
    found = set(re.findall(r"<source>(.*?)</source>", extracted, re.DOTALL))
    for name in modules():
        tree = ast.parse(Path(importlib.import_module(name).__file__ or "").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == MARKED:
                (context, source) = node.args
                assert isinstance(context, ast.Constant)
                assert context.value == words.CONTEXT
                assert isinstance(source, ast.Constant), f"{name}:{node.lineno} is not one whole text"
                assert isinstance(source.value, str)
                escaped = source.value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                escaped = escaped.replace('"', "&quot;").replace("'", "&apos;")
                assert escaped in found, f"{name}:{node.lineno}: {source.value}"


def test_translator_stands_between() -> None:
    words.use(lambda context, source: f"{context}: {source} encore")
    try:
        assert words.say("{n} left", n=3) == "Demur: 3 left encore"
    finally:
        words.use(lambda _context, source: source)
    assert words.say("{n} left", n=3) == "3 left"
