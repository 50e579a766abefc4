"""How `serve` bears 10,000 subscribers behind nginx for ten minutes: memory, open files, latency, errors.

python tests/benchmarks/soak_serving.py [--minutes 10] [--members 10000] [--connections 64] [--anew]

Everything is on this machine: wrk (`apt-get install wrk nginx-light`) asks nginx by TLS, with the configuration of the
container, which asks `serve`. Every member's feed is asked for by chance: six of ten with the tag of what the program
has, a quarter without, zipped or not; the rest is what everybody may see, and addresses that are not there. With
--anew the plan is written anew in the middle of the time, and read while the old one is served.
"""

import argparse
import json
import random
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from clients.behind_nginx import MEETINGS, adapted, nginx
from machine import machine
from serving import WHY, free_port, running, write_plan
from watched import Sample, Watch, an_hour, second_half

from scheduler.outputs.site import private_path
from scheduler.outputs.site.register import private_address, read_register

EVERY = 10.0
SEED = 17
MEETINGS_OF_A_BODY = 3
"""So that the plan of 10,000 people in 40 bodies, whom every meeting names, is not larger than a plan may be."""
PUBLIC = (
    *("/", "/subscribe.html", "/feeds/public.ics", "/changes.atom", "/data/popolo.json"),
    *(f"/feeds/bodies/B{number:02d}.ics" for number in range(13)),
)
ROW = "{:>7} {:>9} {:>6} {:>8}"
LUA = """
local own, tags, public = {}, {}, {}
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(arguments)
  statuses = ""
  counts = {}
  for line in io.lines("FOLDER/private.txt") do
    local path, tag = line:match("(%S+) (%S+)")
    own[#own + 1] = path
    tags[#tags + 1] = tag
  end
  for line in io.lines("FOLDER/public.txt") do public[#public + 1] = line end
  math.randomseed(SEED)
end
function request()
  local which = math.random(1, 100)
  local one = math.random(1, #own)
  local headers = { ["Host"] = "HOST" }
  if which <= 60 then
    headers["If-None-Match"] = tags[one]
    return wrk.format("GET", own[one], headers)
  elseif which <= 75 then
    headers["Accept-Encoding"] = "gzip"
    return wrk.format("GET", own[one], headers)
  elseif which <= 85 then
    return wrk.format("GET", own[one], headers)
  elseif which <= 95 then
    return wrk.format("GET", public[math.random(1, #public)], headers)
  end
  return wrk.format("GET", "/m/" .. string.format("%032x", math.random(1, 1000000)) .. ".ics", headers)
end
function response(status)
  counts[status] = (counts[status] or 0) + 1
  statuses = ""
  for code, times in pairs(counts) do statuses = statuses .. code .. ":" .. times .. " " end
end
function done(summary, latency)
  local all = {}
  for _, thread in ipairs(threads) do
    for code, times in thread:get("statuses"):gmatch("(%d+):(%d+)") do all[code] = (all[code] or 0) + times end
  end
  local found = {}
  for code, times in pairs(all) do found[#found + 1] = string.format('"%s": %d', code, times) end
  local e = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.1f, "megabytes": %.0f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "longest": %.1f, '
    .. '"not connected": %d, "not read": %d, "not written": %d, "late": %d, "statuses": {%s}}\\n',
    summary.requests, summary.duration / 1e6, summary.bytes / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, e.connect, e.read, e.write,
    e.timeout, table.concat(found, ", ")))
end
"""


def addresses_in(register: Path, members: int) -> list[str]:
    """Return the addresses of every member's two feeds."""
    known = read_register(register)
    if known is None:
        raise SystemExit(f"{register} is not there.")
    codes = [f"M{number:03d}" for number in range(members)]
    found = [address for code in codes for address in (private_address(known, code), known.busy_address(code))]
    return [f"/{private_path(address)}" for address in found if address is not None]


def tags_of(port: int, paths: Sequence[str]) -> Iterator[str]:
    """Yield the tag of each path as `serve` gives it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        connection.request("HEAD", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
        yield answer.getheader("ETag") or ""
    connection.close()


def script(folder: Path, serve: int, private: Sequence[str], public: Sequence[str]) -> Path:
    """Write the program by which wrk asks, and the addresses that it asks for."""
    rows = [f"{path} {tag}" for path, tag in zip(private, tags_of(serve, private), strict=True)]
    random.Random(SEED).shuffle(rows)
    (folder / "private.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "public.txt").write_text("\n".join(public) + "\n", encoding="utf-8")
    file = folder / "asking.lua"
    text = LUA.replace("FOLDER", str(folder)).replace("HOST", MEETINGS).replace("SEED", str(SEED))
    file.write_text(text, encoding="utf-8")
    return file


def asked(file: Path, port: int, seconds: int, connections: int) -> dict[str, object]:
    """Return what wrk measured."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", file]
    said = subprocess.run([*command, f"https://127.0.0.1:{port}"], capture_output=True, text=True, check=True).stdout
    found: dict[str, object] = json.loads(said.splitlines()[-1])
    return found


def report(found: dict[str, object], samples: Sequence[Sample], rows: int = 11) -> Iterator[str]:
    """Yield what was found, line by line."""
    yield ROW.format("minute", "serve MB", "files", "threads")
    for number in range(rows):
        at = samples[-1].seconds * number / (rows - 1)
        one = min(samples, key=lambda sample: abs(sample.seconds - at))
        yield ROW.format(f"{one.seconds / 60:.1f}", f"{one.megabytes:.1f}", one.files, one.threads)
    grown = an_hour([(one.seconds, one.megabytes) for one in second_half(samples)])
    yield f"In the second half serve grew by {grown:+.1f} MB an hour."
    rate = float(str(found["requests"])) / float(str(found["seconds"]))
    took = ", ".join(f"{part} {found[part]}" for part in ("p50", "p95", "p99", "longest"))
    yield f"{rate:,.0f} requests a second; milliseconds: {took}"
    yield json.dumps(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--anew", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        folder, register = place / "year", place / "register.json"
        write_plan(folder, options.members, MEETINGS_OF_A_BODY)
        tls, plain, serve = free_port(), free_port(), free_port()
        serving = (sys.executable, "-m", "scheduler", "serve", folder, "--register", register, "--anyway", WHY)
        command = ("env", "MALLOC_ARENA_MAX=1", *serving)  # as `compose.yaml` has it
        command = (*command, "--base-url", f"https://{MEETINGS}")
        samples: list[Sample] = []
        with (
            running(serve, *command, "--port", str(serve)) as process,
            nginx(place, adapted(place, tls, plain, free_port(), serve, any_name=True), tls),
            Watch(process, EVERY, samples.append),
        ):
            private = addresses_in(register, options.members)
            file = script(place, serve, private, PUBLIC)
            anew = threading.Timer(options.minutes * 30, (folder / "plan.json").touch)
            if options.anew:
                anew.start()
            found = asked(file, tls, round(options.minutes * 60), options.connections)
            peak = Path(f"/proc/{process}/status").read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]
        where = machine(None, options.minutes * 60)
        print(", ".join(f"{key} {where[key]}" for key in ("cpus", "load", "system", "python", "commit")))
        asking = f"{options.connections} connections, {ssl.OPENSSL_VERSION}"
        print(f"{options.members:,} members, {len(private):,} private feeds; {asking}")
        print(f"At most {int(peak) / 1024:.0f} MB.")
        for line in report(found, samples):
            print(line)


if __name__ == "__main__":
    main()
