"""Certificates made for one test: an authority, and servers it vouches for."""

import datetime
import hashlib
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID


class Authority:
    """A certificate authority that nobody but the test trusts."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        constraints = [(x509.BasicConstraints(ca=True, path_length=0), True), _signs(), _key_id(self._key.public_key())]
        self._certificate = self._sign(self._name, self._key.public_key(), constraints, days=2)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._certificate.public_bytes(Encoding.PEM))

    def server(self, name: str, days: int = 1, is_self_signed: bool = False) -> tuple[ssl.SSLContext, str]:
        """Return a server's context and the `sha256:` digest of its SubjectPublicKeyInfo."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        extensions = [(_alternative(name), False), (x509.BasicConstraints(ca=False, path_length=None), True)]
        made = self._sign(subject, key.public_key(), extensions, days, key if is_self_signed else None)
        spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return self._context(key, made), f"sha256:{hashlib.sha256(spki).hexdigest()}"

    def _context(self, key: ec.EllipticCurvePrivateKey, made: x509.Certificate) -> ssl.SSLContext:
        file = self._folder / f"{made.serial_number}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + made.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _sign(
        self,
        subject: x509.Name,
        public: ec.EllipticCurvePublicKey,
        extensions: list[tuple[x509.ExtensionType, bool]],
        days: int,
        own_key: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if own_key else self._name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=10))
            .not_valid_after(now + datetime.timedelta(days=days))
        )
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key((own_key or self._key).public_key())
        for extension, is_critical in [*extensions, (identifier, False)]:
            builder = builder.add_extension(extension, is_critical)
        return builder.sign(own_key or self._key, hashes.SHA256())


def _signs() -> tuple[x509.KeyUsage, bool]:
    unused = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    usage = x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, decipher_only=False, **unused)
    return usage, True


def _key_id(public: ec.EllipticCurvePublicKey) -> tuple[x509.SubjectKeyIdentifier, bool]:
    return x509.SubjectKeyIdentifier.from_public_key(public), False


def _alternative(name: str) -> x509.SubjectAlternativeName:
    if name[0].isdigit():
        return x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(name))])
    return x509.SubjectAlternativeName([x509.DNSName(name)])
