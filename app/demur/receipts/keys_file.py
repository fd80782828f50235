"""The file `keys.txt`: both keys of a ledger in the forms that people and tools compare."""

from typing import Final

from demur.receipts.checkpoint import verifier_key
from demur.receipts.fields import is_practice_origin
from demur.receipts.keys import PublicKeys, fingerprint, multikey
from demur.receipts.verifier import KEYS_NAME, LOG_KEY_NAME, Finding, Read, key_in

_MOST_BYTES: Final = 4096


def keys_text(origin: str, keys: PublicKeys) -> str:
    """Return both keys' fingerprints: SHA-256 of the raw 32 bytes, which end the PEM file's DER form."""
    lines = {
        "log": origin,
        "practice": "yes" if is_practice_origin(origin) else "no",
        "receipt-key": multikey(keys.receipt),
        "receipt-key-sha256": fingerprint(keys.receipt),
        "log-key": multikey(keys.log),
        "log-key-sha256": fingerprint(keys.log),
        "note-verifier-key": verifier_key(origin, keys.log),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def keys_findings(read: Read, origin: str, receipt_key: bytes) -> list[Finding]:
    """Say whether the file that lies beside says the same as the two keys themselves."""
    try:
        log_key = key_in(read(LOG_KEY_NAME, _MOST_BYTES))
        untrusted_bytes = read(KEYS_NAME, _MOST_BYTES)
    except FileNotFoundError:
        return []
    except OSError:
        return [Finding("keys-file-unreadable")]
    if log_key is None:  # which is said of that file already
        return []
    is_same = untrusted_bytes == keys_text(origin, PublicKeys(receipt_key, log_key)).encode()
    return [Finding("keys-file-agrees" if is_same else "keys-file-differs")]
