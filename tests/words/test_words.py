"""Every problem, finding and outcome has its words, and nothing in them stays blank."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import demur
from demur.core import ledger_problem, letter_problem, login_problem, page_problem, time_problem, vault_problem
from demur.core import problem as problems_module
from demur.core.page_problem import PageProblem
from demur.core.problem import Problem
from demur.core.telling import Reason
from demur.ledger.audit import WRONGS
from demur.ledger.kept import Kept
from demur.receipts.profile import ProfileBroken
from demur.receipts.verifier import FINDINGS, Finding
from demur.words import cli, findings, problems

PACKAGE = Path(demur.__file__).parent
ROOMS = (problems_module, page_problem, ledger_problem, letter_problem, vault_problem, time_problem, login_problem)
MODULES = {room.__name__ for room in ROOMS}


def kinds_below(kind: type[Problem]) -> Iterator[type[Problem]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds_below(one)


KINDS = {kind.__name__: kind for kind in kinds_below(Problem) if kind.__module__ in MODULES and kind is not PageProblem}
KEPT_WITHOUT_A_PROBLEM = {"state-unknown", "stored-copy", *Reason}
"""Reasons that the core writes down where nothing went wrong, and yet nothing was seen."""


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def blanks_of(code: str) -> set[str]:
    return blanks(problems.WORDS[code].sentence) | blanks(problems.WORDS[code].next_step)


def made_problems() -> Iterator[tuple[str, type[Problem], set[str]]]:
    """Yield where in the program a problem is made, which, and what it is told."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (kind := _kind(node.func)):
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", kind, given
            elif isinstance(node, ast.Raise) and node.exc is not None and (kind := _kind(node.exc)):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", kind, set()


def _kind(node: ast.expr) -> type[Problem] | None:
    return KINDS.get(node.id) if isinstance(node, ast.Name) else None


def test_every_problem_has_words_and_no_words_lack_a_problem() -> None:
    codes = {kind.code for kind in KINDS.values()}
    assert len(codes) == len(KINDS), "two problems share a code"
    assert set(problems.WORDS) == codes | KEPT_WITHOUT_A_PROBLEM


def test_every_blank_is_filled_wherever_a_problem_is_made() -> None:
    made = list(made_problems())
    assert len(made) > 50, "the search finds the places where problems are made"
    missing = {where: blanks_of(kind.code) - given for where, kind, given in made if blanks_of(kind.code) - given}
    assert missing == {}


@pytest.mark.parametrize("code", sorted(problems.WORDS))
def test_a_code_kept_without_its_details_can_still_be_said(code: str) -> None:
    assert "{" not in problems.reason(code)


def test_every_finding_has_a_sentence_that_its_details_fill() -> None:
    assert set(findings.FINDING) == set(FINDINGS)
    sources = sorted((PACKAGE / "receipts").glob("*.py"))
    source = "".join(path.read_text(encoding="utf-8") for path in sources)
    given = {
        code: set(re.findall(r'"([a-z]+)":', details))
        for code, details in re.findall(r'Finding\(\s*"([a-z-]+)"(?:,\s*(\{[^}]*\}))?', source)
    }
    given |= {code: {"index"} for code in FINDINGS if code.startswith("entry-")}
    given |= {code: {"value"} for code in ("handle-holds", "user-id-holds")}
    for code, sentence in findings.FINDING.items():
        assert blanks(sentence) <= given.get(code, set()), code
    for code in FINDINGS:
        said = findings.finding(Finding(code, dict.fromkeys(given.get(code, ()), "x")))
        assert said
        assert "{" not in said


def test_every_reason_of_the_profile_has_words() -> None:
    source = (PACKAGE / "receipts" / "profile.py").read_text(encoding="utf-8")
    reasons = set(re.findall(rf'{ProfileBroken.__name__}\("([a-z0-9-]+)"\)', source))
    assert reasons == set(findings.REASON)


def test_every_result_of_a_full_check_has_words() -> None:
    assert set(cli.WRONG) == set(WRONGS)
    assert set(cli.KEPT) == {kept.value for kept in Kept}


def test_every_sentence_is_marked_for_translation_in_one_piece() -> None:
    """`pyside6-lupdate` reads the marks in the source, so each must be one call on plain text."""
    for path in sorted((PACKAGE / "words").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QT_TRANSLATE_NOOP":
                context, sentence = node.args
                assert isinstance(context, ast.Constant), f"{path.name}:{node.lineno}"
                assert context.value == "Demur", f"{path.name}:{node.lineno}"
                assert isinstance(sentence, ast.Constant), f"{path.name}:{node.lineno}"
                assert isinstance(sentence.value, str), f"{path.name}:{node.lineno}"
