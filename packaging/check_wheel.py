"""Tries the wheel in every Python of this machine that it says it is for, and looks at what is in it.

    python packaging/check_wheel.py [--quick] [--lowest] [--wheel WHEEL] [PYTHON...]

Builds it twice (the bytes must be the same), compares what it holds with what git tracks, and then, for each Python:
a fresh environment outside the checkout, the wheel installed from the package index as an officer would, and a short
real life of it (life.py). Prints a table; ends with 1 if anything failed. Takes some three minutes for each Python.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from fnmatch import fnmatch
from pathlib import Path

import build
from life import Installed, environment, lives

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = range(11, 15)
"""Minor versions of Python 3 that are looked for."""
NOT_SHIPPED = ("*/README.md", "*/.*")
PIP = ("-m", "pip", "install", "--disable-pip-version-check")
LOWEST = ("-m", "uv", "pip", "install", "--resolution", "lowest-direct", "--only-binary", ":all:")
"""The lowest version of each dependency that pyproject.toml allows, and for which this Python has a wheel."""


def main() -> int:
    """Do all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help="Only build it, and look at what is in it.")
    asked.add_argument("--lowest", action="store_true", help="With the lowest versions that it allows. Needs uv.")
    asked.add_argument("--wheel", type=Path, help="Try this one, and build none: on a machine without git.")
    asked.add_argument(
        "pythons", metavar="PYTHON", nargs="*", type=Path, help="Those that are found, if none is named."
    )
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="meeting-day-") as work:
        wheel, good = given.wheel, True
        if wheel is None:
            wheel = built_twice(Path(work))
            faults = list(wrong_in(wheel))
            print(*faults or [f"{wheel.name} holds all that it should, and nothing else."], sep="\n", flush=True)
            good = not faults
        if not given.quick:
            for python in given.pythons or found():
                good &= tried(python, wheel.resolve(), Path(work), lowest=given.lowest)
    return int(not good)


def built_twice(work: Path) -> Path:
    """Build it, and again under other rights and another hash seed; end where the two differ."""
    digests = []
    for name, rights in (("1", 0o022), ("2", 0o077)):
        os.umask(rights)
        subprocess.run([sys.executable, build.__file__, work / name], check=True, stdout=subprocess.DEVNULL)
        digests.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (work / name).iterdir()})
    os.umask(0o022)
    if digests[0] != digests[1]:
        sys.exit(f"Two builds differ: {digests}")
    for name, digest in sorted(digests[0].items()):
        print(f"{digest}  {name}")
    (wheel,) = (work / "1").glob("*.whl")
    return wheel


def wrong_in(wheel: Path) -> Iterator[str]:
    """Say what a wheel lacks, or has too much."""
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = [name for name in told.stdout.splitlines() if not any(fnmatch(name, one) for one in NOT_SHIPPED)]
    wanted = {name for name in tracked if name.startswith("scheduler/")}
    wanted |= {re.sub("^inputs", "scheduler/examples", name) for name in tracked if re.match(r"inputs/[^/]+/", name)}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        held = {name for name in names if name.startswith("scheduler/")}
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        licences = HeaderParser().parsestr(archive.read(metadata).decode()).get_all("License-File", [])
    yield from (f"It lacks {name}." for name in sorted(wanted - held))
    yield from (f"It should not hold {name}." for name in sorted(held - wanted))
    yield from (f"It should not hold {name}." for name in sorted(names - held) if re.search(r"(^|/)tests?/", name))
    yield from (f"It lacks {one}." for one in licences if not any(name.endswith(f"licenses/{one}") for name in names))
    if not any("/share/man/man1/" in name for name in names):
        yield "It lacks the manual pages."


def found() -> Iterator[Path]:
    """Yield a Python of each version, by the usual names and of pyenv, and say which this machine has not."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in PYTHONS:
        places = [*sorted(kept.glob(f"3.{minor}.*/bin/python")), shutil.which(f"python3.{minor}"), sys.executable]
        pythons = [Path(one) for one in places if one and _version(Path(one)) == f"3.{minor}"]
        if pythons:
            yield pythons[0]
        else:
            print(f"\nPython 3.{minor}: not on this machine.")


def _version(python: Path) -> str:
    """Return the version of a Python, as 3.11; blank where it does not run."""
    command = [python, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def tried(python: Path, wheel: Path, work: Path, *, lowest: bool) -> bool:
    """Install a wheel in a fresh environment of a Python, and live with it; print how long each step took."""
    version = _version(python)
    place = work / f"in-{version}"
    subprocess.run([python, "-m", "venv", place / "venv"], check=True, env=environment())
    programs = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    its = programs / "python"
    install = [sys.executable, *LOWEST, "--python", its] if lowest else [its, *PIP]
    print(f"\nPython {version} ({python})", flush=True)
    for command in ([*install, "--quiet", wheel], [its, "-m", "pip", "check"]):
        done = subprocess.run(command, cwd=place, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"  it does not install: {done.stdout}{done.stderr[-2000:]}")
            return False
    (place / "life").mkdir()
    return lives(Installed([programs / "meeting-day"], version_of(wheel), place / "life"))


def version_of(wheel: Path) -> str:
    """Return the version in a wheel's name."""
    return wheel.name.split("-")[1]


if __name__ == "__main__":
    sys.exit(main())
