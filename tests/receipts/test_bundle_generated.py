"""Generated bundles: whatever lies in a zip or in its files, the verifier says what is wrong with it (row S3)."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.receipts.bundles import ACCOUNT, EVERYTHING, UNCHECKED, bundle_of, rich_log
from tests.receipts.making import Log
from tests.support.generated import JSON_PIECES, anything, bent, feed, near, picks

from demur.receipts.bundle_verifier import Checked, verify_path
from demur.receipts.disclosure import DISCLOSURES_NAME, Opened, disclosures_bytes
from demur.receipts.verifier import Outcome, Result

Files = Sequence[tuple[str, bytes]]

NAMES = [
    *("", "/", "..", "../x", "/etc/x", "a/b", "evidence", "evidence/", "evidence/../x", "evidence/.x", "evidence/a/b"),
    *("000002.JSON", "000003.json", "1.json", "entries.jsonl", "checkpoint.1.tsr", "tsa-1.pem", "keys.txt", "x" * 65),
    *("C:\\x", "\u202egpj.x", "a\u0301", "con", ".hidden", "000002.json\x00.txt", "disclosures.json", "receipt.pem"),
]
ODD: list[Any] = [
    *(None, True, 0, -1, 2**53, 1.5, "", "x", "x" * 600, [], {}, [[]], {"a": {}}, "../x", "/etc/passwd", "evidence/x"),
    *("00" * 16, "0g" * 16, "handle", "userId", "evidence", "\u202e", "e\u0301", "\ud800", "AA==", "=", "urn:uuid:x"),
]
ZIP_PIECES = [
    *(b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x07\x08", b"\x08\x00", b"\xff\xff\xff\xff"),
    *(b"../", b"/", b"\x00", b"\x00\x00\x00\x00", b"\x01\x00", b"000002.json", b"\xff" * 40, b"0" * 5000),
]
LINES = [
    b"\n",
    b" ",
    b"+",
    b"=",
    b"\r",
    b"\xff",
    b"\xe2\x80\x94",
    b"-----BEGIN PUBLIC KEY-----\n",
    b"A",
    b"0",
    b"9" * 20,
]
WORDS = [b"", b"fern", b"FERN.MAPLE", b"fern.maple ", b"<b>", b"=1+1", b"x" * 300, b"\xff\x00", "f\u00ebrn".encode()]
TOLD = {"handle-holds": "fern.maple", "user-id-holds": "member-4711"}


@pytest.fixture(scope="module")
def log() -> Log:
    return rich_log()


@pytest.fixture(scope="module")
def files(log: Log) -> dict[str, bytes]:
    """A bundle that discloses everything, without the pages that nobody claims to check."""
    return {name: body for name, body in bundle_of(log, opened=EVERYTHING).items() if name not in UNCHECKED}


def zipped(files: Files) -> bytes:
    """Return a stored-only zip, in which a name may stand twice and be anything at all."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, body in files:
            info = zipfile.ZipInfo("x", (1980, 1, 1, 0, 0, 0))
            info.filename = name  # what the constructor would have tidied
            info.create_system, info.external_attr = 3, 0o100600 << 16
            archive.writestr(info, body)
            archive.NameToInfo.clear()  # so that it doesn't warn of a name that stands twice
    return whole.getvalue()


def archives(files: Mapping[str, bytes]) -> SearchStrategy[bytes]:
    """Return near misses of a bundle: bytes of the zip, bytes of one file, other disclosures, other names."""
    whole, plain = zipped(list(files.items())), list(files.items())
    beside = [name for name in files if name != DISCLOSURES_NAME]

    def with_file(name: str, body: bytes) -> bytes:
        return zipped([(known, body if known == name else before) for known, before in plain])

    def renamed(rows: list[list[int]]) -> bytes:
        made = list(plain)
        for act, at, name in rows:
            _rename(made, act, at % max(len(made), 1), NAMES[name])
        return zipped(made)

    disclosures = bent(json.loads(files[DISCLOSURES_NAME]), ODD).map(
        lambda made: with_file(DISCLOSURES_NAME, json.dumps(made, separators=(",", ":")).encode())
    )
    contents = [near(files[name], LINES).map(partial(with_file, name)) for name in beside]
    told = near(files[DISCLOSURES_NAME], JSON_PIECES).map(lambda body: with_file(DISCLOSURES_NAME, body))
    forged = picks(len(ACCOUNT), len(WORDS)).map(lambda rows: with_file(DISCLOSURES_NAME, _forged(files, rows)))
    names = picks(4, len(plain), len(NAMES)).map(renamed)
    return (
        near(whole, ZIP_PIECES)
        | disclosures
        | told
        | forged
        | st.one_of(contents)
        | names
        | anything().map(lambda made: b"PK" + made)
    )


def _forged(files: Mapping[str, bytes], rows: list[list[int]]) -> bytes:
    """Return disclosures in the right form, of values that the receipt didn't commit to."""
    opened = list(EVERYTHING)
    for place, word in rows:
        one = opened[place]
        opened[place] = Opened(one.name, one.salt, WORDS[word], one.side)
    return disclosures_bytes(json.loads(files["000002.json"])["id"], opened)


def _rename(files: list[tuple[str, bytes]], act: int, at: int, name: str) -> None:
    """Take a file away (0), lay it there twice (1), give it another name (2), or lay a stranger beside it (3)."""
    if act == 3:
        files.append((name, b"x"))
    elif files and act == 0:
        files.pop(at)
    elif files and act == 1:
        files.append(files[at])
    elif files:
        files[at] = (name, files[at][1])


def told(checked: list[Checked]) -> str:
    """Return the first thing that doesn't hold or couldn't be looked at, or that nobody vouches for."""
    wrong = [one for checked_one in checked for one in checked_one.verdict.findings if one.outcome is not Outcome.HOLDS]
    return " ".join([wrong[0].code, wrong[0].details.get("reason", "")]).strip()


def test_s3_whatever_a_bundle_holds(log: Log, files: dict[str, bytes], tmp_path: Path) -> None:
    """S3: 4,096 bundles; nothing is raised, and what is called valid is the receipt and the values it commits to."""
    bundle, whole, true = tmp_path / "bundle.zip", zipped(list(files.items())), json.loads(log.bodies[2])
    results: Counter[Result] = Counter()

    def judge(content: bytes) -> str:
        bundle.unlink(missing_ok=True)  # to write a file over is slow on some disks
        bundle.write_bytes(content)
        checked = verify_path(bundle)
        assert checked
        for one in checked:
            results[one.verdict.result] += 1
            if one.verdict.result is Result.VALID:
                assert one.verdict.fields == true
            for finding in one.verdict.findings:
                assert finding.details.get("value") == TOLD.get(finding.code), finding
        return told(checked)

    assert judge(whole) == "rest-sealed-open"
    answers = feed(archives(files), judge)
    for result in Result:
        assert results[result] > 20, results
    reasons = {answer.removeprefix("archive-refused ") for answer in answers if answer.startswith("archive-refused ")}
    assert {"not-a-zip", "name", "doubled"} <= reasons, answers
    for code in ("disclosures-broken", "disclosed-differs", "signature-file-differs", "place-proof-broken"):
        assert answers[code] > 10, answers
