"""Dated bundles, as three programs see them: `openssl` by VERIFY.txt's own lines, verify.py, and `demur verify`."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.receipts.bundles import lay, proven_of, receipt_of, rich_log
from tests.receipts.making import NOW
from tests.timestamps.authority import TestAuthority, query

from demur.core.dating import Authority, Dated, Token, TokenCode
from demur.receipts.bundle import bundle_files
from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import verify_path
from demur.receipts.der import stated
from demur.receipts.verifier import Result
from demur.words import findings, timestamps
from demur.words.bundle import page_text

LOG = rich_log()
NOTE = LOG.checkpoint().encode()
AT = NOW + timedelta(seconds=40)


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("tower"))


def token(tower: TestAuthority, answer: bytes, code: TokenCode = TokenCode.HOLDS) -> Token:
    known = Authority("bell", "Bell", "Bell Ltd", "http://127.0.0.1:9/ts", tower.pem.decode())
    return Token(3, known, 7, NOW, answer, code, stated(answer).at)


def dated(folder: Path, *tokens: Token) -> Path:
    """Lay a bundle with tokens into a folder."""
    receipt = receipt_of(LOG, 2)
    if tokens and tokens[0].dated_at is not None:
        receipt.dated = Dated(tokens[0].authority.name, tokens[0].dated_at)
    proven = proven_of(LOG, 2)._replace(tokens=tokens)
    return lay(folder, bundle_files(proven, [], page_text(receipt, [])))


@pytest.fixture
def folder(tmp_path: Path, tower: TestAuthority) -> Path:
    return dated(tmp_path / "bundle", token(tower, tower.signed(NOTE, AT)))


def found(folder: Path) -> tuple[Result, dict[str, str]]:
    """Return the result, and the sentences about time by their codes."""
    (checked,) = verify_path(folder)
    said = {one.code: findings.finding(one) for one in checked.verdict.findings if one.code.startswith("time-token")}
    return checked.verdict.result, said


def run(folder: Path, path: str | None = None) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify.py"],
        capture_output=True,
        text=True,
        check=False,
        env=None if path is None else {"PATH": path},
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def by_hand(folder: Path) -> list[str]:
    """Run the lines of VERIFY.txt that are about time, and return what they print."""
    part = (folder / "VERIFY.txt").read_text().partition("8. Somebody")[2]
    lines = [line.strip() for line in part.splitlines() if line.startswith("    ")]
    return [
        subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False).stdout
        for line in lines
    ]


def test_all_three_say_when_and_by_whom(folder: Path) -> None:
    result, said = found(folder)
    assert result is Result.VALID
    assert (
        "dated by Bell Tower signer at 2026-11-21 17:30:49 UTC, 39 s after the receipt's own time"
        in (said["time-token-holds"])
    )
    assert "Anyone can make one" in said["time-token-owner-open"]
    code, text = run(folder)
    assert code == 0
    assert "holds: checkpoint.1.tsr dates it: 2026-11-21 17:30:49 UTC, under tsa-1.pem" in text
    assert "stays open: whose certificates date it" in text
    checked, times, certificates = by_hand(folder)
    assert "Verification: OK" in checked
    assert "Nov 21 17:30:49 2026 GMT" in times
    (fingerprint,) = re.findall(r"[0-9a-f]{64}", said["time-token-holds"])
    assert fingerprint in certificates.replace(":", "").lower()


def test_the_page_says_it_too(folder: Path) -> None:
    page = (folder / "receipt.html").read_text()
    assert "Confirmed and dated by Bell: read back afresh" in page
    assert "by Bell, 2026-11-21 17:30:49 UTC, 39 s after the receipt&#x27;s own time" in page


def test_without_a_token_nobody_speaks_of_one(tmp_path: Path) -> None:
    folder = dated(tmp_path / "bundle")
    assert not list(folder.glob("*.tsr"))
    assert "openssl ts" not in (folder / "VERIFY.txt").read_text()
    assert "@" not in (folder / "VERIFY.txt").read_text()
    assert found(folder) == (Result.VALID, {})
    assert "date it" not in run(folder)[1]


def test_r6_expired_later_holds_for_all_three(tmp_path: Path) -> None:
    """R6: the certificate ran out since; -attime looks at it as it was."""
    tower = TestAuthority(tmp_path / "tower", signer_days=(-400, -30))
    answer = tower.signed(NOTE, datetime.now(UTC) - timedelta(days=100))
    folder = dated(tmp_path / "bundle", token(tower, answer))
    result, said = found(folder)
    assert (result, list(said)) == (Result.VALID, ["time-token-before-open"]), "the log is younger than the token"
    assert run(folder)[0] == 0
    assert "Verification: OK" in by_hand(folder)[0]


def spoil_token(folder: Path) -> None:
    file = folder / "checkpoint.1.tsr"
    file.write_bytes(file.read_bytes()[:-1] + bytes([file.read_bytes()[-1] ^ 1]))


def other_root(folder: Path) -> None:
    (folder / "tsa-1.pem").write_bytes(TestAuthority(folder.parent / "other").pem)


def other_data(folder: Path) -> None:
    tower = TestAuthority(folder.parent / "other")
    (folder / "tsa-1.pem").write_bytes(tower.pem)
    (folder / "checkpoint.1.tsr").write_bytes(tower.reply(query(b"another checkpoint")))


def no_purpose(folder: Path) -> None:
    tower = TestAuthority(folder.parent / "other")
    (folder / "tsa-1.pem").write_bytes(tower.pem)
    (folder / "checkpoint.1.tsr").write_bytes(tower.signed(NOTE, AT, "plain"))


def injected(folder: Path) -> None:
    tower = TestAuthority(folder.parent / "other")
    (folder / "tsa-1.pem").write_bytes(tower.pem)
    (folder / "checkpoint.1.tsr").write_bytes(tower.signed(NOTE, AT, "plain", covered_by="signer"))


def no_token(folder: Path) -> None:
    (folder / "checkpoint.1.tsr").write_bytes(b"hello")


@pytest.mark.parametrize("spoil", [spoil_token, other_root, other_data, no_purpose, injected, no_token])
def test_r6_what_does_not_hold_is_refused_by_all_three(spoil: Callable[[Path], None], folder: Path) -> None:
    spoil(folder)
    result, said = found(folder)
    assert result is Result.NOT_VALID
    assert list(said) == ["time-token-wrong"]
    code, text = run(folder)
    assert (code, "=> NOT VALID" in text) == (1, True)
    assert "Verification: OK" not in by_hand(folder)[0]


def test_certificates_that_are_none(folder: Path) -> None:
    (folder / "tsa-1.pem").write_bytes(b"hello")
    assert found(folder)[0] is Result.NOT_VALID
    assert run(folder)[0] == 1


@pytest.mark.parametrize("missing", ["tsa-1.pem", "checkpoint"])
def test_what_a_token_needs_is_missed(missing: str, folder: Path) -> None:
    (folder / missing).unlink()
    result, said = found(folder)
    assert (result, list(said)) == (Result.CANNOT_TELL, ["time-token-beside-missing"])
    assert run(folder)[0] != 0


def test_r6_what_the_library_cannot_read_is_told_with_the_line_that_can(tmp_path: Path, tower: TestAuthority) -> None:
    answer = tower.unsorted(query(NOTE))
    folder = dated(tmp_path / "bundle", token(tower, answer, TokenCode.NOT_CHECKED))
    result, said = found(folder)
    assert result is Result.CANNOT_TELL
    (line,) = re.findall(r"openssl ts .*", said["time-token-unreadable"])
    ran = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    assert "Verification: OK" in ran.stdout
    assert run(folder)[0] == 0, "openssl reads it"


def test_r9_a_receipt_whose_clock_was_a_day_ahead_shows_it(tmp_path: Path, tower: TestAuthority) -> None:
    folder = dated(tmp_path / "bundle", token(tower, tower.signed(NOTE, NOW - timedelta(days=1))))
    result, said = found(folder)
    assert result is Result.VALID, "the receipt is intact all the same"
    (sentence,) = said.values()
    assert "24 hours before the receipt's own time, so this computer's clock was ahead" in sentence
    assert next(iter(said)) == "time-token-before-open"


@pytest.mark.parametrize(
    ("apart", "words"), [(86400 * 3, "3 days after"), (7200, "2 hours after"), (-90, "90 s befo"), (1, "within two")]
)
def test_r9_differences_in_words(apart: int, words: str) -> None:
    assert words in timestamps.difference(apart)


def test_several_tokens_are_each_looked_at(tmp_path: Path, tower: TestAuthority) -> None:
    other = TestAuthority(tmp_path / "other", "Clock House")
    tokens = [token(tower, tower.signed(NOTE, AT)), token(other, other.signed(NOTE, AT))]
    folder = dated(tmp_path / "bundle", *tokens)
    assert run(folder)[1].count("dates it") == 2
    assert sum("Verification: OK" in said for said in by_hand(folder)) == 2
    (folder / "tsa-2.pem").write_bytes(tower.pem)
    assert found(folder)[0] is Result.NOT_VALID
    assert run(folder)[0] == 1


def test_an_openssl_that_knows_no_tokens_is_no_refusal(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "openssl").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bin" / "openssl").chmod(0o755)
    code, text = run(folder, f"{tmp_path / 'bin'}:/usr/bin:/bin")
    assert code == 2
    assert "was not checked: checkpoint.1.tsr: the openssl here can't look at it." in text
    code, text = run(folder, str(tmp_path / "nowhere"))
    assert code == 2
    assert "there is no openssl here" in text


def test_a_zip_will_do(folder: Path, tmp_path: Path) -> None:
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    result, said = found(write_bundle(tmp_path / "bundle.zip", files))
    assert result is Result.VALID
    assert "time-token-holds" in said


def test_every_word_for_a_token() -> None:
    """Each way in which a token can be wrong has its sentence, with the right outcome."""
    unsaid = {TokenCode.HOLDS, TokenCode.NOT_CHECKED, TokenCode.BEFORE_ENTRY, TokenCode.WRONG_NONCE}
    assert set(findings.TOKEN) == {code.value for code in set(TokenCode) - unsaid} | {"certificates"}
    assert set(timestamps.CODES) == set(TokenCode)
