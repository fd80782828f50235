"""The commands that tell of what is kept, and ask nobody: `demur history` and `demur report`."""

from pathlib import Path

import pytest
from tests.cli.conftest import Demur
from tests.printing.paper_reading import pages

from demur.cli.arguments import parse
from demur.cli.console import Console
from demur.cli.opening import Unclear, opened
from demur.cli.reporting import report


def test_history_tells_of_one_account_even_where_its_platform_is_away(members: Demur) -> None:
    assert members("opt-out", "us-on", "--yes").code == 0
    ran = members("history", "us-on")
    assert ran.code == 0, ran.err
    day = ran.out.splitlines()[2][:10]
    assert ran.out.splitlines()[1:] == [
        "This is practice: Plaza is made up and runs on this computer.",
        f"{day}: On, seen once. Read from the platform.",
        f"{day}: Opt-out confirmed, receipt 2. Confirmed: read back afresh.",
        f"{day}: Off, seen once. Read from the platform.",
    ]
    found = members("history", "us-on", "--json").json
    assert [one["kind"] for one in found["happenings"]] == ["seen", "receipt", "seen"]
    assert found["happenings"][1]["receipt"]["number"] == 2
    (members.data / "practice" / "ledger.sqlite").write_bytes(b"no ledger at all")
    broken = members("history", "us-on", "--json")
    assert broken.code == 2
    assert broken.json["problem"] == "ledger-damaged"
    assert [one["kind"] for one in broken.json["happenings"]] == ["seen"] * 2


def test_report_is_redacted_and_the_same_in_each_form(members: Demur, tmp_path: Path) -> None:
    files = [tmp_path / f"report{ending}" for ending in (".pdf", ".csv")]
    for file in files:
        ran = members("report", "--to", file)
        assert ran.code == 0, ran.err
    (page,) = pages(files[0].read_bytes(), dpi=60)
    for text in (page.words, files[1].read_text("utf-8-sig")):
        assert "Let Plaza learn from my posts" in text
        assert "Amber" not in text
    found = members("report", "--json", "--disclose", "handles").json
    assert {one["name"] for one in found["accounts"]} >= {"Amber (practice)"}
    assert members("report", "--real", "--to", files[1]).code == 3, "nothing is replaced"


def test_report_goes_into_no_file_of_another_kind(members: Demur, tmp_path: Path) -> None:
    arguments = parse(["report", "--to", str(tmp_path / "report.txt")])
    with pytest.raises(Unclear), opened(members.data) as product:
        report(arguments, product, Console(is_json=False))
