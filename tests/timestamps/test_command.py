"""`demur time`, and receipts of real accounts that are dated as they are made, by the real command."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Demur, environment_of
from tests.ledger.making import opt_out
from tests.support.tiny_http import Reply, TinyHttp
from tests.timestamps.authority import TestAuthority

from demur import wiring
from demur.cli.console import Console
from demur.cli.opening import settle
from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.paths import Folders

CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
ACCOUNT = Account(
    AccountId("plaza-1"),
    PlatformId("plaza"),
    SettingId("ai-training"),
    Identity("user-7", "amina"),
    RegionCode("GB"),
    is_practice=True,
    sign_in=SignInId("plaza-1"),
)
PORT = re.compile(r"sin6?_port=htons\((\d+)\)")


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("tower"))


@pytest.fixture
def server(tower: TestAuthority) -> Iterator[TinyHttp]:
    with TinyHttp(tower.answer) as server:
        yield server


@pytest.fixture
def demur(tmp_path: Path) -> Demur:
    """The command on a data folder with one account at a real platform, which the member minds themselves."""
    made = Demur(tmp_path / "data", environment_of(tmp_path / "data", has_keyring=True))
    assert made("add", "linkedin", "--name", "Maya", "--region", "DE").code == 0
    return made


def chooses(demur: Demur, server: TinyHttp, tower: TestAuthority) -> list[str | Path]:
    file = tower.folder / "root.pem"
    return [
        "time",
        "add",
        "--name",
        "Bell",
        "--owner",
        "Bell Ltd",
        "--address",
        f"{server.base}/ts",
        "--certificate",
        file,
    ]


def test_from_the_choice_to_a_dated_bundle(
    demur: Demur, server: TinyHttp, tower: TestAuthority, tmp_path: Path
) -> None:
    asleep = demur("time")
    assert asleep.code == 0
    for words in (
        "Only a hash leaves",
        "Off: nobody is asked",
        "No authority is chosen",
        "no receipts of real accounts",
    ):
        assert words in asleep.out
    added = demur(*chooses(demur, server, tower), "--json")
    assert (added.code, added.json["on"], added.json["authorities"][0]["dated"]) == (0, False, 0)
    assert re.fullmatch("[0-9a-f]{64}", added.json["authorities"][0]["certificate"])
    assert demur("time", "ask", "--json").json["problem"]["code"] == "time-off"
    assert server.seen == []

    assert "On: authorities are asked" in demur("time", "on").out
    sealed = demur("record", "Maya", "--on", "2026-11-20")
    assert sealed.code == 0
    assert "Bell dated your newest receipts: 20" in sealed.err
    assert len(server.seen) == 1

    listed = demur("receipts", "--real")
    assert "Dated by Bell" in listed.out
    assert demur("receipts", "check", "--real").code == 0
    assert demur("receipts", "export", "1", "--bundle", tmp_path / "bundle", "--real").code == 0
    verified = demur("verify", tmp_path / "bundle")
    assert verified.code == 0
    assert re.search(
        r"holds: checkpoint\.1\.tsr: .* was dated by Bell Tower signer at 20.* of the receipt.s own time", verified.out
    )
    assert demur("receipts", "export", "--all", "--bundle", tmp_path / "all.zip", "--real").code == 0
    whole = demur("verify", tmp_path / "all.zip", "--json").json["files"][0]
    assert (whole["result"], "time-token-holds" in [one["code"] for one in whole["findings"]]) == ("valid", True)
    demur("record", "Maya", "--on", "2026-11-21")
    standing = demur("time", "--json").json
    assert (standing["entries"], standing["authorities"][0]["dated"], standing["tokens"]) == (3, 2, 1)
    assert standing["authorities"][0]["mayAskAt"] is not None
    assert demur("time", "remove", "Bell", "--json").json["tokens"] == 1
    assert len(server.seen) == 1


def test_a_failure_never_stands_before_a_receipt(demur: Demur, tower: TestAuthority) -> None:
    with TinyHttp(lambda _: Reply(503)) as server:
        demur(*chooses(demur, server, tower))
        demur("time", "on")
        sealed = demur("record", "Maya", "--on", "2026-11-20", "--json")
        assert sealed.code == 0
        assert sealed.json["receipt"]["number"] == 1
        assert "Bell answered without a timestamp (HTTP 503)" in sealed.err
        asked = demur("time", "ask", "--json")
    assert (asked.code, asked.json["asked"][0]["problem"]) == (3, "authority-refused")
    assert demur("receipts", "check", "--real").code == 0


@pytest.mark.parametrize("is_practice", [True, False])
def test_practice_is_nobody_elses_business(
    is_practice: bool, server: TinyHttp, tower: TestAuthority, tmp_path: Path
) -> None:
    """After an outcome, in the window and as a command: only receipts of real accounts are dated."""
    product = wiring.build(Folders(tmp_path / "data"))
    account = replace(ACCOUNT, is_practice=is_practice)
    product.accounts.keep(account)
    product.authorities.add("Bell", "Bell Ltd", f"{server.base}/ts", tower.pem, "root.pem")
    product.authorities.switch(True)
    opt_out(product.ledger(is_practice).unlock())
    product.date_receipts(account.id)
    assert len(server.seen) == (0 if is_practice else 1)
    product.authorities.remove("Bell")
    product.authorities.add("Bell", "Bell Ltd", f"{server.base}/other", tower.pem, "root.pem")
    settle(product, Console(is_json=False), account.id)
    assert len(server.asked("/other")) == (0 if is_practice else 1)


@pytest.mark.parametrize("is_on", [True, False])
def test_s1_only_the_chosen_authority_is_reached(
    is_on: bool, demur: Demur, server: TinyHttp, tower: TestAuthority, tmp_path: Path
) -> None:
    """S1: seen from outside by strace, a receipt of a real account reaches the authority where one is switched on."""
    demur(*chooses(demur, server, tower))
    demur("time", "on" if is_on else "off")
    trace = tmp_path / "trace"
    command = [sys.executable, "-m", "demur", "record", "Maya", "--on", "2026-11-20"]
    strace = ["strace", "-f", "-qq", "-s", "0", "-e", CALLS, "-o", str(trace)]
    subprocess.run([*strace, *command], check=True, capture_output=True, timeout=90, env=dict(demur.environment))
    lines = [line for line in trace.read_text().splitlines() if "sa_family=AF_INET" in line]
    ports = {found for line in lines for found in PORT.findall(line)}
    assert ports == ({server.host.rpartition(":")[2]} if is_on else set())
    assert all('inet_addr("127.0.0.1")' in line for line in lines)
    assert json.dumps(len(server.seen)) == ("1" if is_on else "0")
