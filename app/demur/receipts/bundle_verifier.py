"""Looks at a bundle as a stranger would: each receipt in it, what is disclosed, and what nobody vouches for."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from demur.receipts import profile, tlog_proof
from demur.receipts.bundle import PAGE_NAME, PROGRAM_NAME, STEPS_NAME
from demur.receipts.bundle_tokens import certificates_of, token_findings, token_names
from demur.receipts.disclosure import (
    DISCLOSURES_BYTES,
    DISCLOSURES_NAME,
    EVIDENCE,
    HANDLE,
    DisclosuresBroken,
    Opened,
    parse_disclosures,
)
from demur.receipts.keys_file import keys_findings
from demur.receipts.ledger_verifier import ENTRIES_NAME, Watch, go_on, verify_ledger
from demur.receipts.proof import signer
from demur.receipts.source import Source, SourceRefused, is_archive, opened_source, read
from demur.receipts.verifier import (
    CHECKPOINT_NAME,
    KEYS_NAME,
    LOG_KEY_NAME,
    RECEIPT_KEY_NAME,
    Finding,
    Result,
    Verdict,
    verdict_of,
    verify_file,
    verify_receipt,
)

_RECEIPT: Final = re.compile(r"[0-9]{6,15}\.json")
_PAGES: Final = (STEPS_NAME, PROGRAM_NAME, PAGE_NAME)
_SHOWN: Final = 200
"""How much of a disclosed value a sentence repeats."""


class Checked(NamedTuple):
    """One thing that was checked: the name of the receipt's file, or of the ledger's, and what was found."""

    name: str
    verdict: Verdict


def verify_anything(path: Path, watch: Watch = go_on) -> list[Checked]:
    """Check a receipt, a bundle or a whole ledger, whatever lies at `path`. Never raises for what it may hold.

    Raises `CalledOff` where `watch`, which goes along with a whole ledger, says so.
    """
    if path.is_dir() or is_archive(path):
        return verify_path(path, watch)
    return [Checked("", verify_file(path))]


def verify_path(path: Path, watch: Watch = go_on) -> list[Checked]:
    """Check what lies in a folder or a zip: receipts, or a whole ledger. Raises as `verify_anything`."""
    try:
        with opened_source(path) as source:
            return verify_source(source, watch)
    except OSError as error:
        return [Checked("", verdict_of([Finding("file-unreadable", {"why": error.strerror or str(error)})], None))]
    except SourceRefused as error:
        return [Checked("", verdict_of([Finding("archive-refused", {"reason": error.reason})], None))]


def verify_source(source: Source, watch: Watch = go_on) -> list[Checked]:
    """Check what lies in an opened folder or zip. Raises `SourceRefused` and OSError where it can't be listed."""
    names = source.names()
    if ENTRIES_NAME in names:
        verdict = verify_ledger(source, token_names(names), watch)
        return [Checked(ENTRIES_NAME, _with(verdict, _other_findings(names, {ENTRIES_NAME})))]
    receipts = [name for name in names if _RECEIPT.fullmatch(name)]
    if not receipts:
        return [Checked("", verdict_of([Finding("receipt-missing")], None))]
    if len(receipts) > 1:  # a folder that several receipts were saved into
        return [Checked(name, _receipt(source, name)) for name in receipts]
    (name,) = receipts
    verdict = _receipt(source, name)
    if verdict.fields is None:
        return [Checked(name, verdict)]
    return [Checked(name, _with(verdict, _bundle_findings(source, names, name, verdict)))]


def _receipt(source: Source, name: str) -> Verdict:
    try:
        untrusted_bytes = read(source, name, profile.MAX_BYTES)
    except OSError as error:
        return verdict_of([Finding("file-unreadable", {"why": error.strerror or str(error)})], None)
    stem = name.removesuffix(".json")
    return verify_receipt(untrusted_bytes, stem, lambda beside, limit: read(source, beside, limit))


def _with(verdict: Verdict, findings: list[Finding]) -> Verdict:
    return verdict_of([*verdict.findings, *findings], verdict.fields, verdict.is_practice)


def _bundle_findings(source: Source, names: list[str], name: str, verdict: Verdict) -> list[Finding]:
    fields: Mapping[str, Any] = verdict.fields or {}
    findings, opened = _disclosure_findings(source, fields)
    stem = name.removesuffix(".json")
    known = {name, f"{stem}.sig", f"{stem}.tlog-proof", DISCLOSURES_NAME, *(one.file for one in opened)}
    tokens = token_names(names)
    if verdict.result is not Result.NOT_VALID:
        beside = keys_findings(lambda one, limit: read(source, one, limit), fields["log"]["origin"], signer(fields))
        findings = [*beside, *findings]
    if tokens and verdict.result is not Result.NOT_VALID:
        findings += token_findings(source, tokens, _proof_note(source, stem), fields["recordedAt"])
    return findings + _other_findings(names, known)


def _proof_note(source: Source, stem: str) -> bytes:
    """Return the checkpoint that a receipt's own proof ends with; empty where there is none."""
    try:
        lines = read(source, f"{stem}.tlog-proof", tlog_proof.MAX_BYTES).splitlines(keepends=True)
    except OSError:
        return b""
    return b"".join(lines[-tlog_proof.NOTE_LINES :])


def _disclosure_findings(source: Source, fields: Mapping[str, Any]) -> tuple[list[Finding], list[Opened]]:
    sealed = [Finding("rest-sealed-open")]
    try:
        untrusted_bytes = read(source, DISCLOSURES_NAME, DISCLOSURES_BYTES)
    except FileNotFoundError:
        return sealed, []
    except OSError:
        return [Finding("disclosures-unreadable")], []
    try:
        opened = parse_disclosures(untrusted_bytes, fields["id"], lambda name, limit: read(source, name, limit))
    except DisclosuresBroken:
        return [Finding("disclosures-broken")], []
    except FileNotFoundError:  # evidence that the file names is not here
        return [Finding("disclosures-broken")], []
    except OSError:
        return [Finding("disclosures-unreadable")], []
    return [*(_disclosed(one, fields) for one in opened), *sealed], opened


def _disclosed(one: Opened, fields: Mapping[str, Any]) -> Finding:
    if not one.is_of(fields):
        return Finding("disclosed-differs", {"name": one.file or one.name})
    if one.name == EVIDENCE:
        return Finding("evidence-holds", {"file": one.file})
    return Finding("handle-holds" if one.name == HANDLE else "user-id-holds", {"value": one.text[:_SHOWN]})


def _other_findings(names: list[str], known: set[str]) -> list[Finding]:
    """Name what no check covers: pages for people, and whatever else lies there."""
    known = known | {CHECKPOINT_NAME, LOG_KEY_NAME, RECEIPT_KEY_NAME, KEYS_NAME}
    known |= {one for token in token_names(names) for one in (token, certificates_of(token))}
    rest = [name for name in names if name not in known]
    findings = []
    if pages := [name for name in rest if name in _PAGES]:
        findings.append(Finding("pages-open", {"names": ", ".join(pages)}))
    others = [name for name in rest if name not in pages]
    if others:
        findings.append(Finding("other-files-open", {"names": ", ".join(others[:5])[:_SHOWN]}))
    return findings
