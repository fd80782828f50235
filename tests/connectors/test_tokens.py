"""Tokens on their shelf: renewed once, kept before use, gone when told (row O12)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.support.data_folder import World
from tests.support.platform_server import TinyPlatform
from tests.support.tiny_http import Reply, as_json

from demur.connectors.api.audience import KEY, Audience
from demur.connectors.api.tokens import TokenShelf
from demur.core.account import Account, SignInId
from demur.core.problem import FolderUnusable, PlatformFailing, PlatformUnreachable, Problem, SignedOut
from demur.core.secret import Secret
from demur.vault.folder_vault import FolderVault

ID = SignInId("tiny-1")
THEIRS = Audience("https://tiny.example", "demur", frozenset({"https://tiny.example"}))


@pytest.fixture
def joined(tiny: TinyPlatform, world: World) -> Account:
    """An account whose access token has run out."""
    account = world.join("tiny", tiny.allow)
    expire(world, account)
    tiny.seen.clear()
    return account


def expire(world: World, account: Account) -> dict[str, Any]:
    tokens = world.shelf.find(account.sign_in)
    assert tokens is not None
    world.shelf.keep(account.sign_in, tokens | {"expires_at": int(time.time()) + 20})
    return tokens


def test_a_token_that_holds_is_not_renewed(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    tiny.seen.clear()
    world.line(account).open().close()
    assert tiny.seen == []


def test_what_is_at_hand_asks_nobody(tiny: TinyPlatform, world: World) -> None:
    """It may be made while another account of the platform is read, and there one is asked at a time."""
    account = world.join("tiny", tiny.allow)
    tiny.seen.clear()
    made = world.line(account).at_hand()
    assert made is not None
    made.close()
    expire(world, account)
    assert world.line(account).at_hand() is None
    world.shelf.forget(account.sign_in)
    with pytest.raises(SignedOut):
        world.line(account).at_hand()
    assert tiny.seen == []


def test_o12_many_threads_renew_once(tiny: TinyPlatform, world: World, joined: Account) -> None:
    """A refresh token used twice signs the member out, so the second looks again and finds the first one's."""
    start = threading.Barrier(6, timeout=10)

    def read(_: int) -> str:
        start.wait()
        with closing(world.line(joined).open()) as connection:
            return connection.read().identity.user_id

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(read, range(6))) == ["m-1"] * 6
    assert len(tiny.asked("/token")) == 1
    assert len({seen.headers["authorization"] for seen in tiny.asked("/me")}) == 1


def test_o12_the_new_tokens_are_kept_before_they_are_used(tiny: TinyPlatform, world: World, joined: Account) -> None:
    old = world.shelf.find(joined.sign_in)
    kept_when_asked: list[dict[str, Any] | None] = []

    def look(seen: object) -> Reply:
        kept_when_asked.append(world.shelf.find(joined.sign_in))
        return as_json({"id": "m-1", "handle": "Tiny Member"})

    tiny.bends.replies["/me"] = look
    with closing(world.line(joined).open()) as connection:
        connection.read()
    assert kept_when_asked[0] is not None
    assert old is not None
    assert kept_when_asked[0]["refresh_token"] in tiny.refresh
    assert kept_when_asked[0]["refresh_token"] != old["refresh_token"]
    used = tiny.asked("/me")[0].headers["authorization"]
    assert used == f"Bearer {kept_when_asked[0]['access_token']}"


def test_a_server_that_does_not_rotate_leaves_the_old_refresh_token(
    tiny: TinyPlatform, world: World, joined: Account
) -> None:
    old = world.shelf.find(joined.sign_in)
    tiny.bends.token = {"refresh_token": None}
    world.line(joined).open().close()
    new = world.shelf.find(joined.sign_in)
    assert old is not None
    assert new is not None
    assert (new["refresh_token"], new["access_token"] != old["access_token"]) == (old["refresh_token"], True)


def test_o12_a_refused_refresh_asks_to_sign_in_and_never_loops(
    tiny: TinyPlatform, world: World, joined: Account
) -> None:
    tiny.refresh.clear()
    with pytest.raises(SignedOut):
        world.line(joined).open()
    assert len(tiny.asked("/token")) == 1


def unchanged(world: World, account: Account, kind: type[Problem]) -> None:
    before = world.shelf.find(account.sign_in)
    with pytest.raises(kind):
        world.line(account).open()
    assert world.shelf.find(account.sign_in) == before


def test_o12_a_failing_server_costs_no_token(tiny: TinyPlatform, world: World, joined: Account) -> None:
    tiny.bends.replies["/token"] = lambda _: as_json({"error": "server_error"}, 500)
    unchanged(world, joined, PlatformFailing)
    tiny.bends.replies.clear()
    world.line(joined).open().close()


def test_o12_offline_costs_no_token(world: World, joined: Account, tiny: TinyPlatform) -> None:
    tiny.bends.replies["/token"] = lambda _: Reply(raw=lambda sock: None)
    unchanged(world, joined, PlatformUnreachable)


def test_without_a_refresh_token_one_must_sign_in(tiny: TinyPlatform, world: World, joined: Account) -> None:
    kept = world.shelf.find(joined.sign_in)
    assert kept is not None
    world.shelf.keep(joined.sign_in, {name: value for name, value in kept.items() if name != "refresh_token"})
    with pytest.raises(SignedOut):
        world.line(joined).open()
    assert tiny.seen == []


def test_signing_out_during_a_renewal_leaves_nothing_behind(tiny: TinyPlatform, world: World, joined: Account) -> None:
    """The platform answers after the member has left: what it sends must not be kept."""

    def leave_first(seen: object) -> Reply:
        world.shelf.forget(joined.sign_in)
        return as_json({"access_token": "late", "token_type": "Bearer"})

    tiny.bends.replies["/token"] = leave_first
    with pytest.raises(SignedOut):
        world.line(joined).open()
    assert world.shelf.find(joined.sign_in) is None


def test_signing_in_again_during_a_renewal_is_not_undone(tiny: TinyPlatform, world: World, joined: Account) -> None:
    kept = world.shelf.find(joined.sign_in)
    assert kept is not None
    again = kept | {"access_token": "newer", "expires_at": int(time.time()) + 3600}

    def sign_in_first(seen: object) -> Reply:
        world.shelf.keep(joined.sign_in, again)
        return as_json({"access_token": "late", "token_type": "Bearer"})

    tiny.bends.replies["/token"] = sign_in_first
    world.line(joined).open().close()
    assert world.shelf.find(joined.sign_in) == again


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '{"access_token": 5}', '"text"'])
def test_a_damaged_secret_asks_to_sign_in(tmp_path: Path, kept: str) -> None:
    """Row K3: not a crash, and a new sign-in mends it."""
    vault = FolderVault(tmp_path / "secrets")
    vault.keep(f"tokens:{ID}", Secret(kept))
    shelf = TokenShelf(vault, tmp_path / "locks")
    with pytest.raises(SignedOut):
        shelf.fresh(ID, THEIRS, lambda _: {})
    good = {"access_token": "a", KEY: THEIRS.as_json()}
    shelf.keep(ID, good)
    assert shelf.fresh(ID, THEIRS, lambda _: {}) == good


def test_locks_that_cannot_be_made_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("a file in the folder's place")
    shelf = TokenShelf(FolderVault(tmp_path / "secrets"), tmp_path / "locks")
    with pytest.raises(FolderUnusable):
        shelf.keep(ID, {"access_token": "a"})
