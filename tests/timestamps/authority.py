"""A real authority for tests: certificates made for one run, `openssl ts -reply` behind a server on 127.0.0.1.

What an honest `openssl ts` refuses to make (another time, a signer that mustn't sign) is signed by `openssl cms`.
"""

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from tests.support.tiny_http import Reply, Seen

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
CONFIG = """
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.0
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
DAY = timedelta(days=1)


class TestAuthority:
    """Root and signer in a folder; `reply` answers a query as RFC 3161 has it."""

    __test__ = False

    def __init__(self, folder: Path, name: str = "Bell Tower", signer_days: tuple[int, int] = (-400, 400)) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._name = folder, name
        self._root_key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._certificate("root", self._root_key, (-4000, 4000))
        self.signer = self._certificate("signer", self._key("signer"), signer_days, ExtendedKeyUsageOID.TIME_STAMPING)
        (folder / "serial").write_text("01\n")
        (folder / "config").write_text(CONFIG.format(folder=folder))

    @property
    def pem(self) -> bytes:
        """The root's certificate, as a member would have it."""
        return self.root.public_bytes(Encoding.PEM)

    @cached_property
    def plain(self) -> x509.Certificate:
        """A certificate under the same root that isn't made for timestamps."""
        return self._certificate("plain", self._key("plain"), (-400, 400))

    def weaken(self) -> None:
        """Lay down signers whose certificates say less, or more, than RFC 3161, 2.3 asks for: `loose` and `many`."""
        stamping = ExtendedKeyUsageOID.TIME_STAMPING
        self._certificate("loose", self._key("loose"), (-400, 400), stamping, is_critical=False)
        self._certificate("many", self._key("many"), (-400, 400), stamping, ExtendedKeyUsageOID.CODE_SIGNING)

    def answer(self, seen: Seen) -> Reply:
        """Answer as a server does."""
        if seen.headers.get("content-type") != QUERY:
            return Reply(400)
        return Reply(200, self.reply(seen.body), {"Content-Type": REPLY})

    def reply(self, query: bytes, *config: str) -> bytes:
        """Return the answer to a query; `config` are more lines of `openssl ts`'s own file."""
        (self.folder / "query").write_bytes(query)
        (self.folder / "config-now").write_text((self.folder / "config").read_text() + "\n".join(config))
        files = ["-queryfile", self.folder / "query", "-out", self.folder / "reply"]
        self._openssl("ts", "-reply", "-config", self.folder / "config-now", *files)
        return (self.folder / "reply").read_bytes()

    def unsorted(self, query: bytes) -> bytes:
        """Return an answer whose set of certificates isn't in DER's order."""
        (self.folder / "certs").write_bytes(self.pem)
        found = self.reply(query, f"certs = {self.folder / 'certs'}")
        both = [self.signer.public_bytes(Encoding.DER), self.root.public_bytes(Encoding.DER)]
        if both == sorted(both):  # it writes the signer first, which half the time is right
            at = found.index(both[0])
            joined = both[0] + both[1]
            assert found[at : at + len(joined)] == joined
            found = found[:at] + both[1] + both[0] + found[at + len(joined) :]
        return found

    def signed(self, data: bytes, at: datetime, signer: str = "signer", covered_by: str = "", nonce: int = 7) -> bytes:
        """Return an answer that names any time, signed by any of the folder's keys."""
        if signer == "plain" or covered_by == "plain":
            assert self.plain
        (self.folder / "content").write_bytes(tst_info(data, at, nonce))
        certificates = ["-certfile", self.folder / f"{covered_by}.pem"] if covered_by else []
        kind = ["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-binary", "-nodetach", "-nosmimecap", "-cades"]
        files = ["-in", self.folder / "content", "-out", self.folder / "cms", "-outform", "DER"]
        keys = ["-signer", self.folder / f"{signer}.pem", "-inkey", self.folder / f"{signer}.key", "-md", "sha256"]
        self._openssl("cms", "-sign", *kind, *files, *keys, *certificates)
        return der(0x30, der(0x30, der(0x02, b"\0")) + (self.folder / "cms").read_bytes())

    def _openssl(self, *arguments: object) -> None:
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=30)

    def _key(self, name: str) -> ec.EllipticCurvePrivateKey:
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (self.folder / f"{name}.key").write_bytes(private)
        return key

    def _certificate(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        days: tuple[int, int],
        *purposes: x509.ObjectIdentifier,
        is_critical: bool = True,
    ) -> x509.Certificate:
        now, is_root = datetime.now(UTC), name == "root"
        subject = self._named(f"{self._name} {name}")
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if is_root else self._named(f"{self._name} root"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * DAY)
            .not_valid_after(now + days[1] * DAY)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        )
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=is_critical)
        made = builder.sign(self._root_key, hashes.SHA256())
        (self.folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))
        return made

    def _named(self, name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def tst_info(data: bytes, at: datetime, nonce: int) -> bytes:
    """Return a TSTInfo (RFC 3161, 2.4.2)."""
    sha_256 = der(0x30, bytes.fromhex("0609608648016503040201") + der(0x05, b""))
    parts = (
        der(0x02, b"\1"),
        bytes.fromhex("06052b06010401"),
        der(0x30, sha_256 + der(0x04, hashlib.sha256(data).digest())),
        der(0x02, b"\x2a"),
        der(0x18, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()),
        der(0x02, nonce.to_bytes(9, "big").lstrip(b"\0") or b"\0"),
    )
    return der(0x30, b"".join(parts))


def query(data: bytes, nonce: int = 7) -> bytes:
    """Return a TimeStampReq (RFC 3161, 2.4.1)."""
    sha_256 = der(0x30, bytes.fromhex("0609608648016503040201") + der(0x05, b""))
    imprint = der(0x30, sha_256 + der(0x04, hashlib.sha256(data).digest()))
    return der(0x30, der(0x02, b"\1") + imprint + der(0x02, bytes([nonce])) + der(0x01, b"\xff"))


def der(tag: int, value: bytes) -> bytes:
    length = bytes([len(value)]) if len(value) < 0x80 else b"\x82" + len(value).to_bytes(2, "big")
    return bytes([tag]) + length + value
