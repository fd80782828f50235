"""The receipt's own signature: Data Integrity with `eddsa-jcs-2022` (W3C vc-di-eddsa 1.0, 3.3)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from demur.receipts.encoding import EncodingBroken, base58_bytes, base58_text
from demur.receipts.keys import ReceiptKeys, did_key, is_signed, multikey, raw_of_did_key
from demur.receipts.moment import second_text
from demur.receipts.profile import canonical_bytes, written

_SIGNATURE_BYTES = 64


def sign(fields: Mapping[str, Any], keys: ReceiptKeys, created: datetime) -> dict[str, Any]:
    """Return `fields` with their proof."""
    proof = {
        "created": second_text(created),
        "cryptosuite": "eddsa-jcs-2022",
        "proofPurpose": "assertionMethod",
        "type": "DataIntegrityProof",
        "verificationMethod": did_key(multikey(keys.public.receipt)),
    }
    signature = keys.sign_receipt(signed_message(canonical_bytes(proof), canonical_bytes(dict(fields))))
    return {**fields, "proof": {**proof, "proofValue": "z" + base58_text(signature)}}


def is_proven(fields: Mapping[str, Any]) -> bool:
    """Say whether the proof was made by the key it names. The fields must have passed `parse` and `check_fields`."""
    document = {name: value for name, value in fields.items() if name != "proof"}
    config = {name: value for name, value in fields["proof"].items() if name != "proofValue"}
    try:
        public, signature = signer(fields), signature_of(fields)
    except EncodingBroken:
        return False
    return is_signed(public, signature, signed_message(written(config), written(document)))


def signer(fields: Mapping[str, Any]) -> bytes:
    """Return the raw public key that the proof names, or raise `EncodingBroken`."""
    return raw_of_did_key(fields["proof"]["verificationMethod"])


def signature_of(fields: Mapping[str, Any]) -> bytes:
    """Return the 64 bytes of the signature, or raise `EncodingBroken`."""
    text = fields["proof"]["proofValue"]
    signature = base58_bytes(text.removeprefix("z"))  # one text for each bytes, so nothing else reads as these
    if len(signature) != _SIGNATURE_BYTES or not text.startswith("z"):
        raise EncodingBroken("not a signature")
    return signature


def signed_message(config: bytes, document: bytes) -> bytes:
    """Return what is signed: the hash of the proof's configuration, then that of the document (3.3.4)."""
    return hashlib.sha256(config).digest() + hashlib.sha256(document).digest()
