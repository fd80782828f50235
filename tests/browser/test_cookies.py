"""Row W10: one account's cookies, seen by no other account and on no disk; kept only where the member asked."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtNetwork import QNetworkCookie
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html
from tests.support.tiny_http import Reply, Seen

from demur.browser.answer import Answer
from demur.browser.sealed_cookies import SealedCookies
from demur.vault.folder_vault import FolderVault

CANARY = "canary-0b9d2f6c"
CASES = ["between accounts", "on disk after close", "on disk after kill", "kept in plain"]
MEMBER = Path(__file__).with_name("signed_in_member.py")


def test_w10_has_its_count() -> None:
    assert len(CASES) == 4


def sign_in_page(seen: Seen) -> Reply:
    return html(f"<title>{seen.headers.get('cookie', 'nobody')}</title>")


def give_cookies(site: Site) -> None:
    """The server's side: a host's own cookie, one for all hosts below, one for a path, one that is soon over."""
    lines = [
        f"session={CANARY}; Path=/; HttpOnly; Secure; SameSite=Lax",
        "wide=1; Domain=platform.example; Path=/; Secure",
        "narrow=1; Path=/narrow; Max-Age=9999",
    ]

    def raw(sock: object) -> None:
        body = "<script>localStorage.setItem('kept', 'x')</script>in"
        head = "".join(f"Set-Cookie: {line}\r\n" for line in lines)
        sock.sendall(  # type: ignore[attr-defined]
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )

    site.pages |= {"/sign-in": Reply(raw=raw), "/who": sign_in_page, "/narrow/who": sign_in_page}


def who(hand: Hand, site: Site, path: str = "/who") -> str:
    hand.open(f"{site.base}{path}")
    return str(hand.js("document.title"))


def test_w10_between_accounts(begin: Callable[[Site], Hand], platform: Site) -> None:
    """W10: two sign-ins at one platform know nothing of each other, nor of one that was closed."""
    give_cookies(platform)
    one, two = begin(platform), begin(platform)
    one.open(f"{platform.base}/sign-in")
    assert CANARY in who(one, platform)
    assert who(two, platform) == "nobody"
    assert two.js("localStorage.getItem('kept')") is None or two.js("localStorage.getItem('kept')") == ""
    one.close()
    assert who(two, platform) == "nobody"
    assert who(one, platform) == "nobody", "a session that begins anew begins empty"
    one.close()
    two.close()


def holds_canary(*folders: Path) -> list[Path]:
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return [file for file in files if CANARY.encode() in file.read_bytes()]


def member(tmp_path: Path, base: str, ending: str) -> None:
    """Run a member's program in a process of its own, with a home and a folder for passing files of its own."""
    for name in ("home", "tmp", "run", "data"):
        (tmp_path / name).mkdir(exist_ok=True, mode=0o700)
    own = {
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    done = subprocess.run(
        [sys.executable, str(MEMBER), base, str(tmp_path / "data"), ending],
        env=own,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    (tmp_path / "said").write_text(done.stdout, encoding="utf-8")
    assert done.returncode == (-signal.SIGKILL if ending == "kill" else 0), done.stderr


@pytest.mark.parametrize("ending", ["close", "kill"])
def test_w10_on_disk_after(tmp_path: Path, here: Site, ending: str) -> None:
    """W10: nothing was asked to be kept, and nothing lies anywhere."""
    here.pages |= {"/sign-in": html("in", Set_Cookie=f"session={CANARY}; Path=/; HttpOnly"), "/who": sign_in_page}
    member(tmp_path, here.base, ending)
    assert f"session={CANARY}" in (tmp_path / "said").read_text(encoding="utf-8"), "the member was signed in"
    (tmp_path / "said").unlink()
    assert holds_canary(tmp_path) == []
    member(tmp_path, here.base, "look")
    assert (tmp_path / "said").read_text(encoding="utf-8").strip() == "nobody"


def test_w10_kept_only_where_asked_and_never_in_plain(tmp_path: Path, here: Site) -> None:
    """W10: the sign-in comes back after a restart, out of a sealed file; signed out, it is gone."""
    here.pages |= {"/sign-in": html("in", Set_Cookie=f"session={CANARY}; Path=/; HttpOnly"), "/who": sign_in_page}
    member(tmp_path, here.base, "keep")
    (tmp_path / "said").unlink()
    assert holds_canary(tmp_path) == []
    assert list((tmp_path / "data" / "sign-ins").iterdir())
    member(tmp_path, here.base, "look")
    assert (tmp_path / "said").read_text(encoding="utf-8").strip() == f"session={CANARY}"
    sealed = SealedCookies(tmp_path / "data" / "sign-ins", FolderVault(tmp_path / "data" / "vault"))
    assert sealed.forget("member") == 1
    member(tmp_path, here.base, "look")
    assert (tmp_path / "said").read_text(encoding="utf-8").strip() == "nobody"


def test_cookies_come_back_as_they_were(begin: Callable[[Site], Hand], platform: Site, other: Site) -> None:
    give_cookies(platform)
    one = begin(platform)
    one.open(f"{platform.base}/sign-in")
    wait_for(lambda: len(one.session.cookies) == 3)
    raw = one.run(one.driver.cookies)
    two = begin(platform)
    answer = Answer()
    two.session.restore(raw, answer)
    wait_for(lambda: not answer.is_open)
    assert answer.wait(0) == 3
    assert set(who(two, platform).split("; ")) == {f"session={CANARY}", "wide=1"}
    assert "narrow=1" in who(two, platform, "/narrow/who")
    assert CANARY not in str(two.js("document.cookie")), "HttpOnly is kept"
    restored = {bytes(cookie.name().data()): cookie for cookie in two.session.cookies._cookies.values()}
    assert restored[b"session"].domain() == "platform.example", "for one host alone, without a leading dot"
    assert restored[b"wide"].domain() == ".platform.example"
    assert restored[b"session"].isHttpOnly()
    assert restored[b"session"].isSecure()
    one.close()
    two.close()


def test_cookie_that_is_over_does_not_come_back(begin: Callable[[Site], Hand], platform: Site) -> None:
    hand = begin(platform)
    answer = Answer()
    old = b"old=1; expires=Thu, 01-Jan-2015 00:00:00 GMT; domain=platform.example; path=/"
    assert QNetworkCookie.parseCookies(old)
    hand.session.restore([old, b"not a cookie \xff"], answer)
    wait_for(lambda: not answer.is_open)
    assert answer.wait(0) == 0
    hand.close()


def test_cookie_that_the_platform_takes_back_is_not_kept(hand: Hand, platform: Site) -> None:
    platform.pages["/in"] = html("in", Set_Cookie="session=1; Path=/")
    platform.pages["/out"] = html("out", Set_Cookie="session=; Path=/; Max-Age=0")
    hand.open(f"{platform.base}/in")
    wait_for(lambda: len(hand.session.cookies) == 1)
    hand.open(f"{platform.base}/out")
    wait_for(lambda: len(hand.session.cookies) == 0)
