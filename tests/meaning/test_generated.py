"""Generated files of claims: whatever one holds, it is claims or `MeaningBroken` (row S3)."""

from pathlib import Path

from tests.meaning.example import GOOD, HOSTS
from tests.support.generated import TOML_PIECES, anything, feed, near, relined

from demur.core.problem import MeaningBroken
from demur.meaning import claims

BODY = GOOD.encode()


def test_s3_files_of_claims(tmp_path: Path) -> None:
    """S3: 4,096 files like a good one; the reader is led into every table."""
    file = tmp_path / "given.toml"

    def judge(body: bytes) -> str:
        file.write_bytes(body)
        try:
            claims.load(file, HOSTS)
        except MeaningBroken as problem:
            told = problem.details
        else:
            return "taken"
        assert told["file"] == str(file)
        assert 1 <= int(told["line"]) <= len(body.decode("utf-8", "replace").splitlines()) + 1
        return told["reason"]

    reasons = feed(relined(BODY) | near(BODY, TOML_PIECES) | relined(BODY) | anything(), judge)
    assert reasons["taken"] > 40
    assert len(reasons) > 100
    led_to = {reason.partition(":")[0].rpartition(".")[2] for reason in reasons}
    keys = {
        line.partition(" =")[0].rpartition(".")[2] for line in GOOD.splitlines() if " = " in line and line[0].isalpha()
    }
    assert not keys - led_to, "some key never met a wrong value"
