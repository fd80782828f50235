"""Generated platform files: whatever a file holds, it is a platform or `PlatformFileBroken` (rows S3 and W7)."""

import re
from collections import Counter
from pathlib import Path

from hypothesis.strategies import SearchStrategy
from tests.support.data_folder import SHIPPED
from tests.support.generated import TOML_PIECES, anything, feed, near, relined

from demur.connectors import platform_file
from demur.core.problem import PlatformFileBroken

PLAZA = (SHIPPED / "plaza.toml").read_bytes()
LINKEDIN = re.sub(rb",\n\]", b"]", re.sub(rb"([\[,])\n {4}", rb"\1 ", (SHIPPED / "linkedin.toml").read_bytes()))
"""With its lists on one line each, so that a line is a key and its whole value."""
META = (SHIPPED / "meta.toml").read_bytes()
KEY = re.compile(rb"[a-z_]+ = ")
NAMED = re.compile(r"`[^`]*`|“[^”]*”")


def fed(file: Path, bodies: SearchStrategy[bytes]) -> Counter[str]:
    """Let the reader have each body as a file, and count its reasons; where it takes one, that is the reason."""

    def judge(body: bytes) -> str:
        file.write_bytes(body)
        try:
            platform_file.load(file, is_shipped=True)
        except PlatformFileBroken as problem:
            told = problem.details
        else:
            return "taken"
        assert told["file"] == file.name
        assert 1 <= int(told["line"]) <= body.count(b"\n") + 1
        return told["reason"]

    return feed(bodies, judge)


def named(reasons: Counter[str]) -> set[str]:
    """Return the keys and names that were complained of: each is a place that the reader was led to."""
    return {name for reason in reasons for name in NAMED.findall(reason)}


def keys_of(body: bytes) -> set[str]:
    """Return the keys that have lines of their own, as a reason names them."""
    return {f"`{line.partition(b'=')[0].strip().decode()}`" for line in body.split(b"\n") if KEY.match(line)}


def test_s3_files_of_an_interface(tmp_path: Path) -> None:
    """S3: 4,096 files like Plaza's; the reader is led to every key of its format."""
    reasons = fed(tmp_path / "given.toml", relined(PLAZA) | near(PLAZA, TOML_PIECES) | relined(PLAZA) | anything())
    assert reasons["taken"] > 40
    assert len(reasons) > 60
    assert not keys_of(PLAZA) - named(reasons), "some key never met a wrong value"


def test_s3_files_of_the_own_browser(tmp_path: Path) -> None:
    """S3: 4,096 files like Meta's and LinkedIn's; the reader is led to every key of their format."""
    bodies = (
        relined(META) | near(META, TOML_PIECES) | relined(META) | relined(LINKEDIN) | relined(LINKEDIN) | anything()
    )
    reasons = fed(tmp_path / "given.toml", bodies)
    assert reasons["taken"] > 40
    assert len(reasons) > 60
    missed = (keys_of(META) | {"`page`", "`phone`", "`expect`"}) - named(reasons)
    assert missed <= {"`EU`"}, "some key never met a wrong value"
