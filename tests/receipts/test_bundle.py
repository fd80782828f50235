"""A bundle: what is in it, what stays sealed, and that it is written whole or not at all."""

import html.parser
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.receipts.bundles import ACCOUNT, AFTER, BEFORE, EVERYTHING, PICTURE, bundle_of, lay, program, rich_log

from demur.core.problem import DiskFull, FolderTaken, FolderUnusable
from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import verify_path
from demur.receipts.disclosure import Opened
from demur.receipts.verifier import Result

SECRETS = (b"cookie:", b"bearer ", b"access_token", b"refresh_token")
ALWAYS = {
    "000002.json",
    "000002.sig",
    "000002.tlog-proof",
    "checkpoint",
    "receipt-key.pem",
    "log-key.pem",
    "keys.txt",
    "disclosures.json",
    "VERIFY.txt",
    "verify.py",
    "receipt.html",
}


def codes(path: Path) -> list[str]:
    (checked,) = verify_path(path)
    return [finding.code for finding in checked.verdict.findings]


def result(path: Path) -> Result:
    (checked,) = verify_path(path)
    return checked.verdict.result


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
@pytest.mark.parametrize("opened", [(), ACCOUNT[:1], EVERYTHING], ids=["nothing", "handle", "everything"])
def test_a_bundle_is_valid_whatever_is_disclosed(name: str, opened: tuple[Opened, ...], tmp_path: Path) -> None:
    files = bundle_of(rich_log(), 2, opened)
    assert set(files) == ALWAYS | {one.file for one in opened if one.file}
    written = write_bundle(tmp_path / name, files)
    assert result(written) is Result.VALID
    said = codes(written)
    assert ("handle-holds" in said) == bool(opened)
    assert said.count("evidence-holds") == (2 if opened == EVERYTHING else 0)
    assert said[-2:] == ["rest-sealed-open", "pages-open"]


def test_the_program_is_the_shipped_file_byte_for_byte() -> None:
    assert bundle_of(rich_log())["verify.py"] == Path(program().__file__ or "").read_bytes()


def test_r7_nothing_that_was_not_chosen_leaves() -> None:
    """R7: handle, user id, wording, salts of what stays sealed, paths and user name of this machine: absent."""
    log = rich_log()
    sealed = {one: (one.content, one.salt.encode()) for one in EVERYTHING}
    machine = [
        os.environ.get("USER", "root").encode() + b"@",
        str(Path.home()).encode() + b"/",
        str(Path.cwd()).encode(),
    ]
    for chosen in EVERYTHING:
        everything = b"\n".join(bundle_of(log, 2, [chosen]).values())
        for one, texts in sealed.items():
            assert all((text in everything) == (one == chosen) for text in texts), one.name
        assert not any(text in everything for text in machine)
        assert not any(word in everything.lower() for word in SECRETS)


def test_r7_no_salt_is_used_twice() -> None:
    from demur.core.setting import Identity
    from demur.ledger.commitment import disclosures_of, evidence_of

    salts = [one.salt for _ in range(50) for one in disclosures_of(Identity("user", "name"))]
    salts += [evidence_of("after", b"same").salt for _ in range(50)]
    assert len(set(salts)) == 150
    assert {len(salt) for salt in salts} == {32}


def test_a_zip_depends_on_nothing_but_its_content(tmp_path: Path) -> None:
    files = bundle_of(rich_log(), 2, EVERYTHING)
    first, second = write_bundle(tmp_path / "a.zip", files), write_bundle(tmp_path / "deep" / "b.zip", files)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {stat.S_IFREG | 0o600}


def test_other_programs_open_the_zip(tmp_path: Path) -> None:
    unzip = shutil.which("unzip")
    assert unzip is not None
    files = bundle_of(rich_log(), 2, EVERYTHING)
    written = write_bundle(tmp_path / "a.zip", files)
    subprocess.run([unzip, "-q", written, "-d", tmp_path / "out"], check=True)
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files} == files
    assert result(tmp_path / "out") is Result.VALID


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777], ids=oct)
@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_d6_only_this_user_may_read_it_whatever_the_umask(umask: int, name: str, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        written = write_bundle(tmp_path / name, bundle_of(rich_log(), 2, EVERYTHING))
    finally:
        os.umask(before)
    found = [written, *written.rglob("*")] if written.is_dir() else [written]
    assert {stat.S_IMODE(one.stat().st_mode) for one in found} == ({0o700, 0o600} if written.is_dir() else {0o600})


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_what_is_there_is_never_replaced(name: str, tmp_path: Path) -> None:
    files = bundle_of(rich_log())
    there = write_bundle(tmp_path / name, files)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(FolderTaken):
        write_bundle(there, bundle_of(rich_log(), 2, EVERYTHING))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_empty_folder_is_taken_and_a_link_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert result(write_bundle(tmp_path / "empty", bundle_of(rich_log()))) is Result.VALID
    (tmp_path / "theirs").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    with pytest.raises(FolderUnusable):
        write_bundle(tmp_path / "link", bundle_of(rich_log()))
    assert list((tmp_path / "theirs").iterdir()) == []


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_d2_a_full_disk_leaves_nothing(name: str, tmp_path: Path) -> None:
    """EFBIG, as ENOSPC would: the limit is set in a child, since it can't be lifted again."""
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from demur.core.problem import DiskFull\n"
        "from demur.receipts.bundle_store import write_bundle\n"
        "from tests.receipts.bundles import bundle_of, rich_log\n"
        "files = bundle_of(rich_log())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_bundle(Path(sys.argv[1]), files)\n"
        "except DiskFull as problem: print(problem.code)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, tmp_path / name],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.strip() == DiskFull.code
    assert list(tmp_path.iterdir()) == []


class Tags(html.parser.HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


LIVE = (b"<script", b" src=", b" href=", b"url(", b"@import", b"javascript:")
PLAIN_TAGS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section", "dl", "dt", "dd"}
PLAIN_ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class"}


def test_the_page_is_static_and_says_that_it_cannot_vouch_for_itself() -> None:
    page = bundle_of(rich_log(), 2, EVERYTHING)["receipt.html"]
    found = Tags(page)
    assert found.tags <= PLAIN_TAGS
    assert found.attributes <= PLAIN_ATTRIBUTES
    assert b"default-src 'none'" in page
    assert b"@media print" in page
    assert not any(word in page.lower() for word in LIVE)
    for words in (
        "a page can't vouch for itself",
        "On → Off",
        "Confirmed: read back afresh",
        "fern.maple",
        "It does not prove what the platform does with data.",
        "Nobody may demand more.",
    ):
        assert words in found.text, words
    assert "PRACTICE" not in found.text


def test_practice_is_marked_in_every_form(tmp_path: Path) -> None:
    files = bundle_of(rich_log(is_practice=True))
    assert Tags(files["receipt.html"]).text.count("PRACTICE") == 2
    assert b"PRACTICE" in files["VERIFY.txt"].splitlines()[1]
    assert b"practice: yes" in files["keys.txt"]
    (checked,) = verify_path(write_bundle(tmp_path / "b.zip", files))
    assert checked.verdict.is_practice
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"], cwd=lay(tmp_path / "b", files), capture_output=True, text=True
    )
    assert (ran.returncode, "PRACTICE" in ran.stdout) == (0, True)


def test_a_picture_travels_as_a_file(tmp_path: Path) -> None:
    files = bundle_of(rich_log(after=PICTURE), 2, [BEFORE, PICTURE])
    assert files["evidence/after.png"] == PICTURE.content
    assert result(write_bundle(tmp_path / "b", files)) is Result.VALID
    assert "see the file evidence/after.png" in Tags(files["receipt.html"]).text


def test_a_receipt_without_an_account_has_a_bundle_too(tmp_path: Path) -> None:
    assert result(write_bundle(tmp_path / "b", bundle_of(rich_log(), 0))) is Result.VALID


def test_what_the_receipt_does_not_commit_to_is_never_bundled() -> None:
    with pytest.raises(ValueError, match="not what this receipt commits to"):
        bundle_of(rich_log(), 2, [AFTER._replace(content=b"something else")])


def test_digests_on_the_page_stand_in_one_line() -> None:
    page = bundle_of(rich_log())["receipt.html"].decode()
    assert len(re.findall(r'<dd class="digest">[0-9a-f]{64}</dd>', page)) == 2
    assert page.count('class="digest"') == 2
