"""Tries each way by which an officer may install meeting-day, and that their years outlive it.

    python packaging/check_installers.py WHEEL [WAY...]

The ways are pip, pipx and uv, each from WHEEL and from the clone, and pip-extras, which also installs the extras. Each
in a home of its own: it is installed, the desk opens and a year is begun, it is upgraded, taken away, and installed
again; no byte of the year may change on the way, and the desk finds it. uvx runs it without installing it. Prints a
table; ends with 1 if anything failed. pipx and uv are looked for beside this Python and on the PATH. Takes some
minutes for each way.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from life import EXAMPLE, Browser, Failed, environment, started

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 1200


@dataclass(frozen=True)
class Way:
    """How it is installed, installed anew, and taken away; {source}, {home} and {python} are filled in."""

    install: str
    upgrade: str
    uninstall: str
    program: str
    then: str = ""
    """What must run in it besides."""


PIP = "{home}/venv/bin/python -m pip"
_PIP = Way(
    "{python} -m venv {home}/venv && " + PIP + " install -q {source}",
    PIP + " install -q --upgrade --force-reinstall --no-deps {source}",
    PIP + " uninstall -q -y meeting-day",
    "{home}/venv/bin/meeting-day",
)
WAYS = {
    "pip": _PIP,
    "pip-extras": Way(
        _PIP.install + "[sso,cluster]",
        _PIP.upgrade,
        _PIP.uninstall,
        _PIP.program,
        "{home}/venv/bin/python -c 'import authlib, distributed, requests'",
    ),
    "pipx": Way(
        "pipx install --quiet {source}",
        "pipx install --quiet --force {source}",
        "pipx uninstall meeting-day",
        "{home}/.local/bin/meeting-day",
        "test -e {home}/.local/share/man/man1/meeting-day.1 || test -d {source}",  # a clone has no manual pages
    ),
    "uv": Way(
        "uv tool install --quiet --python {python} {source}",
        "uv tool install --quiet --python {python} --force --reinstall-package meeting-day {source}",
        "uv tool uninstall --quiet meeting-day",
        "{home}/.local/bin/meeting-day",
        "uvx --quiet --python {python} --from {source} meeting-day --version",
    ),
}


def main(wheel: Path, names: list[str]) -> int:
    """Try each way from each source; return how the script ends."""
    failed = False
    for name in names or list(WAYS):
        for what, source in (("wheel", wheel.resolve()), ("clone", ROOT)):
            with tempfile.TemporaryDirectory(prefix="meeting-day-") as home:
                try:
                    tried(WAYS[name], source, Path(home))
                    told = "installs, opens, upgrades, goes, and leaves the years"
                except (Failed, OSError, subprocess.SubprocessError) as trouble:
                    failed, told = True, f"failed: {trouble}"
            print(f"{name:12}{what:8}{told}", flush=True)
    return int(failed)


def tried(way: Way, source: Path, home: Path) -> None:
    """Install it, begin a year, upgrade it, take it away, and find the year again."""
    path = f"{Path(sys.executable).parent}:{home}/.local/bin:{os.environ['PATH']}"
    shell = environment() | {"HOME": str(home), "PATH": path}
    shell |= {
        "XDG_DATA_HOME": f"{home}/.local/share",
        "UV_CACHE_DIR": shell.get("UV_CACHE_DIR", f"{Path.home()}/.cache/uv"),
    }

    def done(command: str) -> None:
        line = command.format(source=source, home=home, python=sys.executable)
        ended = subprocess.run(  # noqa: S602 - lines of the table above
            line, shell=True, cwd=home, env=shell, capture_output=True, text=True, check=False, timeout=SECONDS
        )  # fmt: skip
        if ended.returncode:
            raise Failed(f"{line} ended with {ended.returncode}: {ended.stderr[-1500:]}")

    program = [Path(way.program.format(home=home))]
    years = home / "meeting-day"
    done(way.install)
    with started(program, home, "desk", str(years), "--port", "0", "--no-browser") as address:
        Browser(address).sent("/begin/example", {"name": EXAMPLE})
    begun = _digest(years)
    if way.then:
        done(way.then)
    done(way.upgrade)
    _same(begun, _digest(years))
    done(way.uninstall)
    _same(begun, _digest(years))
    if shutil.which(program[0]):
        raise Failed(f"{program[0]} is still there")
    done(way.install.replace("-m venv", "-m venv --clear"))
    with started(program, home, "desk", str(years), "--port", "0", "--no-browser") as address:
        if "Trafford" not in Browser(address).shown("/"):
            raise Failed("the desk does not find the year")


def _digest(folder: Path) -> dict[str, str]:
    """Return the digest of every file of the years; the desk's own database notes who came when."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent != folder)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _same(before: dict[str, str], after: dict[str, str]) -> None:
    if before != after or not before:
        raise Failed(f"the years changed: {before.items() ^ after.items()}")


if __name__ == "__main__":
    if len(sys.argv) < 2:  # noqa: PLR2004 - its own name, and the wheel
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
