"""The ledger, used as the product uses it."""

import base64
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.making import (
    AMINA,
    PROGRAM,
    LocalClock,
    attempt,
    confirmation,
    failure,
    ledger_of,
    observation,
    opt_out,
    path_of,
    reading,
    vault_of,
)

from demur.core.account import AccountId
from demur.core.entry import EntryId, Kind, PlatformFacts, SettingFacts
from demur.core.ports import Ledger, Sealer
from demur.core.problem import (
    AttemptClosed,
    FolderUnusable,
    LedgerBehind,
    LedgerDamaged,
    Problem,
    ReceiptKeyChanged,
    ReceiptKeyMissing,
    VaultLocked,
)
from demur.core.reading import Transport
from demur.core.secret import Secret
from demur.core.setting import Assurance, Identity, State
from demur.ledger.kept import CHECKPOINT_NAME, Kept
from demur.ledger.log import SECRET_NAME, SqliteLedger
from demur.receipts import profile
from demur.receipts.fields import check_fields
from demur.receipts.profile import FORBIDDEN
from demur.receipts.proof import is_proven
from demur.receipts.verifier import Result, verify_file


def test_fits_its_ports(tmp_path: Path) -> None:
    ledger: Ledger = ledger_of(tmp_path)
    sealer: Sealer = ledger.unlock()
    assert sealer.seal(observation()).index == 1


def test_reading_makes_no_file(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    assert ledger.size() == 0
    assert ledger.page(0, 10) == ledger.open_attempts() == ()
    assert ledger.check().is_sound
    assert not path_of(tmp_path).exists()


def test_the_first_entry_has_the_genesis_before_it(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    asked = ledger.unlock().seal(attempt())
    genesis, second = ledger.page(0, 10)
    assert (genesis.kind, genesis.index, genesis.account) == (Kind.GENESIS, 0, None)
    assert (second, asked.index) == (asked, 1)
    assert genesis.fields["log"]["origin"].startswith("practice.demur.invalid/ledger/")
    assert asked.fields["log"]["prevRoot"] == (
        "sha256:" + hashlib.sha256(b"\0" + genesis.body).hexdigest()
    )  # the root of one leaf is the leaf


def test_what_was_sealed_is_in_the_receipt(tmp_path: Path) -> None:
    asked, closed = opt_out(ledger_of(tmp_path).unlock())
    fields = closed.fields
    assert (closed.kind, closed.account, closed.requested) == (Kind.CONFIRMATION, AMINA, State.OFF)
    assert (closed.state("before"), closed.state("after")) == (State.ON, State.OFF)
    assert closed.level == Assurance.READ_BACK_INDEPENDENT
    assert fields["attempt"] == asked.id
    assert fields["before"] == asked.fields["before"]
    assert fields["transport"]["httpDate"] == "Sat, 21 Nov 2026 17:30:09 GMT"
    assert fields["status"] == "https://w3id.org/dpv#RequestFulfilled"
    assert fields["identity"] == "read"
    assert fields["app"] == {"artifact": PROGRAM.artifact, "name": "Demur", "version": "0.1.0"}
    assert is_proven(fields)


def test_what_could_not_be_read_is_unknown_with_its_reason(tmp_path: Path) -> None:
    sealer = ledger_of(tmp_path).unlock()
    asked = sealer.seal(attempt())
    after = sealer.seal(failure(asked)).fields["after"]
    assert (after["state"], after["raw"], after["reason"]) == ("unknown", None, "platform-unreachable")
    assert after["evidence"] == []


def test_no_name_stands_in_a_receipt(tmp_path: Path) -> None:
    """The handle, the id and the reply are committed to, each under a salt of its own, and kept beside."""
    ledger = ledger_of(tmp_path)
    canaries = Identity("canary-id-731", "canary-handle-731")
    body = b'{"canary":"body-731"}'
    receipt = ledger.unlock().seal(attempt(identity=canaries, before=reading(State.ON, body=body)))
    assert b"canary" not in receipt.body  # letters that no digest can hold
    assert [(shown.name, shown.value) for shown in ledger.disclosures(1)] == [
        ("handle", "canary-handle-731"),
        ("userId", "canary-id-731"),
    ]
    assert [shown.digest for shown in ledger.disclosures(1)] == receipt.fields["account"]
    (evidence,) = ledger.evidence(1)
    assert (evidence.name, evidence.body) == ("before", body)
    recomputed = json.dumps([evidence.salt, "evidence", body.decode()], separators=(",", ":")).encode()
    assert receipt.fields["before"]["evidence"] == ["sha256:" + hashlib.sha256(recomputed).hexdigest()]


def test_salts_are_never_used_twice(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    for _ in range(10):
        opt_out(sealer)
    salts = [shown.salt for index in range(ledger.size()) for shown in ledger.disclosures(index)]
    salts += [shown.salt for index in range(ledger.size()) for shown in ledger.evidence(index)]
    assert len(salts) == len(set(salts)) == 20 * 2 + 20
    assert {len(bytes.fromhex(salt)) for salt in salts} == {16}


def test_a_reply_that_is_no_text_is_committed_to_in_base64(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    receipt = ledger.unlock().seal(observation(after=reading(State.OFF, body=b"\xff\x00")))
    (evidence,) = ledger.evidence(1)
    value = json.dumps([evidence.salt, "evidence", base64.b64encode(b"\xff\x00").decode()], separators=(",", ":"))
    assert receipt.fields["after"]["evidence"] == ["sha256:" + hashlib.sha256(value.encode()).hexdigest()]


def test_finding(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    asked, closed = opt_out(sealer)
    other = sealer.seal(observation(account=AccountId("plaza/bo")))
    open_one = sealer.seal(attempt())
    assert ledger.size() == 5
    assert ledger.find(closed.id) == closed
    assert ledger.find(EntryId("urn:uuid:0b8f0c52-6a43-4a2e-9d0e-3b8c2a3f0001")) is None
    assert ledger.closing(asked.id) == closed
    assert ledger.closing(open_one.id) is None
    assert ledger.open_attempts() == (open_one,)
    assert ledger.of_account(AMINA) == (open_one, closed, asked)
    assert ledger.of_account(AMINA, 2) == (open_one, closed)
    assert ledger.newest_for(AccountId("plaza/bo")) == other
    assert ledger.newest_for(AccountId("plaza/nobody")) is None
    assert [receipt.index for receipt in ledger.page(2, 2)] == [2, 3]
    assert ledger.page(5, 2) == ()


def test_an_attempt_is_closed_once(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    asked, _closed = opt_out(sealer)
    with pytest.raises(AttemptClosed):
        ledger_of(tmp_path).unlock().seal(failure(asked))
    assert ledger.size() == 3
    assert ledger.check().is_sound


def test_what_is_no_attempt_of_this_ledger_cannot_be_closed(tmp_path: Path) -> None:
    sealer = ledger_of(tmp_path).unlock()
    seen = sealer.seal(observation())
    with pytest.raises(ValueError, match="attempt"):
        sealer.seal(confirmation(seen, before=None))


def test_an_entry_that_breaks_the_schema_leaves_nothing(tmp_path: Path) -> None:
    """A mistake of ours must not become a receipt."""
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    asked = sealer.seal(attempt())
    with pytest.raises(ValueError, match=r"assurance\.level"):
        sealer.seal(confirmation(asked, level=Assurance.READ_BACK_SAME))
    assert ledger.size() == 2
    assert ledger.open_attempts() == (asked,)


HOSTILE = "\u202etfo \u0000\x07\x7f\x85\ud800 e\u0301 \"quoted\" \\ </script> =HYPERLINK('x') " + "long " * 500


@pytest.mark.parametrize("text", [HOSTILE, "", "\ud800" * 600, "𝔸" * 5000, "e\u0301" * 600], ids=range(5))
def test_strangers_text_cannot_keep_a_receipt_from_being_written(text: str, tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    way = Transport(text, text, text)
    address = "https://platform.example/" + text
    entry = attempt(
        identity=Identity(text, text),
        platform=PlatformFacts(text, text, "https://platform.example", "https://platform.example/"),
        setting=SettingFacts(text, text, "en", "https://w3id.org/dpv/ai#ModelTraining"),
        method=text,
        before=reading(State.ON, raw=text, address=address, transport=way, body=text.encode("utf-8", "surrogatepass")),
    )
    receipt = ledger.unlock().seal(entry)
    check_fields(profile.parse(receipt.body))
    assert len(receipt.fields["before"]["raw"]) <= 512
    assert not FORBIDDEN.search(receipt.fields["setting"]["label"])
    assert len(receipt.body) <= profile.MAX_BYTES
    assert ledger.check().is_sound


def test_the_secret_is_made_once_and_kept_in_the_vault(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    ledger.unlock()
    secret = vault_of(tmp_path).find(SECRET_NAME)
    assert secret is not None
    assert len(base64.urlsafe_b64decode(secret.reveal())) == 32
    ledger_of(tmp_path).unlock().seal(observation())
    assert vault_of(tmp_path).find(SECRET_NAME) == secret
    assert secret.reveal().encode() not in path_of(tmp_path).read_bytes()
    assert base64.urlsafe_b64decode(secret.reveal()) not in path_of(tmp_path).read_bytes()


def test_k3_without_its_secret_a_ledger_can_be_read_and_exported(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    vault_of(tmp_path).forget(SECRET_NAME)
    with pytest.raises(ReceiptKeyMissing):
        ledger.unlock()
    assert ledger.check().is_sound
    assert verify_file(ledger.export(2, tmp_path / "out")).result == Result.VALID
    assert vault_of(tmp_path).find(SECRET_NAME) is None


@pytest.mark.parametrize(
    "text", [base64.urlsafe_b64encode(bytes(32)).decode(), "damaged", "", "é", "AAAA", "A" * 43], ids=range(6)
)
def test_k3_another_secret_seals_nothing(text: str, tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    vault_of(tmp_path).keep(SECRET_NAME, Secret(text))
    with pytest.raises(ReceiptKeyChanged):
        ledger.unlock()


def test_a_ledger_begun_elsewhere_meanwhile_is_not_sealed_into(tmp_path: Path) -> None:
    sealer = ledger_of(tmp_path).unlock()
    vault_of(tmp_path).forget(SECRET_NAME)
    ledger_of(tmp_path).unlock().seal(observation())
    with pytest.raises(ReceiptKeyChanged):
        sealer.seal(observation())
    assert ledger_of(tmp_path).check().is_sound


def test_practice_cannot_be_sealed_into_the_real_ledger(tmp_path: Path) -> None:
    """The same file and even the same secret: the origin decides."""
    ledger_of(tmp_path, is_practice=False).unlock().seal(observation())
    sealer = ledger_of(tmp_path, is_practice=True).unlock()
    with pytest.raises(ReceiptKeyChanged):
        sealer.seal(observation())
    assert ledger_of(tmp_path).size() == 2


def test_an_exported_receipt_is_valid_and_named_as_practice(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    verdicts = [verify_file(ledger.export(index, tmp_path / "out")) for index in range(3)]
    assert {verdict.result for verdict in verdicts} == {Result.VALID}
    assert all(verdict.is_practice for verdict in verdicts)
    with pytest.raises(LedgerDamaged):
        ledger.export(3, tmp_path / "out")


def test_a_real_receipt_is_not_named_as_practice(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, is_practice=False)
    opt_out(ledger.unlock())
    verdict = verify_file(ledger.export(2, tmp_path / "out"))
    assert (verdict.result, verdict.is_practice) == (Result.VALID, False)


def test_being_ahead_of_the_kept_checkpoint_is_fine(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    assert ledger.check().kept == Kept.NOTHING_KEPT
    ledger.keep_checkpoint()
    opt_out(ledger.unlock())
    assert ledger.check().kept == Kept.AGREES
    ledger.keep_checkpoint()
    kept = vault_of(tmp_path).find(CHECKPOINT_NAME)
    assert kept is not None
    assert kept.reveal().split("\n")[1] == "5"


def test_keeping_the_checkpoint_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    ledger_of(tmp_path).keep_checkpoint()
    assert vault_of(tmp_path).find(CHECKPOINT_NAME) is None


def rolled_back(folder: Path) -> None:
    """An older copy is laid over the ledger, as a restored backup would be."""
    ledger = ledger_of(folder)
    opt_out(ledger.unlock())
    older = path_of(folder).read_bytes()
    opt_out(ledger.unlock())
    ledger.keep_checkpoint()
    path_of(folder).write_bytes(older)


def forked(folder: Path) -> None:
    """The older copy goes on by itself, past the size that was kept."""
    ledger = ledger_of(folder)
    opt_out(ledger.unlock())
    older, sealer = path_of(folder).read_bytes(), ledger.unlock()
    opt_out(sealer)
    ledger.keep_checkpoint()
    path_of(folder).write_bytes(older)
    opt_out(sealer)
    opt_out(sealer)


def removed(folder: Path) -> None:
    ledger = ledger_of(folder)
    opt_out(ledger.unlock())
    ledger.keep_checkpoint()
    path_of(folder).unlink()


def nonsense_kept(folder: Path) -> None:
    opt_out(ledger_of(folder).unlock())
    vault_of(folder).keep(CHECKPOINT_NAME, Secret("nonsense"))


@pytest.mark.parametrize(
    ("happens", "kept"),
    [
        (rolled_back, Kept.BEHIND),
        (forked, Kept.DIFFERS),
        (removed, Kept.BEHIND),
        (nonsense_kept, Kept.DIFFERS),
    ],
)
def test_r4_going_back_is_found_and_not_signed_over(
    happens: Callable[[Path], None], kept: Kept, tmp_path: Path
) -> None:
    happens(tmp_path)
    ledger, before = ledger_of(tmp_path), vault_of(tmp_path).find(CHECKPOINT_NAME)
    check = ledger.check()
    assert check.kept == kept
    assert not check.is_sound
    for action in (ledger.unlock, ledger.keep_checkpoint):
        with pytest.raises(LedgerBehind):
            action()
    assert vault_of(tmp_path).find(CHECKPOINT_NAME) == before


class LockedVault:
    """A vault whose keyring is locked."""

    def keep(self, name: str, secret: Secret) -> None:
        raise VaultLocked

    def find(self, name: str) -> Secret | None:
        raise VaultLocked

    def forget(self, name: str) -> None:
        raise VaultLocked


def test_k2_a_locked_keyring_stops_sealing_and_nothing_else(tmp_path: Path) -> None:
    opt_out(ledger_of(tmp_path).unlock())
    ledger = SqliteLedger(path_of(tmp_path), LockedVault(), LocalClock(), True, PROGRAM)
    with pytest.raises(VaultLocked):
        ledger.unlock()
    assert ledger.check().is_sound
    assert ledger.check().kept == Kept.NOT_CHECKED
    assert len(ledger.page(0, 10)) == 3


def test_k2_a_keyring_that_locks_meanwhile_does_not_stop_the_receipt(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    asked = sealer.seal(attempt())
    vault_of(tmp_path).forget(SECRET_NAME)
    assert sealer.seal(confirmation(asked)).index == 2


def test_the_quick_check_sees_the_edge(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    assert ledger.quick_check() == 0
    opt_out(ledger.unlock())
    assert ledger.quick_check() == 3


def test_d3_a_folder_that_cannot_be_looked_into_is_no_empty_ledger(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    (tmp_path / "data").write_text("a file in the folder's place")
    for action in (ledger.size, ledger.unlock, ledger.check, ledger.open_attempts):
        with pytest.raises(FolderUnusable):
            action()


def outcome(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except Problem as problem:
        return problem.code


def test_d3_long_path_and_another_alphabet(tmp_path: Path) -> None:
    deep = tmp_path / "Übung с пробелом #? %20 資料" / ("d" * 200)
    ledger = ledger_of(deep)
    opt_out(ledger.unlock())
    assert ledger.check().is_sound
    assert verify_file(ledger.export(2, deep / "экспорт")).result == Result.VALID
    too_long = tmp_path / ("d" * 300)
    assert outcome(ledger_of(too_long).size) == "folder-unusable"
    assert os.path.lexists(path_of(deep))
