"""R8: what strangers may lay before `demur verify`: refused, or shown as text."""

import csv
import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.receipts.bundles import EVERYTHING, bundle_of, lay, program, receipt_of, rich_log
from tests.receipts.making import Log, about_platform
from tests.receipts.naughty import naughty_strings
from tests.receipts.test_bundle import PLAIN_ATTRIBUTES, PLAIN_TAGS, Tags

from demur.cli.console import printable
from demur.receipts.bundle_verifier import verify_path
from demur.receipts.disclosure import HANDLE, Opened
from demur.receipts.listing import csv_bytes
from demur.receipts.profile import FORBIDDEN
from demur.receipts.source import REFUSALS, ArchiveSource, SourceRefused
from demur.receipts.text import fitted
from demur.receipts.verifier import Result, Verdict
from demur.words import findings

Files = dict[str, bytes]


def verdict_of(path: Path) -> Verdict:
    (checked,) = verify_path(path)
    return checked.verdict


def refusal(path: Path) -> str:
    verdict = verdict_of(path)
    assert verdict.result is Result.NOT_VALID
    (finding,) = verdict.findings
    assert finding.code == "archive-refused"
    assert findings.REFUSAL[finding.details["reason"]] in findings.finding(finding)
    return finding.details["reason"]


def zipped(path: Path, files: Files, change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            change(info)
            archive.writestr(info, content)
    return path


@pytest.mark.parametrize(
    "name",
    ["../000002.json", "/000002.json", "a/../../x", "..\\x", "C:x", "evidence/../x", "a\nb", "x/y", "évidence", ""],
)
def test_r8_zip_slip(name: str, tmp_path: Path) -> None:
    """R8: a name that could lead elsewhere refuses the whole archive; nothing is ever unpacked anyway."""
    file = zipped(tmp_path / "a.zip", {**bundle_of(rich_log()), name: b"x"})
    before = sorted(tmp_path.rglob("*"))
    assert refusal(file) == "name"
    assert sorted(tmp_path.rglob("*")) == before


def test_r8_a_name_with_a_hidden_end(tmp_path: Path) -> None:
    """`zipfile` cuts names at a NUL, other programs don't."""
    file = zipped(tmp_path / "a.zip", {**bundle_of(rich_log()), "000002-sig": b"x"})
    file.write_bytes(file.read_bytes().replace(b"000002-sig", b"000002\0sig"))
    assert refusal(file) == "name"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_r8_links_and_devices_in_a_zip(kind: int, tmp_path: Path) -> None:
    def change(info: zipfile.ZipInfo) -> None:
        if info.filename == "000002.sig":
            info.create_system, info.external_attr = 3, (kind | 0o777) << 16

    assert refusal(zipped(tmp_path / "a.zip", bundle_of(rich_log()), change)) == "link"


@pytest.mark.parametrize("name", ["000002.json", "000002.sig", "000002.tlog-proof", "disclosures.json", "log-key.pem"])
def test_r8_links_in_a_folder_are_not_followed(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "b", bundle_of(rich_log(), 2, EVERYTHING))
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert verdict_of(folder).result is Result.CANNOT_TELL
    module = program()
    module.say = lambda text: None  # type: ignore[attr-defined]
    assert module.judge(folder, module.by_arithmetic) == 2


def test_r8_a_linked_evidence_folder(tmp_path: Path) -> None:
    folder = lay(tmp_path / "b", bundle_of(rich_log(), 2, EVERYTHING))
    (folder / "evidence").rename(tmp_path / "elsewhere")
    (folder / "evidence").symlink_to(tmp_path / "elsewhere")
    assert verdict_of(folder).result is not Result.VALID


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_r8_a_bomb_is_refused_by_its_packing(method: int, tmp_path: Path) -> None:
    """R8: 8 MiB of nothing in a few kilobytes; what is packed is not unpacked at all."""

    def change(info: zipfile.ZipInfo) -> None:
        info.compress_type = method

    file = zipped(tmp_path / "a.zip", {"000002.json": bytes(8 * 2**20)}, change)
    assert file.stat().st_size < 2**20
    assert refusal(file) == "compressed"


def test_r8_files_over_one_another(tmp_path: Path) -> None:
    """The other kind of bomb: many entries of the directory over the same bytes (Fifield 2019)."""
    file = zipped(tmp_path / "a.zip", {"000002.json": b"x" * 40_000})
    whole = file.read_bytes()
    at = whole.index(b"PK\x01\x02")
    entry, end = whole[at:-22], whole[-22:]
    entries = b"".join(entry.replace(b"000002", b"%06d" % number) for number in range(200))
    count, place = struct.pack("<HH", 200, 200), struct.pack("<II", len(entries), at)
    file.write_bytes(whole[:at] + entries + end[:8] + count + place + end[20:])
    assert refusal(file) == "overlapping"


def test_r8_two_of_one_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("000002.json", b"x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("000002.json", b"y")
    assert refusal(tmp_path / "a.zip") == "doubled"


def test_r8_an_encrypted_one(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a.zip", {"000002.json": b"x"})
    whole = bytearray(file.read_bytes())
    for head, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(head) + flag] |= 1
    file.write_bytes(bytes(whole))
    assert refusal(file) == "encrypted"


def million_entries(path: Path) -> Path:
    """Write the directory of a zip with a million empty files; 16-bit counts wrap around, so it lies as well."""
    with path.open("wb") as file:
        file.write(b"PK\x03\x04" + bytes(26))
        head = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, *[0] * 4, 0, 0, 0, 9, *[0] * 4, 0, 0)
        for number in range(1_000_000):
            file.write(head + b"%09d" % number)
        length = 1_000_000 * (len(head) + 9)
        file.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 7, 7, length, 30, 0))
    return path


def test_r8_a_million_entries(tmp_path: Path) -> None:
    """R8: refused by the end record alone; `zipfile` itself would make a million objects first."""
    assert refusal(million_entries(tmp_path / "a.zip")) == "too-many"


def test_r8_a_folder_with_far_too_many_files(tmp_path: Path) -> None:
    for number in range(4200):
        os.close(os.open(tmp_path / f"{number}.json", os.O_CREAT | os.O_WRONLY))
    assert refusal(tmp_path) == "too-many"


@pytest.mark.parametrize(
    "content",
    [b"PK", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(500), b"PK\x05\x06" + b"\xff" * 18],
)
def test_what_only_begins_as_a_zip(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert verdict_of(tmp_path / "a.zip").result is not Result.VALID


def test_every_refusal_has_words_and_is_met() -> None:
    assert set(findings.REFUSAL) == set(REFUSALS)
    with pytest.raises(SourceRefused, match="not-a-zip"):
        ArchiveSource(io.BytesIO(b""))


DEEP = b"[" * 100_000


@pytest.mark.parametrize("name", ["000002.json", "disclosures.json"])
@pytest.mark.parametrize("content", [DEEP, b'{"a":' * 100_000, DEEP[:60_000], b"{" * 60_000], ids=["1", "2", "3", "4"])
def test_r8_nesting_of_a_hundred_thousand(name: str, content: bytes, tmp_path: Path) -> None:
    folder = lay(tmp_path, {**bundle_of(rich_log()), name: content})
    assert verdict_of(folder).result is Result.NOT_VALID
    module = program()
    module.say = lambda text: None  # type: ignore[attr-defined]
    assert module.judge(folder, module.by_arithmetic) == 1


def test_r8_evidence_without_an_end(tmp_path: Path) -> None:
    folder = lay(tmp_path, bundle_of(rich_log(), 2, EVERYTHING))
    with (folder / "evidence" / "after.txt").open("r+b") as file:
        file.truncate(2**36)
    assert verdict_of(folder).result is Result.NOT_VALID


def test_r8_naughty_strings_are_shown_as_text() -> None:
    """R8: each as label, controller and disclosed handle, through page, sentence, list and terminal."""
    strings = naughty_strings()
    assert len(set(strings)) == 515
    log = Log()
    rows = []
    for untrusted_text in strings:
        fit = fitted(untrusted_text, 512)
        opened = Opened(HANDLE, "0a" * 16, fit.encode())
        facts = about_platform("read-back-independent")
        facts["setting"]["label"], facts["platform"]["controller"] = fit, fit
        facts["account"][0] = opened.digest
        index = log.add("observation", **facts)
        found = Tags(bundle_of(log, index, [opened])["receipt.html"])
        assert found.tags <= PLAIN_TAGS
        assert found.attributes <= PLAIN_ATTRIBUTES
        assert found.text.count(fit) >= 3, repr(fit)
        for line in findings.says(receipt_of(log, index)):
            assert not FORBIDDEN.search(printable(line))
        rows.append([fit])
    read_again = list(csv.reader(io.StringIO(csv_bytes(rows).decode("utf-8-sig"), newline="")))
    assert [cell.removeprefix("'") for (cell,) in read_again] == [cell.removeprefix("'") for (cell,) in rows]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for (cell,) in read_again)


def test_what_nobody_vouches_for_is_named(tmp_path: Path) -> None:
    folder = lay(
        tmp_path, {**bundle_of(rich_log()), "notes.txt": b"x", "checkpoint.1.tsr": b"x", "evidence/more.txt": b"x"}
    )
    verdict = verdict_of(folder)
    assert verdict.result is Result.CANNOT_TELL, "a token without what checks it"
    said = {finding.code: finding.details for finding in verdict.findings}
    assert said["other-files-open"]["names"] == "evidence/more.txt, notes.txt"
    assert said["time-token-beside-missing"]["file"] == "checkpoint.1.tsr"
    assert said["pages-open"]["names"] == "VERIFY.txt, receipt.html, verify.py"
