"""The member's own vault: which place is asked, and moves between keyring and sealed file that lose nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.vault.private_bus import PrivateBus
from tests.vault.test_contract import VaultContract
from tests.vault.test_sealed_vault import OTHER, PASSPHRASE, begin_in, vault_in

from demur.core.ports import Vault
from demur.core.problem import VaultAbsent, VaultLocked
from demur.core.secret import Secret
from demur.core.vault_problem import PassphraseWeak, SealedFileGone, SealedFileLocked, SecretsOutOfReach
from demur.vault.keyring_vault import KeyringVault
from demur.vault.own_vault import Expected, OwnVault
from demur.vault.sealing import Contents

SERVICE = "org.example.demur-test"
KEPT = {
    "ledger-secret": "c2VjcmV0",
    "ledger-checkpoint": "practice.example\n1\n",
    "tokens:plaza-1": "t" * 5_000,
    "cookies plaza-1": "ab" * 32,
}
FEW = {name: KEPT[name] for name in ("ledger-secret", "tokens:plaza-1")}


def own(folder: Path, names: tuple[str, ...] = tuple(KEPT), are_some_kept: bool = False) -> OwnVault:
    return OwnVault(KeyringVault(SERVICE), vault_in(folder), lambda: Expected(names, are_some_kept))


def filled(folder: Path) -> OwnVault:
    made = own(folder)
    for name, text in KEPT.items():
        made.keep(name, Secret(text))
    return made


def everything(vault: Vault) -> dict[str, str]:
    found = {name: vault.find(name) for name in KEPT}
    return {name: secret.reveal() for name, secret in found.items() if secret is not None}


class TestOwnVaultInFile(VaultContract):
    @pytest.fixture
    def vault(self, bus: PrivateBus, tmp_path: Path) -> Vault:
        made = own(tmp_path)
        begin_in(made.sealed, Contents())
        return made


def test_everything_moves_to_the_file_and_nothing_stays_in_the_keyring(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = filled(tmp_path)
    assert len(keyring_bus.held()) == len(KEPT)
    vault.move_to_file(PASSPHRASE)
    assert everything(vault) == KEPT
    assert keyring_bus.held() == []
    again = own(tmp_path)
    with pytest.raises(SealedFileLocked):
        again.find("ledger-secret")
    again.sealed.open(PASSPHRASE)
    assert everything(again) == KEPT


def test_everything_moves_back_and_no_file_stays(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = filled(tmp_path)
    vault.move_to_file(PASSPHRASE)
    vault.keep("tokens:plaza-1", Secret("rotated"))
    vault.move_to_keyring()
    assert everything(own(tmp_path)) == {**KEPT, "tokens:plaza-1": "rotated"}
    assert [path.name for path in tmp_path.iterdir()] == ["locks"]


def test_another_demur_follows_at_once(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    """The window is open while a command moves the secrets: it asks in the new place, and keeps there."""
    vault = filled(tmp_path)
    window = own(tmp_path)
    asked: list[bool] = []

    def ask(is_wrong: bool) -> Secret:
        asked.append(is_wrong)
        return PASSPHRASE

    window.sealed.ask = ask
    assert everything(window) == KEPT
    vault.move_to_file(PASSPHRASE)
    window.keep("ledger-secret", Secret("newer"))
    assert vault.find("ledger-secret") == Secret("newer")
    assert asked == [False]
    vault.move_to_keyring()
    assert window.find("ledger-secret") == Secret("newer")


def test_a_secret_that_moves_between_two_looks_is_found(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    mover, vault = filled(tmp_path), own(tmp_path)
    vault.sealed.ask = lambda _: PASSPHRASE
    find = vault.keyring.find

    def find_too_late(name: str) -> Secret | None:
        mover.move_to_file(PASSPHRASE)
        return find(name)

    vault.keyring.find = find_too_late  # type: ignore[method-assign]  # the move falls between the two looks
    assert vault.find("ledger-secret") == Secret(KEPT["ledger-secret"])


def test_k1_no_keyring_means_a_problem_until_the_member_chooses(bus: PrivateBus, tmp_path: Path) -> None:
    vault = own(tmp_path)
    with pytest.raises(VaultAbsent):
        vault.keep("ledger-secret", Secret("s3"))
    assert not list(tmp_path.glob("*seal*")), "nothing is chosen for the member"
    vault.move_to_file(PASSPHRASE)
    vault.keep("ledger-secret", Secret("s3"))
    assert own(tmp_path).sealed.is_chosen()


def test_k3_secrets_in_a_keyring_that_is_gone_are_not_left_behind_unsaid(bus: PrivateBus, tmp_path: Path) -> None:
    vault = own(tmp_path, are_some_kept=True)
    with pytest.raises(SecretsOutOfReach):
        vault.move_to_file(PASSPHRASE)
    assert not vault.sealed.is_chosen()
    vault.move_to_file(PASSPHRASE, may_leave_behind=True)
    assert everything(vault) == {}
    bus.start_keyring()
    KeyringVault(SERVICE).keep("ledger-secret", Secret("of before"))
    vault.keep("tokens:plaza-1", Secret("new"))
    vault.move_to_keyring()
    assert everything(vault) == {"ledger-secret": "of before", "tokens:plaza-1": "new"}


def test_k2_a_locked_keyring_moves_nothing(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = filled(tmp_path)
    keyring_bus.lock_keyring()
    with pytest.raises(VaultLocked):
        vault.move_to_file(PASSPHRASE)
    assert not vault.sealed.is_chosen()


def test_k2_a_keyring_that_goes_during_a_move_back_loses_nothing(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = filled(tmp_path)
    vault.move_to_file(PASSPHRASE)
    keyring_bus.kill_keyring()
    with pytest.raises(VaultAbsent):
        vault.move_to_keyring()
    assert everything(vault) == KEPT
    keyring_bus.start_keyring()
    vault.move_to_keyring()
    assert everything(own(tmp_path)) == KEPT


def test_a_weak_passphrase_moves_nothing(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = filled(tmp_path)
    with pytest.raises(PassphraseWeak):
        vault.move_to_file(Secret("short"))
    assert everything(own(tmp_path)) == KEPT


def test_k3_a_file_that_went_is_not_taken_for_an_empty_keyring(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = filled(tmp_path)
    vault.move_to_file(PASSPHRASE)
    vault.sealed.file.unlink()
    with pytest.raises(SealedFileGone):
        vault.find("ledger-secret")
    with pytest.raises(SealedFileGone):
        vault.keep("ledger-secret", Secret("other"))
    assert keyring_bus.held() == []
    assert vault.give_up() is None
    assert vault.find("ledger-secret") is None


def test_what_a_move_left_in_the_keyring_goes_when_the_file_is_opened(
    keyring_bus: PrivateBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = filled(tmp_path)

    def refuse(name: str) -> None:
        raise VaultLocked

    with monkeypatch.context() as patched:
        patched.setattr(vault.keyring, "forget", refuse)  # as where it locks itself in the middle of a move
        vault.move_to_file(PASSPHRASE)
    assert len(keyring_bus.held()) == len(KEPT)
    again = own(tmp_path)
    again.sealed.open(PASSPHRASE)
    assert keyring_bus.held() == []
    assert everything(again) == KEPT
    assert again.sealed.contents().left_in_keyring == ()


def test_changed_passphrase_keeps_everything(bus: PrivateBus, tmp_path: Path) -> None:
    vault = own(tmp_path)
    vault.move_to_file(PASSPHRASE)
    for name, text in KEPT.items():
        vault.keep(name, Secret(text))
    vault.sealed.change_passphrase(PASSPHRASE, OTHER)
    again = own(tmp_path)
    again.sealed.open(OTHER)
    assert everything(again) == KEPT


KILLED = Path(__file__).with_name("killed_move.py")


@pytest.mark.parametrize("way", ["to-file", "to-keyring", "passphrase"])
def test_d1_killed_at_every_step_of_a_move_loses_nothing(
    keyring_bus: PrivateBus, tmp_path: Path, way: str, request: pytest.FixtureRequest
) -> None:
    """SIGKILL before each write, sync, rename, removal and change of the keyring; then all is found, once (K3)."""
    stride = 1 if request.config.getoption("--faults") else 8  # one before what commits the move, one after
    ended = subprocess.run(
        [sys.executable, str(KILLED), way, str(tmp_path), json.dumps(FEW), str(stride)],
        env={**keyring_bus.environment, "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    killed, places = json.loads(ended.stdout)
    sys.stdout.write(f"{way}: killed {killed} times, secrets found each time, in {places}\n")
    assert killed >= ({"to-file": 16, "to-keyring": 12, "passphrase": 5}[way] if stride == 1 else 1)
    assert len(places) == (1 if way == "passphrase" else 2), "some were killed before the move was done, some after"
