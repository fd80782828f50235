"""One receipt with everything that a stranger needs to check it without us (receipt-format part 3)."""

from collections.abc import Sequence
from typing import Final

from demur import paths
from demur.core.dating import Token
from demur.receipts import profile, tlog_proof
from demur.receipts.bundle_page import PageText, page
from demur.receipts.bundle_steps import steps
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.disclosure import DISCLOSURES_NAME, Opened, disclosures_bytes
from demur.receipts.export import Proven
from demur.receipts.keys import PublicKeys, pem
from demur.receipts.keys_file import keys_text
from demur.receipts.proof import signature_of
from demur.receipts.verifier import CHECKPOINT_NAME, KEYS_NAME, LOG_KEY_NAME, RECEIPT_KEY_NAME

STEPS_NAME: Final = "VERIFY.txt"
PROGRAM_NAME: Final = "verify.py"
PAGE_NAME: Final = "receipt.html"


def bundle_files(proven: Proven, opened: Sequence[Opened], page_text: PageText) -> dict[str, bytes]:
    """Return the files of a bundle by name; what isn't `opened` stays sealed, and the signature holds all the same."""
    fields = profile.parse(proven.body)
    if not all(one.is_of(fields) for one in opened):  # whoever calls this read them beside another receipt
        raise ValueError("not what this receipt commits to")
    stem = f"{proven.number:06d}"
    return {
        f"{stem}.json": proven.body,
        f"{stem}.sig": signature_of(fields),
        f"{stem}.tlog-proof": tlog_proof.write(proven.number, proven.path, proven.note).encode(),
        **ledger_files(proven.note, proven.keys),
        **token_files(proven.tokens),
        DISCLOSURES_NAME: disclosures_bytes(fields["id"], opened),
        **{one.file: one.content for one in opened if one.file},
        STEPS_NAME: steps(fields, stem, opened, proven.tokens),
        PROGRAM_NAME: program(),
        PAGE_NAME: page(page_text),
    }


def ledger_files(note: str, keys: PublicKeys) -> dict[str, bytes]:
    """Return what fixes a log and names its keys: the same beside one receipt and beside all of them."""
    return {
        CHECKPOINT_NAME: note.encode(),
        RECEIPT_KEY_NAME: pem(keys.receipt).encode(),
        LOG_KEY_NAME: pem(keys.log).encode(),
        KEYS_NAME: keys_text(parse_checkpoint(note.encode()).origin, keys).encode(),
    }


def token_files(tokens: Sequence[Token]) -> dict[str, bytes]:
    """Return what dates a checkpoint: each answer as it came, and the certificates that were pinned for it."""
    files = {}
    for number, token in enumerate(tokens, 1):
        files[f"{CHECKPOINT_NAME}.{number}.tsr"] = token.answer
        files[f"tsa-{number}.pem"] = token.authority.certificates.encode()
    return files


def program() -> bytes:
    """Return the verifier that stands alone, byte for byte as it is shipped."""
    return (paths.resources() / "receipts" / PROGRAM_NAME).read_bytes()
