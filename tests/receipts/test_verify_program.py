"""verify.py on its own: no site, no environment, no package, and the arithmetic where openssl doesn't know Ed25519."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.receipts.bundles import EVERYTHING, PROGRAM, UNCHECKED, bundle_of, changes, lay, program, rich_log

from demur.receipts.keys import ReceiptKeys, is_signed
from demur.receipts.profile import ProfileBroken, parse

RFC_8032 = (  # section 7.1: public key, signature, message
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655"
        "141438e7a100b",
        "",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00"
        "d291612bb0c00",
        "72",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc02"
        "7beceea1ec40a",
        "af82",
    ),
)
L = 2**252 + 27742317777372353535851937790883648493
SMALL = 200  # signatures compared between the two ways


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, **environment}
    line = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=given, cwd="/")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "bundle", bundle_of(rich_log(), 2, EVERYTHING))


def no_ed25519(folder: Path, answer: int) -> str:
    """Return a PATH whose openssl says the same to everything, as one does that doesn't know what it was asked."""
    folder.mkdir()
    (folder / "openssl").write_text(f"#!/bin/sh\nexit {answer}\n")
    (folder / "openssl").chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_it_stands_alone() -> None:
    imported = {
        name.name
        for node in ast.walk(ast.parse(PROGRAM.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("way", ["openssl", "none", "refuses all", "accepts all"])
def test_whole_and_altered_by_either_way(way: str, folder: Path, tmp_path: Path) -> None:
    path = {
        "openssl": os.environ["PATH"],
        "none": str(tmp_path / "nowhere"),
        "refuses all": no_ed25519(tmp_path / "bin1", 1),
        "accepts all": no_ed25519(tmp_path / "bin0", 0),
    }[way]
    whole = run(folder, PATH=path)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert ("by openssl" if way == "openssl" else "arithmetic of RFC 8032") in whole.stdout
    assert whole.stdout.endswith("=> valid\n")
    for words in (
        'handle "fern.maple"',
        "entry 2 in a log of 3",
        "stays open: whose key this is",
        "evidence/after.txt",
    ):
        assert words in whole.stdout
    file = folder / "000002.json"
    file.write_bytes(file.read_bytes().replace(b'"attempts":1', b'"attempts":2'))
    altered = run(folder, PATH=path)
    assert (altered.returncode, altered.stderr) == (1, "")
    assert "doesn't hold: the signature does not fit the content." in altered.stdout


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("000002.json", 2),
        ("000002.tlog-proof", 2),
        ("log-key.pem", 2),
        ("evidence/after.txt", 1),
        ("000002.sig", 0),
        ("receipt-key.pem", 0),
        ("checkpoint", 0),
        ("keys.txt", 0),
        ("VERIFY.txt", 0),
    ],
)
def test_what_is_missing(missing: str, code: int, folder: Path) -> None:
    (folder / missing).unlink()
    assert run(folder).returncode == code


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", PROGRAM, tmp_path / "x"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (2, "")


@pytest.mark.parametrize(("public", "signature", "message"), RFC_8032)
def test_the_arithmetic_by_the_vectors_of_rfc_8032(public: str, signature: str, message: str) -> None:
    module = program()
    key, signed, text = (bytes.fromhex(part) for part in (public, signature, message))
    assert module.by_arithmetic(key, signed, text)
    assert not module.by_arithmetic(key, signed, text + b"x")
    assert not module.by_arithmetic(key, signed[:-1], text)
    beyond = int.from_bytes(signed[32:], "little") + L  # the same number again, written longer (RFC 8032, 5.1.7)
    assert not module.by_arithmetic(key, signed[:32] + beyond.to_bytes(32, "little"), text)


def test_the_arithmetic_and_cryptography_agree() -> None:
    module, agreed = program(), 0
    for number in range(SMALL // 4):
        keys = ReceiptKeys.from_secret(bytes([number]) * 32)
        message = bytes([number]) * number
        signature = keys.sign_receipt(message)
        assert module.by_arithmetic(keys.public.receipt, signature, message)
        for place in (number % 64, 63 - number % 32, 31):
            changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
            assert not module.by_arithmetic(keys.public.receipt, changed, message)
            agreed += 1
    assert agreed == SMALL * 3 // 4


@pytest.mark.parametrize("raw", [b"\xff" * 32, bytes(31) + b"\x80", b"\x02" + bytes(31)])
def test_what_is_no_point_is_no_key(raw: bytes) -> None:
    module = program()
    assert not module.by_arithmetic(raw, bytes(64), b"")


def test_the_fallback_refuses_a_sample_of_changed_bytes(folder: Path) -> None:
    module = program()
    module.say = lambda text: None  # type: ignore[attr-defined]
    files = bundle_of(rich_log(), 2, EVERYTHING)
    for name in set(files) - set(UNCHECKED):
        for place, changed in changes(files[name], range(0, len(files[name]), 101)):
            (folder / name).write_bytes(changed)
            assert module.judge(folder, module.by_arithmetic) == 1, f"{name}, byte {place}"
        (folder / name).write_bytes(files[name])
    assert module.judge(folder, module.by_arithmetic) == 0


def test_a_proof_of_place_with_siblings_on_both_sides(tmp_path: Path) -> None:
    """A right-hand sibling says nothing of what came before, so only the root can show that it was changed."""
    log = rich_log()
    for _ in range(4):
        log.add("observation")
    files = bundle_of(log)
    folder, module = lay(tmp_path, files), program()
    module.say = lambda text: None  # type: ignore[attr-defined]
    assert module.judge(folder, is_signed) == 0
    for place, changed in changes(files["000002.tlog-proof"]):
        (folder / "000002.tlog-proof").write_bytes(changed)
        assert module.judge(folder, is_signed) == 1, place


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 9 + "1" + "}" * 9,
        '{"a":1.0}',
        '{"a":1e0}',
        '{"a":NaN}',
        '{"a":1,"a":1}',
        '{"a" :1}',
        '{"b":1,"a":1}',
        '{"a":9007199254740992}',
        '{"a-b":1}',
        '{"a":"e\u0301"}',
        '{"a":"\u202e"}',
        '{"a":"\\/"}',
        '{"a":"\\ud800"}',
        "[1]",
        '\ufeff{"a":1}',
        "{",
    ],
)
def test_r2_what_is_not_in_the_profile(text: str) -> None:
    """R2: the same that `demur verify` refuses by form alone."""
    module = program()
    with pytest.raises(module.Wrong):
        module.parse(text.encode())
    with pytest.raises(ProfileBroken):
        parse(text.encode())


def test_what_is_in_the_profile() -> None:
    text = '{"a":' * 8 + "9007199254740991" + "}" * 8
    assert program().parse(text.encode()) == parse(text.encode())


def test_it_says_nothing_that_steers_a_terminal(folder: Path) -> None:
    file = folder.with_name("a\x1b[2J\u202eb")
    folder.rename(file)
    (file / "disclosures.json").unlink()
    ran = run(file)
    assert ran.returncode == 0
    assert not set("\x1b\u202e") & set(ran.stdout)
