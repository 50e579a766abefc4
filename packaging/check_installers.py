"""Tries each way by which an officer may install meeting-day, and that their years outlive it.

    python packaging/check_installers.py WHEEL [WAY...]

The ways are the rows of the table in README.md, by its commands: pip, pipx, and uv with uvx, each from WHEEL and from
the clone; and pip-extras, with every extra. Each in a home of its own: an older version is installed, the desk opens
and a year is begun, it is upgraded, taken away, and installed again; no byte of the year may change on the way, and the
desk finds it. Prints a table; ends with 1 if anything failed. pipx and uv are looked for beside this Python and on the
PATH. Takes some minutes for each way.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, replace
from email.parser import HeaderParser
from pathlib import Path

from check_wheel import version_of
from life import EXAMPLE, Browser, Failed, environment, started

ROOT = Path(__file__).resolve().parents[1]
OLDER = "0.1"
SECONDS = 1200


PROGRAM = {"pip": "venv/bin/meeting-day", "pipx": ".local/bin/meeting-day", "uv": ".local/bin/meeting-day"}
"""Where each way puts it."""
THEN = {
    "pip": "venv/bin/pip check",
    "pipx": "test -d WHEEL || test -e .local/share/man/man1/meeting-day.1",  # a clone has no manual pages
}
"""What must come of it besides."""


@dataclass(frozen=True)
class Way:
    """How it is installed, installed anew, and taken away: in a home, with WHEEL for what it is installed from."""

    install: str
    upgrade: str
    uninstall: str
    program: str
    then: str


def ways(page: str) -> dict[str, Way]:
    """Return the ways of the table on a page."""
    rows = {found[1]: found[0] for found in re.finditer(r"^\| \[?(\w+).*WHEEL.*", page, re.MULTILINE)}
    told = {name: re.findall("`([^`]+)`", row) for name, row in rows.items()}
    (without_installing,) = told.pop("nothing")
    then = {**THEN, "uv": re.sub("desk$", "--version", without_installing)}
    found = {name: Way(*commands, PROGRAM[name], then[name]) for name, commands in told.items()}
    pip, extras = found["pip"], "'WHEEL[EXTRAS]'"
    install, upgrade = (one.replace("WHEEL", extras) for one in (pip.install, pip.upgrade))
    return found | {"pip-extras": replace(pip, install=install, upgrade=upgrade)}


def main(wheel: Path, names: list[str]) -> int:
    """Try each way from each source; return how the script ends."""
    failed, table = False, ways((ROOT / "packaging" / "README.md").read_text(encoding="utf-8"))
    for name in names or list(table):
        for what, source in (("wheel", wheel.resolve()), ("clone", ROOT)):
            with tempfile.TemporaryDirectory(prefix="meeting-day-") as home:
                try:
                    tried(table[name], source, wheel, Path(home))
                    told = "installs, opens, upgrades, goes, and leaves the years"
                except (Failed, OSError, subprocess.SubprocessError) as trouble:
                    failed, told = True, f"failed: {trouble}"
            print(f"{name:12}{what:8}{told}", flush=True)
    return int(failed)


def tried(way: Way, source: Path, wheel: Path, home: Path) -> None:
    """Install an older version, begin a year, upgrade it, take it away, and find the year again."""
    shell = environment() | {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{home}/.local/bin:{os.environ['PATH']}",
        "XDG_DATA_HOME": f"{home}/.local/share",
        "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", f"{Path.home()}/.cache/uv"),
        "UV_PYTHON": sys.executable,
        "PIPX_DEFAULT_PYTHON": sys.executable,
        "PIP_NO_COMPILE": "1",  # half of the time that pip takes, for modules most of which nothing here loads
    }

    def done(command: str, source: Path = source) -> str:
        line = command.replace("WHEEL", str(source)).replace("EXTRAS", ",".join(_extras(wheel)))
        ended = subprocess.run(  # noqa: S602 - lines of the table above
            line, shell=True, cwd=home, env=shell, capture_output=True, text=True, check=False, timeout=SECONDS
        )  # fmt: skip
        if ended.returncode:
            raise Failed(f"{line} ended with {ended.returncode}: {ended.stdout[-500:]}{ended.stderr[-1500:]}")
        return ended.stdout

    program = home / way.program
    desk = ("desk", str(home / "meeting-day"), "--port", "0", "--no-browser")
    done(way.install, _older(wheel, home))
    with started([program], home, *desk) as address:
        Browser(address).sent("/begin/example", {"name": EXAMPLE})
    begun = _digest(home / "meeting-day")
    for command, version in ((way.upgrade, version_of(wheel)), (way.uninstall, None), (way.install, version_of(wheel))):
        done(command)
        there = program.exists() and done(f"{program} --version").split()[-1]
        if there != (version or False):
            raise Failed(f"after {command} the version is {there}, and not {version}")
        if not begun or _digest(home / "meeting-day") != begun:
            raise Failed(f"{command} changed the years")
    done(way.then)
    with started([program], home, *desk) as address:
        if "Trafford" not in Browser(address).shown("/"):
            raise Failed("the desk does not find the year")


def _older(wheel: Path, folder: Path) -> Path:
    """Return a copy of a wheel that says it is of an older version."""
    now, copy = version_of(wheel), folder / wheel.name.replace(version_of(wheel), OLDER)
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(copy, "w") as made:
        for name in whole.namelist():
            content = whole.read(name)
            if name.endswith(("METADATA", "RECORD", "scheduler/__init__.py")):
                content = content.replace(now.encode(), OLDER.encode())
            made.writestr(name.replace(f"meeting_day-{now}.", f"meeting_day-{OLDER}."), content)
    return copy


def _extras(wheel: Path) -> list[str]:
    """Return every extra of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"meeting_day-{version_of(wheel)}.dist-info/METADATA").decode()
    return HeaderParser().parsestr(metadata).get_all("Provides-Extra", [])


def _digest(folder: Path) -> dict[str, str]:
    """Return the digest of every file of the years; the desk's own database notes who came when."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent != folder)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    if len(sys.argv) < 2:  # noqa: PLR2004 - its own name, and the wheel
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
