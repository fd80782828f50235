"""Generated files of platforms with a page: whatever one holds, it is a platform or `PlatformFileBroken` (S3, W7)."""

from collections import Counter
from pathlib import Path

from tests.page.desk import RECIPES, SHIPPED
from tests.support.generated import TOML_PIECES, anything, feed, near, relined

from demur.connectors import platform_file
from demur.connectors.addresses import origin_of
from demur.connectors.page.platform import PagePlatform
from demur.core.problem import PlatformFileBroken

PLAZA = SHIPPED.read_bytes()
OTHERS = [
    (RECIPES / f"{name}.toml").read_bytes() for name in ("dialog", "radio", "save", "section", "witness", "frame")
]


def test_s3_files_of_a_page(tmp_path: Path) -> None:
    """S3: 4,096 files like Plaza's; none is ever taken whose settings page lies outside its own sign-in."""
    file = tmp_path / "given.toml"

    def judge(body: bytes) -> str:
        file.write_bytes(body)
        try:
            found = platform_file.load(file, is_shipped=True)
        except PlatformFileBroken as problem:
            told = problem.details
        else:
            assert isinstance(found, PagePlatform)
            assert all(origin_of(one.address.text) in found.sign_in.origins for one in found.recipes.values())
            return "taken"
        assert 1 <= int(told["line"]) <= body.count(b"\n") + 1
        return told["reason"]

    bodies = relined(PLAZA) | near(PLAZA, TOML_PIECES) | anything()
    for body in OTHERS:
        bodies |= relined(body)
    reasons: Counter[str] = feed(bodies, judge)
    assert reasons["taken"] > 40
    assert len(reasons) > 60
