"""The receipt's signature, against the W3C vector for `eddsa-jcs-2022`."""

import base64
from typing import Any

import pytest
import rfc8785
from tests.receipts.making import three_entry_log

from demur.receipts.encoding import base58_bytes
from demur.receipts.keys import is_signed, raw_of_multikey
from demur.receipts.profile import parse
from demur.receipts.proof import is_proven, signature_of, signed_message

# W3C vc-di-eddsa, test vectors for eddsa-jcs-2022 (document, proof, the two hashes, signature).
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
DOCUMENT = {
    "@context": CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
CONFIG = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": f"did:key:{KEY}#{KEY}",
    "proofPurpose": "assertionMethod",
    "@context": CONTEXT,
}
HASHES = (
    "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
    "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
)
SIGNATURE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"


def test_signs_what_w3c_signs() -> None:
    """The vector has keys that our profile refuses, so the oracle makes its bytes and we do the rest."""
    message = signed_message(rfc8785.dumps(CONFIG), rfc8785.dumps(DOCUMENT))  # type: ignore[arg-type]
    assert message.hex() == HASHES
    assert is_signed(raw_of_multikey(KEY), base58_bytes(SIGNATURE[1:]), message)


def confirmation() -> dict[str, Any]:
    return parse(three_entry_log().bodies[2])


def test_holds_for_what_was_signed() -> None:
    assert is_proven(confirmation())


@pytest.mark.parametrize("name", sorted(confirmation().keys() - {"proof"}))
def test_covers_every_field(name: str) -> None:
    fields = confirmation()
    assert not is_proven({key: value for key, value in fields.items() if key != name})
    assert not is_proven(fields | {name: "changed"})


def test_covers_the_proof_itself() -> None:
    fields = confirmation()
    for name, value in {"created": "2026-11-21T17:30:10Z", "proofPurpose": "authentication"}.items():
        assert not is_proven(fields | {"proof": {**fields["proof"], name: value}})


def test_another_key_does_not_hold() -> None:
    fields = confirmation()
    method = f"did:key:{KEY}#{KEY}"
    assert not is_proven(fields | {"proof": {**fields["proof"], "verificationMethod": method}})


@pytest.mark.parametrize("text", ["z", "z1", "z" + "z" * 88, base64.b64encode(bytes(64)).decode()])
def test_a_signature_of_another_form_does_not_hold(text: str) -> None:
    fields = confirmation()
    assert len(signature_of(fields)) == 64
    assert not is_proven(fields | {"proof": {**fields["proof"], "proofValue": text}})
