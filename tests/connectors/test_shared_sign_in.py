"""Several settings under one sign-in: an account for each, one entry of tokens, and one end (rows O12, O13, O17)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tests.connectors.test_tokens import expire
from tests.support.data_folder import World, make_world
from tests.support.platform_server import TinyPlatform
from tests.support.tiny_http import Reply, Seen, as_json

from demur.connectors.api import audience
from demur.core.account import Account, AccountId
from demur.core.problem import PlatformNotAllowed, SignedOut
from demur.core.setting import PlatformId

SETTINGS = ("ai-training", "ai-photos", "ai-posts")
PLAZA = PlatformId("plaza")
SETTING_TEXT_AT = "[[settings]]"


def with_settings(tiny: TinyPlatform, *settings: str) -> str:
    """Return the tiny platform's file with these settings; each is read at an address of its own."""
    head, _, one = tiny.file_text().partition(SETTING_TEXT_AT)
    text = head
    for setting in settings:
        own = one.replace('id = "ai-training"', f'id = "{setting}"').replace("/setting", f"/{setting}")
        text += SETTING_TEXT_AT + own.replace("Let Tiny learn from me", f"Tiny: {setting}")
        body = {"account": "m-1", "availability": "offered", "value": True}
        tiny.bends.replies[f"GET /{setting}"] = lambda _, body=body: as_json(body, ETag='"v1"')  # type: ignore[misc]
    return text


def lay(world: World, text: str) -> None:
    """Let the platform's file be this one, and agree to it."""
    file = world.folder / "platforms" / "tiny.toml"
    file.write_text(text)
    world.catalogue.allow(world.catalogue.check(file))


@pytest.fixture
def three(tiny: TinyPlatform, world: World) -> list[Account]:
    lay(world, with_settings(tiny, *SETTINGS))
    first = world.join("tiny", tiny.allow)
    accounts = list(world.accounts.of_sign_in(first.sign_in))
    assert accounts[0] == first
    return accounts


def secrets(world: World) -> int:
    return len(list((world.folder / "secrets").iterdir()))


def test_each_setting_has_an_account_in_the_files_order(world: World, three: list[Account]) -> None:
    assert [account.setting for account in three] == list(SETTINGS)
    assert tuple(three) == world.accounts.all()
    (sign_in,) = {account.sign_in for account in three}
    assert [account.id for account in three] == [f"{sign_in}.{setting}" for setting in SETTINGS]
    assert len({(account.identity, account.region, account.is_practice) for account in three}) == 1
    assert secrets(world) == 1, "one entry of tokens for all"


def test_a_sole_setting_has_the_sign_ins_own_id(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    assert account.id == AccountId(account.sign_in)


def test_o17_the_same_member_again_keeps_every_account(tiny: TinyPlatform, world: World, three: list[Account]) -> None:
    tiny.member.handle = "Renamed"
    world.join("tiny", tiny.allow)
    again = world.accounts.all()
    assert [account.id for account in again] == [account.id for account in three]
    assert {account.identity.handle for account in again} == {"Renamed"}


def test_a_file_that_gains_settings_keeps_the_account_there_was(tiny: TinyPlatform, world: World) -> None:
    old = world.join("tiny", tiny.allow)
    tiny.member.user_id = "m-2"
    other = world.join("tiny", tiny.allow)
    tiny.member.user_id = "m-1"
    lay(world, with_settings(tiny, "ai-photos", "ai-training"))
    first = world.join("tiny", tiny.allow)
    assert first.id == f"{old.id}.ai-photos"
    assert [account.id for account in world.accounts.all()] == [old.id, first.id, other.id], "side by side"


def test_another_order_of_the_file_changes_no_id(tiny: TinyPlatform, world: World, three: list[Account]) -> None:
    """Receipts lie under an account's id, so an id may never come to mean another setting."""
    world.joining.leave(three[0])
    lay(world, with_settings(tiny, *reversed(SETTINGS)))
    world.join("tiny", tiny.allow)
    assert {account.id: account.setting for account in world.accounts.all()} == {
        account.id: account.setting for account in three
    }


def test_a_setting_the_file_no_longer_names_goes_and_leaves_its_id_to_nobody(tiny: TinyPlatform, world: World) -> None:
    old = world.join("tiny", tiny.allow)
    lay(world, with_settings(tiny, "ai-photos"))
    new = world.join("tiny", tiny.allow)
    assert world.accounts.all() == (new,)
    assert (new.setting, new.sign_in) == ("ai-photos", old.sign_in)
    assert new.id != old.id


def test_o13_leaving_one_ends_the_sign_in_once_and_all_its_accounts_go(
    tiny: TinyPlatform, world: World, three: list[Account]
) -> None:
    tiny.member.user_id = "m-2"
    world.join("tiny", tiny.allow)
    tokens = world.shelf.find(three[0].sign_in)
    assert tokens is not None
    assert world.joining.leave(three[1]) is True
    assert tiny.revoked == [tokens["refresh_token"], tokens["access_token"]]
    assert {account.identity.user_id for account in world.accounts.all()} == {"m-2"}
    assert secrets(world) == 1, "another member's tokens stay"


def test_o12_two_settings_at_once_renew_once(tiny: TinyPlatform, world: World, three: list[Account]) -> None:
    """The second to come finds the tokens that the first one brought: a rotated one is never sent twice."""
    expire(world, three[0])
    tiny.seen.clear()
    start = threading.Barrier(2, timeout=10)

    def read(account: Account) -> str:
        start.wait()
        with closing(world.line(account).open()) as connection:
            return connection.read().address

    with ThreadPoolExecutor(2) as pool:
        addresses = list(pool.map(read, three[:2]))
    assert addresses == [f"{tiny.base}/ai-training", f"{tiny.base}/ai-photos"]
    assert len(tiny.asked("/token")) == 1
    assert len({seen.headers["authorization"] for seen in tiny.asked("/me")}) == 1


def is_signed_out(world: World, account: Account) -> bool:
    """Tell whether opening a line asks to sign in, and leaves no tokens behind."""
    with pytest.raises(SignedOut):
        world.line(account).open()
    return world.shelf.find(account.sign_in) is None


def test_a_file_that_comes_to_name_another_issuer_gets_no_old_tokens(tiny: TinyPlatform, world: World) -> None:
    """The member agreed to the new file, yet signed in with the old one: its tokens are forgotten, and shown nobody."""
    account = world.join("tiny", tiny.allow)
    expire(world, account)
    with TinyPlatform() as stranger:
        lay(world, stranger.file_text())
        assert is_signed_out(world, account)
        assert stranger.seen == []


def test_a_stranger_is_not_asked_to_revoke_them_either(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    with TinyPlatform() as stranger:
        lay(world, stranger.file_text())
        assert world.joining.leave(account) is False
        assert stranger.seen == []
    assert world.shelf.find(account.sign_in) is None


def test_a_file_that_comes_to_name_another_client_gets_no_old_tokens(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    lay(world, tiny.file_text('client_id = "demur-desktop"', 'client_id = "somebody-else"'))
    assert is_signed_out(world, account)


def test_a_file_that_comes_to_name_another_interface_gets_no_old_tokens(tiny: TinyPlatform, world: World) -> None:
    """Issuer and client are the same, but the access token would be shown to a host that it was not issued for."""
    account = world.join("tiny", tiny.allow)
    with TinyPlatform() as stranger:
        lay(world, tiny.file_text(f'address = "{tiny.base}/me"', f'address = "{stranger.base}/me"'))
        assert is_signed_out(world, account)
        assert stranger.seen == []


def test_a_file_that_changes_in_words_alone_leaves_the_sign_in(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    text = tiny.file_text("Let Tiny learn from me", "Let Tiny learn from you")
    (world.folder / "platforms" / "tiny.toml").write_text(text)
    with pytest.raises(PlatformNotAllowed):
        world.line(account)
    lay(world, text)
    with closing(world.line(account).open()) as connection:
        assert connection.read().identity.user_id == "m-1"


def test_tokens_that_say_nothing_of_whose_they_are_are_shown_to_nobody(tiny: TinyPlatform, world: World) -> None:
    """An earlier Demur kept them so; a new sign-in mends it."""
    account = world.join("tiny", tiny.allow)
    kept = world.shelf.find(account.sign_in)
    assert kept is not None
    world.shelf.keep(account.sign_in, {name: value for name, value in kept.items() if name != "audience"})
    assert is_signed_out(world, account)


def test_what_another_sign_in_brought_during_a_renewal_is_neither_used_nor_lost(
    tiny: TinyPlatform, world: World
) -> None:
    """The file changed and the member signed in anew, while the platform of old was asked."""
    account = world.join("tiny", tiny.allow)
    newer = expire(world, account)
    newer["audience"] = newer["audience"] | {"issuer": "https://newer.example"}

    def sign_in_first(_: Seen) -> Reply:
        world.shelf.keep(account.sign_in, newer)
        return as_json({"access_token": "late", "token_type": "Bearer"})

    tiny.bends.replies["/token"] = sign_in_first
    tiny.seen.clear()
    with pytest.raises(SignedOut):
        world.line(account).open()
    assert world.shelf.find(account.sign_in) == newer


def test_the_practice_platforms_tokens_hold_though_its_port_is_another_in_every_run(tmp_path: Path) -> None:
    """The program itself starts it, so nobody else can stand in for it."""

    def on(base: str) -> audience.Audience:
        return audience.of(make_world(tmp_path / base[-4:], lambda: base).catalogue.find(PLAZA))

    yesterday, today = on("http://127.0.0.1:2001"), on("http://127.0.0.1:2002")
    assert today.may_see({audience.KEY: yesterday.as_json()})
