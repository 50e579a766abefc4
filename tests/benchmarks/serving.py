"""How many calendar programs `serve` answers in a second, beside nginx with the files that `publish` writes.

python tests/benchmarks/serving.py [--seconds 5] [--connections 16] [--members 535]

Everything is on this machine: wrk asks (`apt-get install wrk nginx-light`), for every member's feed in turn, as many
clients at once as there are connections. Each server has one process.
"""

import argparse
import contextlib
import datetime as dt
import http.client
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import calendar, meeting
from clients.try_nginx import NGINX, configuration

from scheduler.commands.publishing import Wanted, publish
from scheduler.commands.serving import source
from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading import read_input
from scheduler.server.access_log import AccessLog
from scheduler.server.application import Application
from scheduler.server.serving import Watch

MEETINGS_EACH, BODIES_EACH, BODIES = 40, 4, 40
WHY = "It is a benchmark, and its members sit wherever they are wanted."
BASE_URL = "https://meetings.example.gov.uk"
FIRST = dt.date(2015, 11, 2)
ASKED = {"200": {}, "200, zipped": {"Accept-Encoding": "gzip"}, "304": {"If-None-Match": ""}}
ROW = "{:8} {:12} {:>11} {:>10} {:>10} {:>9}"


def write_plan(folder: Path, members: int, times: int = MEETINGS_EACH // BODIES_EACH) -> None:
    """Write an input of 40 bodies, each member on four of them, and a plan in which each body meets ten times."""
    codes = [f"B{number:02d}" for number in range(BODIES)]
    seats = [(f"M{who:03d}", codes[(who * 7 + place * 11) % BODIES]) for who in range(members) for place in range(4)]
    tables = {
        "settings": ["setting,value", "title,Assembly", "start_date,2015-11-01", "end_date,2016-10-31"],
        "bodies": [
            "body,name,open_to_public",
            *(f"{code},Committee {code},{'yes' * (code < 'B13')}" for code in codes),
        ],
        "people": ["person,name", *(f"M{who:03d},Member {who}" for who in range(members))],
        "memberships": ["person,body", *(f"{who},{code}" for who, code in seats)],
        "rooms": ["room,name,venue,capacity", *(f"R{number},Room {number},Hall,200" for number in range(10))],
    }
    inputs = folder / "input"
    inputs.mkdir(parents=True)
    for name, rows in tables.items():
        (inputs / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    problem, _ = read_input(inputs)
    held = [
        meeting(problem, code, (FIRST + dt.timedelta(days=35 * time_held + number % 5)).isoformat())
        for number, code in enumerate(codes)
        for time_held in range(times)
    ]
    plan = calendar(problem, *held, generated="2015-10-01T09:00:00Z")
    (folder / "plan.json").write_bytes(plan_bytes(plan))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(port: int, *command: str | Path) -> Iterator[int]:
    """Run a server until this ends, and yield its process once it answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                with contextlib.suppress(OSError), contextlib.closing(connection):
                    connection.request("HEAD", "/robots.txt")
                    connection.getresponse()
                    break
                time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()


def tags(port: int, paths: list[str], headers: Mapping[str, str]) -> dict[str, str]:
    """Return each page's ETag as this server gives it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found = {}
    for path in paths:
        connection.request("HEAD", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
        found[path] = answer.getheader("ETag") or ""
    return found


def script(folder: Path, port: int, paths: list[str], headers: Mapping[str, str]) -> Path:
    """Write the program by which wrk asks for every path in turn."""
    known = tags(port, paths, {}) if "If-None-Match" in headers else dict.fromkeys(paths, "")
    rows = []
    for path in paths:
        own = {**headers, "If-None-Match": known[path]} if known[path] else headers
        pairs = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in own.items())
        rows.append(f"wrk.format('GET', {json.dumps(path)}, {{{pairs}}})")
    file = folder / "asking.lua"
    file.write_text(
        f"local asked = {{}}\nlocal turn = 0\nfunction init(arguments)\n  asked = {{{', '.join(rows)}}}\nend\n"
        "function request()\n  turn = turn % #asked + 1\n  return asked[turn]\nend\n"
    )
    return file


def measured(port: int, file: Path, seconds: int, connections: int) -> tuple[str, ...]:
    """Return requests in a second, the median and the 99th percentile, and how many failed."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", file, f"http://127.0.0.1:{port}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    sockets = re.search(r"Socket errors: (.*)", said)
    latency = [re.search(rf"^\s+{share}%\s+(\S+)$", said, re.MULTILINE) for share in (50, 99)]
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return (
        "?" if rate is None else f"{float(rate[1]):,.0f}",
        *("?" if found is None else found[1] for found in latency),
        (failed[1] if failed else "0") + (f" ({sockets[1]})" if sockets else ""),
    )


def memory(process: int) -> str:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    resident = re.search(r"VmRSS:\s+(\d+)", status)
    return "?" if resident is None else f"{int(resident[1]) / 1024:.0f} MB"


def in_process(folder: Path, register: Path, path: str) -> None:
    """Print how long one answer takes without a network."""
    application = Application(AccessLog(lambda _: None))
    started = time.perf_counter()
    Watch(source(folder, "http://127.0.0.1:8080", None, register), application).look()
    print(f"\nThe site is read and prepared in {time.perf_counter() - started:.2f} s.")
    for name, headers in (("200", {}), ("304", {"HTTP_IF_NONE_MATCH": "*"})):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **headers}
        started = time.perf_counter()
        for _ in range(10_000):
            application(environ, lambda *_: None)
        took = (time.perf_counter() - started) * 100
        print(f"In process, a {name} takes {took:.0f} microseconds.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--members", type=int, default=535)
    options = parser.parse_args()
    if not shutil.which("wrk") or not Path(NGINX).exists():
        raise SystemExit("This needs wrk and nginx: apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        folder, root, register = place / "year", place / "site", place / "site.register.json"
        write_plan(folder, options.members)
        publish(Wanted(folder, root, BASE_URL, anyway=WHY))
        links = json.loads(register.read_text(encoding="utf-8"))["files"]
        paths = [f"/{path}" for path in links if path.startswith("m/") and path.endswith(".ics")][: options.members]
        size = sum((root / path[1:]).stat().st_size for path in paths) / len(paths)
        print(f"{len(paths):,} private feeds of {size / 1000:.0f} kB; {options.connections} connections\n")
        print(ROW.format("server", "answer", "requests/s", "median", "99 %", "failed"))
        ports = {"serve": free_port(), "nginx": free_port()}
        conf = place / "nginx.conf"
        conf.write_text(
            f"pid {place}/pid; error_log /dev/null; user root; daemon off; events {{}}\n"
            f"http {{ access_log off; types {{}}\n{configuration(place, ports['nginx'])} }}\n"
        )
        serve = (sys.executable, "-m", "scheduler", "serve", folder, "--register", register, "--anyway", WHY, "--port")
        commands = {"serve": (*serve, str(ports["serve"])), "nginx": (NGINX, "-c", conf)}
        held = {}
        for server, command in commands.items():
            with running(ports[server], *command) as process:
                for answer, headers in ASKED.items():
                    file = script(place, ports[server], paths, headers)
                    found = measured(ports[server], file, options.seconds, options.connections)
                    print(ROW.format(server, answer, *found), flush=True)
                held[server] = memory(process)
        print(f"\nMemory of serve afterwards: {held['serve']}.")
        in_process(folder, register, paths[0])


if __name__ == "__main__":
    main()
