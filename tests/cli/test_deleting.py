"""`demur receipts delete`, `new-ledger`, `ledgers` and `--from`: what remains is said, and nothing goes unasked."""

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Demur

from demur.ledger.log import SECRET_NAME
from demur.vault.folder_vault import FolderVault


def texts_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.fixture
def opted_out(members: Demur) -> Demur:
    assert members("opt-out", "us-on", "--yes").code == 0
    return members


def test_deleting_beside_a_receipt_asks_and_says_what_remains(opted_out: Demur, tmp_path: Path) -> None:
    refused = opted_out("receipts", "delete", "2")
    assert refused.code == 3
    for words in ("The receipts stay", "can't be taken out of the log", "A backup or a bundle", "Nothing was deleted"):
        assert words in refused.err
    done = opted_out("receipts", "delete", "2", "--yes", "--json")
    assert done.json == {"ledger": "practice", "deleted": True, "receipts": 2, "unreached": []}
    assert opted_out("receipts", "check", "--practice").code == 0
    exported = opted_out("receipts", "export", "2", "--bundle", tmp_path / "out", "--disclose", "handle", "--json")
    assert exported.json["disclosed"] == []
    assert opted_out("verify", tmp_path / "out").code == 0
    assert "nothing left" in opted_out("receipts", "delete", "2", "--yes").out


def test_only_one_thing_is_deleted_at_a_time(opted_out: Demur) -> None:
    for words in ((), ("2", "--all"), ("--all", "--only", "names"), ("--account", "x", "2"), ("--all",)):
        assert opted_out("receipts", "delete", *words, "--yes").code == 64, words
    assert opted_out("receipts", "delete", "--account", "nobody", "--yes").code == 64
    assert opted_out("receipts", "delete", "99", "--yes").code == 64


def test_signing_out_deletes_all_that_names_the_account(opted_out: Demur) -> None:
    """The practice platform's own files name its members, so only ours are looked at."""
    ours = opted_out.data / "practice" / "ledger.sqlite"
    account = opted_out("status", "us-on", "--last", "--json").json["accounts"][0]["id"]
    assert b"us-on" in ours.read_bytes()
    gone = opted_out("sign-out", "us-on", "--delete-kept", "--json")
    assert (gone.code, gone.json["left"], gone.json["deletedBeside"]) == (0, True, 2)
    for name in (b"us-on", account.encode()):
        assert name not in ours.read_bytes()
    assert opted_out("receipts", "check", "--practice").code == 0
    assert len(opted_out("receipts", "--practice", "--json").json["practice"]) == 3


def test_all_receipts_go_with_their_key_and_a_new_ledger_begins(opted_out: Demur) -> None:
    refused = opted_out("receipts", "delete", "--all", "--practice")
    assert refused.code == 3
    assert "There are 3 entries" in refused.err
    assert opted_out("receipts", "new-ledger", "--practice", "--yes").code == 0
    done = opted_out("receipts", "delete", "--all", "--practice", "--yes", "--json")
    assert done.json == {"ledger": "practice", "deleted": True}
    assert "go too: 1" in done.err
    left = [file.name for file in (opted_out.data / "practice").rglob("*ledger*") if file.is_file()]
    assert left == []
    assert FolderVault(opted_out.data / "practice" / "secrets").find(SECRET_NAME) is None
    assert opted_out("opt-in", "us-on", "--yes").code == 0
    assert opted_out("receipts", "check", "--practice").code == 0


def test_d4_a_damaged_ledger_can_be_deleted_and_followed(opted_out: Demur, tmp_path: Path) -> None:
    ledger = opted_out.data / "practice" / "ledger.sqlite"
    ledger.write_bytes(b"\xff" * 4096 + ledger.read_bytes()[4096:])
    shutil.copytree(opted_out.data, tmp_path / "again")
    again = Demur(tmp_path / "again", {**opted_out.environment, "DEMUR_DATA_DIR": str(tmp_path / "again")})
    assert opted_out("receipts", "delete", "--all", "--practice", "--yes").code == 0
    assert not ledger.exists()
    begun = again("receipts", "new-ledger", "--practice", "--yes", "--json")
    assert begun.json["named"] == 3
    assert again("opt-in", "us-on", "--yes").code == 0


def test_k3_a_lost_key_is_followed_by_a_new_ledger_and_the_old_one_is_read_beside_it(
    opted_out: Demur, tmp_path: Path
) -> None:
    FolderVault(opted_out.data / "practice" / "secrets").forget(SECRET_NAME)
    stopped = opted_out("opt-in", "us-on", "--yes")
    assert stopped.code == 3
    assert "new-ledger" in stopped.err, "the next step is named"
    refused = opted_out("receipts", "new-ledger", "--practice")
    assert refused.code == 3
    assert "kept beside it, whole" in refused.err
    begun = opted_out("receipts", "new-ledger", "--practice", "--yes", "--json").json
    assert (begun["begun"], begun["named"]) == (True, 3)
    assert opted_out("opt-in", "us-on", "--yes").code == 0
    (older,) = opted_out("receipts", "ledgers", "--json").json["ledgers"]
    assert (older["ledger"], older["why"], older["entries"]) == ("practice", "before", 3)
    assert older["name"] in opted_out("receipts", "ledgers").out
    for words in (("list",), ("show", "2"), ("check",), ("export", "2", tmp_path / "out"), ("backup", tmp_path)):
        assert opted_out("receipts", *words, "--from", older["name"]).code == 0, words
    assert opted_out("verify", tmp_path / "out" / "000002.json").code == 0
    assert opted_out("receipts", "delete", "--from", older["name"], "2", "--yes").code == 64
    assert "with its 3 entries" in opted_out("receipts", "delete", "--all", "--from", older["name"]).err
    assert opted_out("receipts", "delete", "--all", "--from", older["name"], "--yes", "--json").json["deleted"]
    assert opted_out("receipts", "ledgers", "--json").json == {"ledgers": []}
    assert opted_out("receipts", "check", "--practice").code == 0
    assert opted_out("receipts", "restore", tmp_path, "--from", older["name"]).code == 64
    assert opted_out("receipts", "list", "--from", "nothing").code == 64


def test_where_there_is_no_ledger_none_is_begun_by_hand(members: Demur) -> None:
    ran = members("receipts", "new-ledger", "--real", "--yes", "--json")
    assert (ran.code, ran.json["begun"]) == (0, False)
    assert members("receipts", "new-ledger", "--yes").code == 64
    assert "No other ledger" in members("receipts", "ledgers").out
