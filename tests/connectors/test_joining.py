"""Adding an account and leaving it (rows O13, O17; design part 3.1)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from tests.support.data_folder import World, make_world, open_in
from tests.support.platform_server import TinyPlatform, fetch
from tests.support.tiny_http import Reply, as_json

from demur.connectors.api import session
from demur.connectors.joining import Joining
from demur.connectors.waiting import Waiting
from demur.core.account import Account
from demur.core.problem import DiskFull, FolderUnusable, PlatformNotAllowed, Problem, SignInNotTrusted
from demur.core.setting import PlatformId, RegionCode
from demur.ledger.accounts import SqliteAccounts
from demur.practice.visitor import visit


def test_a_practice_member_plays_where_and_when_the_scenario_says(plaza_world: World) -> None:
    account = plaza_world.join("plaza", lambda url: visit(url, "uk-2024"))
    assert (account.region, account.plays_on, account.is_practice) == ("GB", date(2024, 9, 21), True)
    assert plaza_world.accounts.find(account.id) == account
    assert plaza_world.shelf.find(account.sign_in) is not None


def test_anybody_else_lives_where_they_say(tiny: TinyPlatform, world: World) -> None:
    tiny.member.user_id = "uk-2024"  # a dropped-in platform can't pass its members off as Plaza's
    account = world.join("tiny", tiny.allow)
    assert (account.region, account.plays_on, account.is_practice) == ("US", None, True)


def test_o17_the_same_member_twice_is_one_account(tiny: TinyPlatform, world: World) -> None:
    first = world.join("tiny", tiny.allow)
    tokens = world.shelf.find(first.sign_in)
    tiny.member.handle = "Renamed"
    second = world.join("tiny", tiny.allow)
    assert second.id == first.id
    assert [account.identity.handle for account in world.accounts.all()] == ["Renamed"]
    assert world.shelf.find(first.sign_in) != tokens


def test_o17_another_member_is_another_account(tiny: TinyPlatform, world: World) -> None:
    first = world.join("tiny", tiny.allow)
    tokens = world.shelf.find(first.sign_in)
    tiny.member.user_id = "m-2"
    second = world.join("tiny", tiny.allow)
    assert [account.id for account in world.accounts.all()] == [first.id, second.id]
    assert world.shelf.find(first.sign_in) == tokens


def test_one_name_on_two_platforms_is_two_accounts(tiny: TinyPlatform, world: World) -> None:
    first = world.join("tiny", tiny.allow)
    file = world.folder / "platforms" / "other.toml"
    other = tiny.file_text().replace('id = "tiny"', 'id = "other"').replace('name = "Tiny"', 'name = "Other"')
    file.write_text(other)
    world.catalogue.allow(world.catalogue.check(file))
    assert world.join("other", tiny.allow).id != first.id


def test_a_vault_that_cannot_be_used_is_said_before_the_browser_opens(tiny: TinyPlatform, world: World) -> None:
    (world.folder / "secrets").symlink_to(world.folder / "elsewhere")
    sent: list[str] = []
    with pytest.raises(FolderUnusable):
        world.join("tiny", sent.append)
    assert (sent, tiny.seen) == ([], [])


def test_a_platform_not_agreed_to_is_not_contacted(tiny: TinyPlatform, tmp_path: Path) -> None:
    fresh = make_world(tmp_path / "fresh", lambda: "")
    (fresh.folder / "platforms" / "tiny.toml").write_text(tiny.file_text())
    with pytest.raises(PlatformNotAllowed):
        fresh.join("tiny", tiny.allow)
    assert tiny.seen == []


def test_a_sign_in_that_fails_keeps_nothing(tiny: TinyPlatform, world: World) -> None:
    tiny.bends.callback = lambda found: found | {"iss": "https://evil.example"}
    with pytest.raises(SignInNotTrusted):
        world.join("tiny", tiny.allow)
    assert world.accounts.all() == ()
    assert not (world.folder / "secrets").exists() or list((world.folder / "secrets").iterdir()) == []


class FullAccounts(SqliteAccounts):
    """The real file, on a disk that is full when it comes to the account."""

    def keep_sign_in(self, accounts: Sequence[Account]) -> None:
        raise DiskFull


def test_an_account_that_cannot_be_saved_leaves_no_tokens(tiny: TinyPlatform, world: World) -> None:
    old = world.joining
    full = Joining(FullAccounts(world.folder / "accounts.sqlite"), old.catalogue, old.sign_in, old.shelf_of, old.stage)
    with pytest.raises(DiskFull):
        full.join(PlatformId("tiny"), RegionCode("US"), Waiting(lambda url: open_in(tiny.allow, url)))
    assert list((world.folder / "secrets").iterdir()) == []


def gone(world: World, account: Account) -> None:
    assert world.shelf.find(account.sign_in) is None
    assert world.accounts.find(account.id) is None
    assert list((world.folder / "secrets").iterdir()) == []


def test_o13_leaving_revokes_both_tokens_refresh_first(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    tokens = world.shelf.find(account.sign_in)
    assert world.joining.leave(account) is True
    assert tokens is not None
    assert tiny.revoked == [tokens["refresh_token"], tokens["access_token"]]
    assert [seen.form["token_type_hint"] for seen in tiny.asked("/revoke")] == ["refresh_token", "access_token"]
    gone(world, account)


@pytest.mark.parametrize("status", [400, 404, 503])
def test_o13_the_tokens_go_though_the_platform_refuses(tiny: TinyPlatform, world: World, status: int) -> None:
    account = world.join("tiny", tiny.allow)
    tiny.bends.replies["/revoke"] = lambda _: as_json({"error": "x"}, status)
    assert world.joining.leave(account) is False
    gone(world, account)


def test_o13_the_tokens_go_though_the_platform_keeps_silent(
    tiny: TinyPlatform, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = world.join("tiny", tiny.allow)
    monkeypatch.setattr(session, "READ_LIMIT_S", 0.2)
    tiny.bends.replies["/revoke"] = lambda _: Reply(raw=tiny.stall)
    assert world.joining.leave(account) is False
    gone(world, account)


def test_o13_the_tokens_go_though_there_is_no_way_to_revoke(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    tiny.bends.metadata = {"revocation_endpoint": None}
    assert world.joining.leave(account) is False
    assert tiny.revoked == []
    gone(world, account)


def test_o13_the_tokens_go_though_the_platforms_file_is_gone(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    (world.folder / "platforms" / "tiny.toml").unlink()
    assert world.joining.leave(account) is False
    assert tiny.revoked == []
    gone(world, account)


def test_o13_plaza_takes_revoked_tokens_no_more(plaza_world: World) -> None:
    account = plaza_world.join("plaza", lambda url: visit(url, "us-on"))
    line = plaza_world.line(account)
    connection = line.open()
    assert connection.identify().user_id == "us-on"
    assert plaza_world.joining.leave(account) is True
    with pytest.raises(Problem) as caught:
        connection.identify()
    connection.close()
    assert caught.value.code == "signed-out"
    gone(plaza_world, account)


def test_leaving_twice_does_no_harm(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    world.joining.leave(account)
    assert world.joining.leave(account) is False
    assert fetch(f"{tiny.base}{'/jwks'}").status == 200
