"""`demur meaning`: what was true in a region on a day, with sources; and what waits to be checked again."""

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Demur
from tests.meaning.shipped import FILES, FOLDER, shipped

from demur import wiring
from demur.cli.console import Console
from demur.cli.meaning import meaning
from demur.core.setting import RegionCode
from demur.meaning.claim import ClaimKind, Confidence, SourceKind, StandingWord
from demur.meaning.guide import Contradiction, Part, tell
from demur.paths import Folders
from demur.words import meaning as words


def claims_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [claim for part in document["parts"] for claim in part["claims"]]


def test_the_uk_on_21_september_2024(demur: Demur) -> None:
    """Training suspended, setting not provided: as it stood then, and no word of what came later."""
    ran = demur("meaning", "linkedin", "--region", "GB", "--on", "2024-09-21")
    assert ran.code == 0
    assert "LinkedIn, “Data for Generative AI Improvement”: United Kingdom, 2024-09-21" in ran.out
    assert "Not offered:" in ran.out
    assert "since a day between 2024-09-18 and 2024-09-20" in ran.out
    assert "2025-09-22" not in ran.out
    assert "2026" not in ran.out
    document = demur("meaning", "linkedin", "--region", "gb", "--on", "2024-09-21", "--json").json
    assert (document["region"], document["on"], document["standing"]["word"]) == ("GB", "2024-09-21", "not-offered")
    assert [claim["id"] for claim in claims_of(document)] == ["li.h.pp24", "li.h.uk20", "li.h.noset"]
    assert all(claim["source"]["title"] and claim["source"]["publisher"] for claim in claims_of(document))


def test_today_every_part_is_there_and_the_weak_stands_apart(demur: Demur) -> None:
    document = demur("meaning", "LINKEDIN", "--region", "DE", "--json").json
    assert [part["part"] for part in document["parts"]] == [part.value for part in Part]
    of = {part["part"]: {claim["id"] for claim in part["claims"]} for part in document["parts"]}
    assert of["weak"] == {"li.prior", "li.retention", "li.d.tek"}
    assert {"li.d.help", "li.d.gar"} <= of["disputed"]
    copies = [claim for claim in claims_of(document) if claim["source"]["readThroughACopy"]]
    assert copies
    assert not [claim["id"] for claim in copies if claim["source"]["url"]]
    assert document["digest"] == shipped("linkedin").digest


def test_mainland_china_is_not_known_and_not_off(demur: Demur) -> None:
    ran = demur("meaning", "linkedin", "--region", "CN")
    assert "Not known: the sources do not settle how it stands here. That does not mean “off”." in ran.out


def test_what_there_is_and_what_waits(demur: Demur) -> None:
    listed = demur("meaning", "--json").json
    assert [platform["id"] for platform in listed["platforms"]] == [file.stem for file in FILES]
    assert listed["broken"] == []
    due = demur("meaning", "--due", "x", "--json")
    assert (due.code, set(due.json)) == (0, {"due", "broken"})


def test_wrong_usage_is_64(demur: Demur) -> None:
    for arguments in (
        ("meaning", "nobody", "--region", "GB"),
        ("meaning", "linkedin"),
        ("meaning", "linkedin", "--region", "UK"),
        ("meaning", "linkedin", "--region", "GB", "--on", "2024-9-21"),
        ("meaning", "--region", "GB"),
    ):
        assert demur(*arguments).code == 64, arguments


def test_platforms_check_covers_files_of_claims(demur: Demur, tmp_path: Path) -> None:
    good, bad = FOLDER / "x.toml", tmp_path / "x.toml"
    assert demur("platforms", "check", good, "--json").json["meaning"]["claims"] == 6
    text = good.read_text(encoding="utf-8")
    bad.write_text(text.replace("source = {", "# source = {", 1), encoding="utf-8")
    ran = demur("platforms", "check", bad, "--json")
    assert (ran.code, ran.json["usable"]) == (1, False)
    line = text[: text.index("[[claim]]")].count("\n") + 1
    assert (ran.json["broken"]["line"], ran.json["broken"]["reason"]) == (str(line), "source: is missing")


def test_every_word_has_its_words() -> None:
    assert set(words.STANDING) == {word.value for word in StandingWord}
    assert set(words.CONFIDENCE) == {confidence.value for confidence in Confidence}
    assert set(words.SOURCE_KIND) == {kind.value for kind in SourceKind}
    for found in Contradiction:
        for practice in ("", "Plaza"):
            assert "believes what was seen" in words.contradiction(found, "Germany", "LinkedIn", practice, "today")
    assert set(words.HEADINGS) == set(Part)


def test_every_kind_of_claim_stands_in_a_part() -> None:

    told = tell(shipped("linkedin"), RegionCode("DE"), date(2026, 11, 21), date(2026, 11, 21))
    kinds = {claim.kind for part, claims in told.parts() if part is not Part.WEAK for claim in claims}
    assert kinds == set(ClaimKind)
    assert {claim.id for _, claims in told.parts() for claim in claims} == {
        *told.ids,
        *(claim.id for claim in told.weak),
    }


def test_one_broken_file_keeps_no_other_claims_from_being_due(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    product = wiring.build(Folders(tmp_path))
    taken = Folders(tmp_path).meaning
    taken.mkdir(parents=True)
    (taken / "x.toml").write_text("format = 2\n", encoding="utf-8")
    ask = Namespace(platform=None, region=None, on=None, due=True, take=None, undo=False, yes=False)
    meaning(ask, product, Console(is_json=True))
    found = json.loads(capsys.readouterr().out)
    assert [broken["file"] for broken in found["broken"]] == [str(taken / "x.toml")]
    assert {one["platform"] for one in found["due"]} <= {file.stem for file in FILES} - {"x"}
    meaning(ask, product, Console(is_json=False))
    assert "x.toml are refused: line 1:" in capsys.readouterr().out
    product.close()


def newer(folder: Path) -> Path:
    """Return a file about X that was looked up later: one sentence is another, one is new, one gone."""
    text = (FOLDER / "x.toml").read_text(encoding="utf-8")
    for old, new in (
        ("we found no decision.", "we found none."),
        ('id = "x.grokcom"', 'id = "x.new"'),
        ("retrieved = 2026-11-21", "retrieved = 2026-12-01"),
    ):
        assert old in text
        text = text.replace(old, new)
    file = folder / "given.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_newer_sentences_are_shown_then_taken_in_and_undone(demur: Demur, tmp_path: Path) -> None:
    file = newer(tmp_path)
    before = demur("meaning", "x", "--region", "DE", "--json").json
    ran = demur("meaning", "--take", file, "--json")
    assert (ran.code, ran.json["taken"]) == (3, False)  # nobody sits at a terminal to say yes
    assert "looked up until 2026-12-01; those of now until 2026-11-21" in ran.err
    assert "New: " in ran.err
    assert "say --yes, or answer on a terminal" in ran.err
    assert "Type “yes”" not in ran.err
    assert "not looked at by those who make Demur" in ran.err
    assert demur("meaning", "x", "--region", "DE", "--json").json == before
    ran = demur("meaning", "--take", file, "--yes", "--json")
    assert (ran.code, ran.json["taken"]) == (0, True)
    assert (ran.json["added"], ran.json["removed"], ran.json["standingChanged"]) == (["x.new"], ["x.grokcom"], False)
    assert "x.dpc3" in ran.json["changed"]
    after = demur("meaning", "x", "--region", "DE", "--json").json
    assert (after["taken"], before["taken"]) == (True, False)
    assert "x.new" in {claim["id"] for claim in claims_of(after)}
    assert "From a file that you took in" in demur("meaning", "x", "--region", "DE").out
    assert demur("meaning", "--take", file, "--yes", "--json").json["problem"]["code"] == "meaning-older"
    assert demur("meaning", "x", "--undo", "--json").json == {"platform": "x", "undone": True}
    assert demur("meaning", "x", "--region", "DE", "--json").json == before
    assert demur("meaning", "x", "--undo").code == 64
