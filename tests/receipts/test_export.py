"""Exported folders: what is in them, who may read them, and that nothing of another's is replaced."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.receipts.making import Log, three_entry_log

from demur.core.problem import DiskFull, FolderTaken, FolderUnusable
from demur.receipts import checkpoint
from demur.receipts.keys import fingerprint
from demur.receipts.profile import parse
from demur.receipts.proof import signature_of
from demur.receipts.verifier import Result, verify_file

NAMES = {
    "000002.json",
    "000002.sig",
    "000002.tlog-proof",
    "checkpoint",
    "keys.txt",
    "log-key.pem",
    "receipt-key.pem",
}


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_folder_holds_what_checks_the_receipt(tmp_path: Path) -> None:
    log = three_entry_log()
    receipt = log.export(2, tmp_path / "new" / "folder")
    assert names(receipt.parent) == NAMES
    assert receipt.read_bytes() == log.bodies[2]
    assert receipt.with_suffix(".sig").read_bytes() == signature_of(parse(log.bodies[2]))
    assert receipt.with_name("checkpoint").read_text() == log.checkpoint()
    assert receipt.with_suffix(".tlog-proof").read_text().endswith("\n\n" + log.checkpoint())
    keys = dict(line.split(": ") for line in receipt.with_name("keys.txt").read_text().splitlines())
    assert keys["log-key-sha256"] == fingerprint(log.keys.public.log)
    assert keys["log-key-sha256"].startswith(log.origin.rpartition("/")[2])
    assert keys["receipt-key-sha256"] == fingerprint(log.keys.public.receipt)
    assert keys["note-verifier-key"].startswith(log.origin + "+")
    assert keys["practice"] == "no"


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777], ids=oct)
def test_d6_only_this_user_may_read_it_whatever_the_umask(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        three_entry_log().export(2, tmp_path)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_several_receipts_share_a_folder(tmp_path: Path) -> None:
    log = three_entry_log()
    receipts = [log.export(2, tmp_path)]
    log.add("observation")
    receipts += [log.export(3, tmp_path), log.export(1, tmp_path)]
    assert checkpoint.parse((tmp_path / "checkpoint").read_bytes()).size == 4
    assert {verify_file(receipt).result for receipt in receipts} == {Result.VALID}


def test_again_is_fine_and_a_newer_checkpoint_stays(tmp_path: Path) -> None:
    log = three_entry_log()
    older_log = three_entry_log()
    receipt = log.export(2, tmp_path)
    proof = receipt.with_suffix(".tlog-proof").read_bytes()
    log.add("observation")
    log.export(2, tmp_path)
    assert receipt.with_suffix(".tlog-proof").read_bytes() == proof  # the earlier one still proves the place
    older_log.export(1, tmp_path)
    assert checkpoint.parse((tmp_path / "checkpoint").read_bytes()).size == 4
    assert verify_file(receipt).result == Result.VALID


@pytest.mark.parametrize("name", sorted(NAMES))
def test_other_content_is_never_replaced(name: str, tmp_path: Path) -> None:
    theirs = tmp_path / name
    theirs.write_text("somebody's own notes")
    with pytest.raises(FolderTaken) as caught:
        three_entry_log().export(2, tmp_path)
    assert caught.value.details == {"folder": str(tmp_path), "file": name}
    assert theirs.read_text() == "somebody's own notes"


def test_another_ledgers_folder_is_refused(tmp_path: Path) -> None:
    other = Log(secret=b"\x07" * 32)
    other.export(0, tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(FolderTaken):
        three_entry_log().export(2, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_forked_checkpoint_is_not_replaced(tmp_path: Path) -> None:
    log = three_entry_log()
    forked = checkpoint.sign(log.keys, log.origin, 3, bytes(32))
    (tmp_path / "checkpoint").write_text(forked)
    with pytest.raises(FolderTaken):
        log.export(2, tmp_path)
    assert (tmp_path / "checkpoint").read_text() == forked


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_link_is_never_followed(name: str, tmp_path: Path) -> None:
    folder, theirs = tmp_path / "folder", tmp_path / "theirs"
    folder.mkdir()
    (folder / name).symlink_to(theirs)
    with pytest.raises(FolderUnusable):
        three_entry_log().export(2, folder)
    assert not theirs.exists()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable) as caught:
        three_entry_log().export(2, tmp_path / "file")
    assert caught.value.details == {"folder": str(tmp_path / "file"), "why": "File exists"}


def test_d2_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """EFBIG, as ENOSPC would: the limit is set in a child, since it can't be lifted again."""
    limit = 1000  # enough for the keys, too little for a receipt
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from demur.core.problem import DiskFull\n"
        "from tests.receipts.making import three_entry_log\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try: three_entry_log().export(2, Path(sys.argv[1]))\n"
        "except DiskFull as problem: print(problem.code)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, tmp_path],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.strip() == DiskFull.code
    assert names(tmp_path) == NAMES - {"000002.json"}
