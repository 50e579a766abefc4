"""A real nginx with the configuration of the container, in front of a desk and of `serve` on this machine."""

import contextlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from desk.access.small_proxy import certificate

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONFIGURATION = Path(__file__).parents[2] / "packaging" / "nginx.conf"
DESK, MEETINGS = "desk.example.gov.uk", "meetings.example.gov.uk"
SECONDS = 30


def adapted(place: Path, tls: int, plain: int, desk: int, serve: int, *, any_name: bool = False) -> str:
    """Return the configuration with the ports and the folder of this machine, and else as it is.

    With `any_name`, the public's site is shown to whoever names no host before TLS, as wrk does not.
    """
    text = CONFIGURATION.read_text(encoding="utf-8")
    text = text.replace("/tmp/", f"{place}/").replace("/etc/nginx/tls/", f"{place}/")  # noqa: S108 - the container's own
    text = text.replace("desk:8070", f"127.0.0.1:{desk}").replace("serve:8070", f"127.0.0.1:{serve}")
    text = text.replace("listen 8443", f"listen 127.0.0.1:{tls}").replace("listen 8080", f"listen 127.0.0.1:{plain}")
    text = text.replace("/dev/stderr", f"{place}/error.log")
    if any_name:
        text = re.sub(r" +server \{ +# whoever asks for another name\n.*?\n    \}\n", "", text, flags=re.DOTALL)
        named = f"ssl;\n        server_name {MEETINGS}"
        text = text.replace(named, named.replace("ssl", "ssl default_server", 1))
    return f"user root;\n{text}"


@contextlib.contextmanager
def nginx(place: Path, text: str, port: int) -> Iterator[int]:
    """Run nginx with a configuration until this ends; yield its process once it listens."""
    for name in ("desk", "meetings"):
        pem = certificate(place).read_bytes()
        (place / f"{name}.pem").write_bytes(pem)
        (place / f"{name}.key").write_bytes(pem)
    file = place / "nginx.conf"
    file.write_text(text, encoding="utf-8")
    subprocess.run([NGINX, "-q", "-t", "-c", file], check=True, timeout=SECONDS)
    with subprocess.Popen([NGINX, "-c", file, "-g", "daemon off;"], stderr=subprocess.DEVNULL) as process:
        try:
            ends = time.monotonic() + SECONDS
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if time.monotonic() > ends:
                        raise
                    time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()
            process.wait(SECONDS)
