"""Builds the container with podman and runs it as compose.yaml says, behind nginx: a day of its life, ended and begun.

python packaging/try_container.py [--root FOLDER] [--built] [BUILD OPTION ...]

Needs the wheel (`python packaging/build.py`), `apt-get install podman openssl`, and podman-compose of PyPI. Where no
registry of images is reached, FOLDER is a Debian from which both base images are made, as root:
`debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates trixie FOLDER`. What else podman's build
needs on a machine is passed on: `--network=host --volume=/etc/pip.conf:/etc/pip.conf:ro`. Volumes and networks have
the name of a project of their own and are taken away again; the image stays.
"""

import argparse
import http.client
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from life import EXAMPLE, Browser

PACKAGING = Path(__file__).parent
PROJECT, IMAGE = "meeting-day-try", "meeting-day"
DESK, MEETINGS = "desk.example.gov.uk", "meetings.example.gov.uk"
OFFICER, PASSWORD = "Ann Clerk", "seven quiet herons"
YEARS = "/srv/meeting-day"
SECONDS = 600
SERVICES = {"desk": "10001", "serve": "10001", "proxy": "101"}
"""The containers, and the users that they run as."""
OF_ROOT, BASE, NGINX = (f"localhost/{PROJECT}-{name}" for name in ("root", "base", "nginx"))
BASE_OF_ROOT = f"""FROM {OF_ROOT}
RUN python3 -m venv /opt/pip && ln -s /opt/pip/bin/pip /usr/bin/python3 /usr/local/bin/ \
 && ln -s python3 /usr/local/bin/python
CMD ["python3"]
"""
NGINX_OF_ROOT = f"""FROM {OF_ROOT}
RUN apt-get update && apt-get install --yes --no-install-recommends nginx-light wget
USER 101:101
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
"""
COMPILE = ("-m", "scheduler.solver.patterns.compilation")
"""What a large plan does first: the compiled code has to be kept in its volume."""
CONFINED = (
    r"id -u; grep -cE '^(CapEff:.0+|NoNewPrivs:.1)$' /proc/self/status; touch /x /opt/x 2>/dev/null; echo /? /opt/?"
)
"""Says the user, that both lines are there, and the files of one letter that could be written into the root."""


def asked(*command: str | Path, given: str | None = None, folder: Path | None = None) -> str:
    """Run a command, and return what it prints; SystemExit where it fails."""
    print("$", *command, flush=True)
    done = subprocess.run(
        command, input=given, cwd=folder, capture_output=True, text=True, check=False, timeout=2 * SECONDS
    )
    if done.returncode:
        raise SystemExit(f"It ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def expect(what: str, found: object, wanted: object) -> None:
    """Say what is found; SystemExit where it is not what is wanted."""
    if found != wanted:
        raise SystemExit(f"{what}: {found!r}, and not {wanted!r}")
    print(f"  {what}: {found}", flush=True)


def build(root: Path | None, options: Sequence[str]) -> None:
    """Build the image, and the two that it would else be based on or stand behind."""
    base: tuple[str, ...] = ()
    if root is not None:
        with subprocess.Popen(["tar", "-C", root, "-c", "."], stdout=subprocess.PIPE) as tar:
            subprocess.run(["podman", "import", "--quiet", "-", OF_ROOT], stdin=tar.stdout, check=True)
        for name, lines in ((BASE, BASE_OF_ROOT), (NGINX, NGINX_OF_ROOT)):
            asked("podman", "build", "--tag", name, *options, "--file", "-", given=lines)
        base = ("--build-arg", f"BASE={BASE}")
    how = ("--format", "docker", "--file", PACKAGING / "Containerfile", "--tag", IMAGE)
    asked("podman", "build", *how, *base, *options, PACKAGING.parent)
    for line in asked("podman", "history", "--format", "{{.Size}}\t{{.CreatedBy}}", IMAGE).splitlines():
        if not line.startswith("0 B"):
            print(" ", line[:100])


class Composed:
    """The services of compose.yaml, in a folder with what a council puts beside it."""

    def __init__(self, place: Path, *, own_nginx: bool) -> None:
        self.place = place
        self.port, plain = _free_port(), _free_port()
        given = {"DESK_NAME": DESK, "MEETINGS_NAME": MEETINGS, "HTTPS_PORT": self.port, "HTTP_PORT": plain}
        if own_nginx:
            given["NGINX_IMAGE"] = NGINX
        (place / ".env").write_text("".join(f"{name}={value}\n" for name, value in given.items()), encoding="utf-8")
        for name in ("compose.yaml", "nginx.conf"):
            shutil.copy(PACKAGING / name, place)
        self.context = ssl.create_default_context()
        (place / "tls").mkdir()
        for file, name in (("desk", DESK), ("meetings", MEETINGS)):
            pem, key = place / f"tls/{file}.pem", place / f"tls/{file}.key"
            about = ("-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-days", "2", "-noenc")
            asked("openssl", "req", "-x509", "-newkey", "rsa:2048", *about, "-keyout", key, "-out", pem)
            key.chmod(0o644)
            self.context.load_verify_locations(pem)

    def do(self, *arguments: str, given: str | None = None) -> str:
        """Ask podman-compose for something."""
        return asked("podman-compose", "--project-name", PROJECT, *arguments, given=given, folder=self.place)

    def run(self, service: str, *arguments: str, entrypoint: str = IMAGE, given: str | None = None) -> str:
        """Run a command in a container of a service, which is taken away again."""
        return self.do("run", "--rm", "-T", "--entrypoint", entrypoint, service, *arguments, given=given)

    def up(self) -> None:
        """Start all, and wait until the image's own check finds each well."""
        began = time.monotonic()
        self.do("up", "--detach")
        for name in SERVICES:
            check = ["podman", "healthcheck", "run", container(name)]
            while subprocess.run(check, check=False, capture_output=True).returncode:
                if time.monotonic() - began > SECONDS:
                    raise SystemExit(f"{name} is not well: {asked('podman', 'logs', container(name))}")
                time.sleep(0.5)
        print(f"  all well after {time.monotonic() - began:.1f} s")

    def end(self) -> None:
        """End each server by SIGTERM, and say how long that took; then take the containers away."""
        for name in SERVICES:
            began = time.monotonic()
            asked("podman", "stop", container(name))
            print(f"  ended within {time.monotonic() - began:.1f} s")
            state = asked("podman", "inspect", "--format", "{{.State.ExitCode}}", container(name)).strip()
            expect(f"code of {name}", state, "0")
        self.do("down")

    def near(self) -> urllib.request.HTTPSHandler:
        """Return what opens addresses of the services' names at this machine, by TLS."""
        port, context = self.port, self.context

        class Near(http.client.HTTPSConnection):
            def connect(self) -> None:
                there = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
                self.sock = context.wrap_socket(there, server_hostname=self.host)

        class Handler(urllib.request.HTTPSHandler):
            def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(Near, req)

        return Handler()


def container(service: str) -> str:
    """Return the name of a service's container."""
    return f"{PROJECT}_{service}_1"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def is_confined() -> None:
    """See that none of the containers can do more than it has to."""
    for name, user in SERVICES.items():
        found = asked("podman", "exec", container(name), "sh", "-c", CONFINED).split()
        expect(f"user, rights and writing of {name}", found, [user, "2", "/?", "/opt/?"])
    tools = "ls /opt/meeting-day/bin/pip* /usr/bin/*cc /root/.cache /tmp/* 2>/dev/null || true"
    expect("tools and caches", asked("podman", "run", "--rm", "--entrypoint", "sh", IMAGE, "-c", tools), "")


def logged_in(composed: Composed) -> Browser:
    """Log in to the desk, through nginx."""
    browser = Browser(f"https://{DESK}/log-in", composed.near())
    browser.sent("/log-in", {"name": OFFICER, "password": PASSWORD})
    return browser


def feed_of(composed: Composed) -> bytes:
    """Return the public's feed, through nginx."""
    opener = urllib.request.build_opener(composed.near())
    with opener.open(f"https://{MEETINGS}/feeds/public.ics") as answer:
        return bytes(answer.read())


def lived(composed: Composed) -> None:
    """Take a day of its life."""
    print(composed.run("desk", "--version").strip())
    composed.run("desk", "users", "add", YEARS, OFFICER, "--role", "publisher", given=f"{PASSWORD}\n")
    composed.run("serve", "new", "year.xlsx", "--example", EXAMPLE)
    composed.run("serve", "plan", "year.xlsx", "-o", "year")
    composed.run("serve", "check", "year.xlsx", "year")
    composed.up()
    is_confined()
    feed = feed_of(composed)
    browser = logged_in(composed)
    browser.sent("/begin/example", {"name": EXAMPLE})
    year = urllib.parse.urlsplit(browser.at).path.rstrip("/")
    browser.shown(f"{year}/plan")
    asks = {"minutes": "own", "own_minutes": "1", "options": "1", "near": "afresh", "reason": "To try it"}
    browser.sent(f"{year}/plan", asks)
    print("The desk plans, and is ended meanwhile.")
    composed.end()
    composed.up()
    expect("the feed is the same", feed_of(composed) == feed, wanted=True)
    browser, began = logged_in(composed), time.monotonic()
    while "67 meetings" not in browser.shown(f"{year}/"):
        if time.monotonic() - began > SECONDS:
            raise SystemExit(f"The plan was not gone on with: {browser.shown(browser.at)}")
        time.sleep(1)
    print(f"  the plan was gone on with, and is there after {time.monotonic() - began:.0f} s")
    asked("podman", "exec", container("desk"), "python", *COMPILE)
    files = "find /var/cache/meeting-day -name '*.nb?' | wc -l"
    print(
        "  files of compiled code in their volume:",
        asked("podman", "exec", container("desk"), "sh", "-c", files).strip(),
    )
    for name in SERVICES:
        print(asked("sh", "-c", f"podman logs --tail 4 {container(name)} 2>&1"))


@contextmanager
def composed(*, own_nginx: bool) -> Iterator[Composed]:
    """Have the services in a folder of their own until this ends, and nothing of them after."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        made = Composed(Path(place), own_nginx=own_nginx)
        try:
            yield made
        finally:
            made.do("down", "--volumes")


def main() -> None:
    """Build, and try the desk and `serve`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--built", action="store_true", help="The images are there already.")
    options, more = parser.parse_known_args()
    if not options.built:
        build(options.root, more)
    with composed(own_nginx=options.root is not None) as services:
        lived(services)


if __name__ == "__main__":
    main()
