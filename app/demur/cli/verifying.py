"""`demur verify`: checks receipts with nothing but the files. Imports nothing slow: see the test of that."""

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any, NamedTuple

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.core.receipt import Receipt
from demur.receipts.file_reading import read_bounded
from demur.receipts.verifier import KEY_OF, Result, Verdict, compared_with_known, verify_file
from demur.words import cli as words
from demur.words import findings, say

_EXIT = {Result.VALID: Exit.DONE, Result.NOT_VALID: Exit.NOT_SO, Result.CANNOT_TELL: Exit.CANNOT_TELL}
_WORST_FIRST = (Exit.NOT_SO, Exit.CANNOT_TELL, Exit.DONE)
_ZIP = b"PK"


class _Checked(NamedTuple):
    path: Path
    inside: str | None
    """Which file of a bundle it was; None for a receipt that was named itself."""
    verdict: Verdict


def verify(arguments: Namespace, console: Console) -> Exit:
    """Check each file and return the worst of what was found.

    JSON: `files`, each with `file`, `inside` (a name in a bundle, or null), `result` (`valid`, `not-valid`,
    `cannot-tell`), `practice`, `findings` (each with `code`, `outcome`, `details`, `sentence`) and `receipt`: the
    receipt itself, or null where it has no right form or a whole ledger was checked.
    """
    checked = [one for path in arguments.files for one in _check(path, console)]
    if arguments.know is not None:
        _mark(arguments, checked, console)
    known = _known(_data_folder(arguments.data_dir))
    checked = [one._replace(verdict=compared_with_known(one.verdict, known)) for one in checked]
    for number, one in enumerate(checked):
        if number:
            console.tell("")
        _tell(console, one)
    console.answer({"files": [_document(one) for one in checked]})
    found = {_EXIT[one.verdict.result] for one in checked}
    return next(code for code in _WORST_FIRST if code in found)


def _check(path: Path, console: Console) -> list[_Checked]:
    """Check a receipt, or what lies in a folder or a zip, which loads more; Ctrl-C ends it."""
    if not _is_bundle(path):
        return [_Checked(path, None, verify_file(path))]
    from demur.receipts.bundle_verifier import verify_path
    from demur.words import checking

    def watch(done: int) -> bool:
        console.show_progress(say(checking.SO_FAR, done=done) if done else "")
        return True

    found = verify_path(path, watch)
    console.show_progress("")
    return [_Checked(path, name, verdict) for name, verdict in found]


def _is_bundle(path: Path) -> bool:
    if path.is_dir():
        return True
    try:
        return read_bounded(path, len(_ZIP) - 1) == _ZIP
    except OSError:  # which checking it as a receipt says in words
        return False


def _known(folder: Path) -> dict[str, str]:
    """Return the keys that the member marked as known, looking no further where there is no such file."""
    if not (folder / "known-keys.txt").is_file():
        return {}
    from demur.receipts.known_keys import known_keys

    return known_keys(folder)


def _mark(arguments: Namespace, checked: list[_Checked], console: Console) -> None:
    """Mark the keys of files in which nothing is wrong as known."""
    from demur import paths
    from demur.receipts.known_keys import mark_known

    folders = paths.folders(arguments.data_dir)
    for one in checked:
        found = [finding.details["fingerprint"] for finding in one.verdict.findings if finding.code in KEY_OF]
        if not found or one.verdict.result is Result.NOT_VALID:
            console.note(say(words.NOT_KNOWN_NOW, file=one.path))
            continue
        folders.prepare()
        name = mark_known(folders.data, found[0], arguments.know)
        console.note(say(words.KNOWN_NOW, fingerprint=found[0], name=name))


def _data_folder(chosen: Path | None) -> Path:
    """Return where `paths.folders` has the member's data; on Linux without `platformdirs`, which takes 10 ms."""
    if chosen is None and (named := os.environ.get("DEMUR_DATA_DIR")):
        chosen = Path(named)
    if chosen is not None:
        return chosen.absolute()
    if sys.platform == "linux":
        base = Path(os.environ.get("XDG_DATA_HOME", ""))
        return (base if base.is_absolute() else Path(os.environ.get("HOME", "/"), ".local", "share")) / "demur"
    from demur import paths

    return paths.folders(chosen).data


def _tell(console: Console, one: _Checked) -> None:
    verdict = one.verdict
    name = f"{one.path} ({one.inside})" if one.inside else str(one.path)
    console.tell(f"{name}: {findings.result(verdict.result)}")
    console.tell(findings.explained(verdict), indent=2)
    if verdict.is_practice:
        console.tell(say(findings.PRACTICE), indent=2)
    for finding in verdict.findings:
        console.tell(findings.finding(finding), indent=4)
    if verdict.fields is None:
        return
    heading = words.RECEIPT_SAYS if verdict.result is Result.VALID else words.RECEIPT_SAYS_UNPROVEN
    console.tell(say(heading), indent=2)
    receipt = Receipt(verdict.fields["log"]["index"], b"", verdict.fields, account=None)
    for line in findings.says(receipt):
        console.tell(line, indent=4)
    console.tell(verdict.fields["limits"], indent=2)


def _document(one: _Checked) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "inside": one.inside or None,
        "result": one.verdict.result,
        "practice": one.verdict.is_practice,
        "findings": [
            {
                "code": finding.code,
                "outcome": finding.outcome,
                "details": dict(finding.details),
                "sentence": findings.finding(finding),
            }
            for finding in one.verdict.findings
        ],
        "receipt": one.verdict.fields,
    }
