"""`demur verify`: checks receipts with nothing but the files. Imports nothing slow: see the test of that."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.core.entry import Receipt
from demur.receipts.verifier import Result, Verdict, verify_file
from demur.words import cli as words
from demur.words import findings, say

_EXIT = {Result.VALID: Exit.DONE, Result.NOT_VALID: Exit.NOT_SO, Result.CANNOT_TELL: Exit.CANNOT_TELL}
_WORST_FIRST = (Exit.NOT_SO, Exit.CANNOT_TELL, Exit.DONE)


def verify(arguments: Namespace, console: Console) -> Exit:
    """Check each file and return the worst of what was found.

    JSON: `files`, each with `file`, `result` (`valid`, `not-valid`, `cannot-tell`), `practice`, `findings` (each with
    `code`, `outcome`, `details`, `sentence`) and `receipt`: the receipt itself, or null where it has no right form.
    """
    verdicts = [(path, verify_file(path)) for path in arguments.files]
    for number, (path, verdict) in enumerate(verdicts):
        if number:
            console.tell("")
        _tell(console, path, verdict)
    console.answer({"files": [_document(path, verdict) for path, verdict in verdicts]})
    found = {_EXIT[verdict.result] for _, verdict in verdicts}
    return next(code for code in _WORST_FIRST if code in found)


def _tell(console: Console, path: Path, verdict: Verdict) -> None:
    console.tell(f"{path}: {findings.result(verdict.result)}")
    console.tell(say(findings.EXPLAINED[verdict.result]), indent=2)
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


def _document(path: Path, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": str(path),
        "result": verdict.result,
        "practice": verdict.is_practice,
        "findings": [
            {
                "code": finding.code,
                "outcome": finding.outcome,
                "details": dict(finding.details),
                "sentence": findings.finding(finding),
            }
            for finding in verdict.findings
        ],
        "receipt": verdict.fields,
    }
