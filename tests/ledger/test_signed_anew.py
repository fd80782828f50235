"""R5: everything signed again with a fresh key: it holds together, but it is not the key that is known."""

import shutil
from pathlib import Path

import pytest
from tests.ledger.making import ledger_of, opt_out, path_of

from demur.core.problem import LedgerBehind, ReceiptKeyChanged
from demur.receipts.verifier import Result, Verdict, verify_file


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A member's own ledger, of which no checkpoint is kept yet."""
    return _made(tmp_path / "known")


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    """Entries of the same kind, each sealed with a fresh key."""
    return _made(tmp_path / "forged")


def _made(folder: Path) -> Path:
    folder.mkdir()
    opt_out(ledger_of(folder).unlock())
    return folder


def exported(folder: Path, to: Path) -> Path:
    ledger_of(folder).export(2, to)
    return to / "000002.json"


def fingerprint(verdict: Verdict) -> str:
    return next(finding.details["fingerprint"] for finding in verdict.findings if finding.code == "signature-holds")


def test_r5_a_ledger_signed_anew_holds_together_and_is_not_sealed_onto(known: Path, forged: Path) -> None:
    """R5: laid in the known one's place, nothing is wrong in it but its key, and nothing is added to it."""
    shutil.copy(path_of(forged), path_of(known))
    assert ledger_of(known).check().is_sound
    with pytest.raises(ReceiptKeyChanged):
        ledger_of(known).unlock()
    assert ledger_of(known).size() == ledger_of(forged).size()


def test_r5_a_ledger_signed_anew_is_not_that_of_the_checkpoint(known: Path, forged: Path) -> None:
    """R5: with a checkpoint in the vault, it is told before any key is looked at."""
    ledger_of(known).keep_checkpoint()
    shutil.copy(path_of(forged), path_of(known))
    assert not ledger_of(known).check().is_sound
    with pytest.raises(LedgerBehind):
        ledger_of(known).unlock()


def test_r5_a_receipt_signed_anew_is_valid_by_another_key(known: Path, forged: Path, tmp_path: Path) -> None:
    """R5: alone it is consistent, and its fingerprint is not the one that is known; beside the known key it fails."""
    true, false = exported(known, tmp_path / "true"), exported(forged, tmp_path / "false")
    assert (verify_file(true).result, verify_file(false).result) == (Result.VALID, Result.VALID)
    assert fingerprint(verify_file(true)) != fingerprint(verify_file(false))
    for name, code in (("receipt-key.pem", "receipt-key-file-differs"), ("log-key.pem", "log-key-differs")):
        shutil.copy(true.with_name(name), false.with_name(name))
        assert code in {finding.code for finding in verify_file(false).findings}
        assert verify_file(false).result is Result.NOT_VALID
