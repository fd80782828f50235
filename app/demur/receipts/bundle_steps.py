"""VERIFY.txt: the lines with which a person checks a bundle by `jq`, `openssl` and `sha256sum` alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from demur import paths
from demur.core.dating import Token
from demur.receipts.disclosure import EVIDENCE, HANDLE, Opened
from demur.receipts.fields import is_practice_origin

_INDENT = "    "


def steps(fields: Mapping[str, Any], stem: str, opened: Sequence[Opened], tokens: Sequence[Token] = ()) -> bytes:
    """Return the file for one bundle. Nothing of what is disclosed stands in it, and no stranger's text."""
    folder = paths.resources() / "receipts"
    text = (folder / "VERIFY.txt").read_text(encoding="utf-8")
    mark = "practice" if is_practice_origin(fields["log"]["origin"]) else "real"
    watermark = (folder / "VERIFY-practice.txt").read_text(encoding="utf-8") if mark == "practice" else ""
    disclosed = [_line(number, one) for number, one in enumerate(opened)]
    if not disclosed:
        disclosed = [f"{_INDENT}jq -c .disclosed disclosures.json"]
    filled = text.replace("@WATERMARK@\n", watermark).replace("@DISCLOSED@", "\n".join(disclosed))
    dated = "\n".join(_dated(number, token) for number, token in enumerate(tokens, 1) if token.dated_at is not None)
    part = (folder / "VERIFY-dated.txt").read_text(encoding="utf-8").replace("@DATED@", dated) if dated else ""
    filled = filled.replace("@TIME@\n", part)
    return filled.replace("@RECEIPT@", stem).encode()


def _dated(number: int, token: Token) -> str:
    """Return the line that checks a token at the time that it names: certificates run out, and it stays true."""
    at = int(token.dated_at.timestamp()) if token.dated_at else 0
    files = f"-data checkpoint -in checkpoint.{number}.tsr -CAfile tsa-{number}.pem"
    return f"{_INDENT}openssl ts -verify {files} -attime {at}"


def _line(number: int, one: Opened) -> str:
    """Return the line that compares one opened value with its commitment; it prints `true`."""
    if one.name != EVIDENCE:
        sealed = f".account[{0 if one.name == HANDLE else 1}]"
        salted = f"jq -cj '.disclosed[{number}]|[.salt,.name,.value]' disclosures.json"
    else:
        sealed = f".{one.side}.evidence[0]"
        salted = f"jq -cj '.disclosed[{number}].salt as $s|[$s,\"evidence\",$v]' {_content(one)} disclosures.json"
    return f"{_INDENT}{salted} | sha256sum | jq -R --slurpfile r @RECEIPT@.json '\"sha256:\"+.[:64]==($r[0]|{sealed})'"


def _content(one: Opened) -> str:
    if one.file.endswith(".txt"):
        return f"--rawfile v {one.file}"
    return f"--arg v \"$(base64 < {one.file} | tr -d '\\n')\""
