"""What five older articles said, row by row: nothing that is out of date is repeated without its date."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.meaning.rendered import EVERY, lines

from demur.meaning.claim import Claim, ClaimKind

TABLE = tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8"))["statement"]
BY_ID: dict[str, Claim] = {found: claim for of in EVERY.values() for found, claim in of.by_id.items()}
SENTENCES = {claim.sentence: claim for claim in BY_ID.values()}


def of(*verdicts: str) -> list[Any]:
    return [pytest.param(row, id=f"{row['article']}-{row['says'][:40]}") for row in TABLE if row["verdict"] in verdicts]


def repeating(row: dict[str, Any]) -> list[str]:
    """Return every line that the program ever says and that repeats the statement."""
    return [line for platform in EVERY for line in lines(platform) if re.search(row["pattern"], line, re.IGNORECASE)]


def test_every_statement_has_a_verdict() -> None:
    verdicts = [row["verdict"] for row in TABLE]
    assert {found: verdicts.count(found) for found in set(verdicts)} == {"then": 8, "wrong": 19, "true": 12, "aside": 3}
    assert sorted({row["article"] for row in TABLE}) == [0, 1, 2, 3, 4]
    for row in TABLE:
        assert set(row.get("claims", ())) <= set(BY_ID), row["says"]
        assert bool(row.get("claims")) is (row["verdict"] != "aside"), row["says"]
        assert bool(row.get("why")) is (row["verdict"] == "aside"), row["says"]


@pytest.mark.parametrize("row", of("then", "wrong"))
def test_a_pattern_finds_the_statement_itself(row: dict[str, Any]) -> None:
    assert re.search(row["pattern"], row["says"], re.IGNORECASE)


@pytest.mark.parametrize("row", of("then"))
def test_what_was_true_once_is_never_said_without_its_date(row: dict[str, Any]) -> None:
    found = repeating(row)
    assert found
    for line in found:
        assert re.search(rf"\b{row['year']}\b", line), line
        assert SENTENCES[line].kind is ClaimKind.HISTORY, line


@pytest.mark.parametrize("row", of("wrong"))
def test_what_is_misleading_is_never_said(row: dict[str, Any]) -> None:
    assert repeating(row) == []


@pytest.mark.parametrize("row", of("true"))
def test_what_still_holds_is_said_somewhere(row: dict[str, Any]) -> None:
    """The platform's own claim about itself stays the platform's: we say who says so."""
    for found in row["claims"]:
        assert any(BY_ID[found].sentence in lines(platform) for platform in EVERY), found
    if row["claims"] == ["li.pets"]:
        assert BY_ID["li.pets"].sentence.startswith("LinkedIn says")
        assert "no independent check" in BY_ID["li.pets"].sentence
