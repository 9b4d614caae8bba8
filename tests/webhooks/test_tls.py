"""HTTPS to a receiver with a certificate of its own: good when trusted and for the right name."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from clinic.webhooks.rules.addresses import Target
from clinic.webhooks.tasks import posting
from tests.webhooks.receiver import Receiver, serving

NAME = "calendar.example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a certificate for `NAME`, its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "receiver.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def secured(certificate: Path) -> Iterator[Receiver]:
    receiver = Receiver()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = serving(receiver, context)
    posting._tls.cache_clear()
    yield receiver
    server.shutdown()
    server.server_close()
    posting._tls.cache_clear()


def send_to(receiver: Receiver, host: str = NAME) -> posting.Answer:
    target = Target("https", host, receiver.port, "/", private=True)
    return posting.post(target, headers={}, body="{}", look_up=lambda *_: ["127.0.0.1"])


def test_a_certificate_that_nobody_vouches_for_gets_nothing(secured: Receiver) -> None:
    with pytest.raises(posting.NotSent, match="no_tls"):
        send_to(secured)
    assert secured.got == []


def test_an_authority_that_the_operator_trusts_is_enough(
    secured: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send_to(secured).status == 204


def test_the_certificate_must_be_of_the_hosts_name_not_of_the_address(
    secured: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(posting.NotSent, match="no_tls"):
        send_to(secured, "another.example.org")
    assert secured.got == []


def test_a_receiver_without_tls_gets_nothing(receiver: Receiver) -> None:
    with pytest.raises(posting.NotSent, match="no_tls"):
        send_to(receiver)
    assert receiver.got == []
