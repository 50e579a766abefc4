"""A proxy with TLS on this machine, in front of a desk: bytes in, bytes out, under a certificate of its own."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SECONDS = 60


def certificate(folder: Path) -> Path:
    """Write a certificate of `localhost` with its key, for a day; return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "localhost.pem"
    path.write_bytes(own + made.public_bytes(serialization.Encoding.PEM))
    return path


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    """Send on what comes, until no more does."""
    with suppress(OSError):
        while received := one.recv(65_536):
            other.sendall(received)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _serve(client: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with suppress(OSError), context.wrap_socket(client, server_side=True) as inside:
        inside.settimeout(SECONDS)
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as desk:
            back = threading.Thread(target=_pass_on, args=(desk, inside), daemon=True)
            back.start()
            _pass_on(inside, desk)
            back.join(SECONDS)


@contextmanager
def proxy(folder: Path, listener: socket.socket, port: int) -> Iterator[None]:
    """Hand on to a desk's port what comes by TLS, for as long as this lasts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=_serve, args=(client, context, port), daemon=True).start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join(SECONDS)
