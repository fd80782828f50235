"""resources/receipts/README.md tells who checks a receipt of every field and every key under `ext`, and no other."""

import ast
import importlib
import re
from pathlib import Path

import pytest

import demur
from demur import paths
from demur.core.receipt import Kind
from demur.core.telling import Reply, Said
from demur.letters.letter import LetterKind
from demur.receipts.fields import _EVERY, _PLATFORM, SHAPES

DEMUR = Path(demur.__file__).parent
README = (paths.resources() / "receipts" / "README.md").read_text(encoding="utf-8")
FIELDS, EXT = (README.partition(heading)[2] for heading in ("\n## Its fields\n", "\n## What stands under `ext`\n"))
ROW = re.compile(r"^\| ((?:`[A-Za-z]+`(?:, )?)+) \|(.*)\|$", re.MULTILINE)


def rows(text: str) -> dict[str, str]:
    """Return what each name of a table's first column is told of."""
    return {name: told for names, told in ROW.findall(text) for name in re.findall(r"`([A-Za-z]+)`", names)}


def keys_under_ext() -> set[str]:
    """Return every key that the program puts under `ext`, wherever it makes an entry: `ext={…}`, `["ext"] = {…}`."""
    found: set[str] = set()
    for file in DEMUR.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for made in filter(None, map(_made_ext, ast.walk(ast.parse(text)))) if "ext" in text else ():
            written = [part for part in ast.walk(made) if isinstance(part, ast.Dict | ast.DictComp)]
            assert written, f"{file}:{made.lineno}: what stands under `ext` is not written there"
            found |= {_text_of(key, file) for part in written if isinstance(part, ast.Dict) for key in part.keys}
    return found - {"checkpoint"}  # stands inside `previous`


def _made_ext(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.keyword) and node.arg == "ext":
        return node.value
    if isinstance(node, ast.Assign) and any("Constant(value='ext')" in ast.dump(target) for target in node.targets):
        return node.value
    return None


def _text_of(key: ast.expr | None, file: Path) -> str:
    """Return a key as it is written, or as the module that names it has it."""
    if isinstance(key, ast.Constant):
        return str(key.value)
    assert isinstance(key, ast.Name), file
    module = importlib.import_module(".".join(("demur", *file.relative_to(DEMUR).with_suffix("").parts)))
    return str(getattr(module, key.id))


def test_every_key_under_ext_has_its_line() -> None:
    told = rows(EXT)
    assert keys_under_ext() == set(told)
    for key, text in told.items():
        kinds = re.findall(r"`([a-z]+)`", text.partition("|")[0])
        assert kinds, key
        assert set(kinds) <= {kind.value for kind in Kind}, key


@pytest.mark.parametrize(("key", "words"), [("switchedOnByMember", Said), ("reply", Reply), ("letter", LetterKind)])
def test_every_value_that_is_one_of_few_is_named(key: str, words: type[Said] | type[Reply] | type[LetterKind]) -> None:
    assert {word.value for word in words} <= set(re.findall(r"`([a-z-]+)`", rows(EXT)[key]))


def test_every_field_has_its_line() -> None:
    told = set(rows(FIELDS.partition("\n## ")[0]))
    known = {*_EVERY, *_PLATFORM}
    found = {
        name for shape in SHAPES.values() for cell in shape.__closure__ or () for name in _fields(cell.cell_contents)
    }
    assert told == known | found


def _fields(held: object) -> set[str]:
    return {name for name in held if isinstance(name, str)} if isinstance(held, dict) else set()
