"""Tries the wheel in every Python of this machine that it says it is for, and looks at what is in it.

    python packaging/check_wheel.py [--quick] [PYTHON...]

Builds it twice (the bytes must be the same), compares what it holds with what git tracks, and then, for each Python:
a fresh environment outside the checkout, the wheel installed from the package index as an officer would, and a short
real life of it (life.py). Prints a table; ends with 1 if anything failed. Takes some three minutes for each Python.
--quick only builds and looks.
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
from time import monotonic

import build
from life import STEPS, Failed, environment, life

ROOT = Path(__file__).resolve().parents[1]
OLDEST, NEWEST = 11, 14
"""Minor versions of Python 3 that are looked for."""
NOT_SHIPPED = ("*/README.md", "*/.*")


def main() -> int:
    """Do all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help="Only build it, and look at what is in it.")
    asked.add_argument(
        "pythons", metavar="PYTHON", nargs="*", type=Path, help="A Python. [default: all that are found]"
    )
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="meeting-day-") as work:
        wheel = built_twice(Path(work))
        faults = list(wrong_in(wheel))
        print(*faults or [f"{wheel.name} holds all that it should, and nothing else."], sep="\n")
        failed = bool(faults)
        if not given.quick:
            pythons = given.pythons or found()
            for minor in missing(pythons):
                print(f"Python 3.{minor}: not on this machine.")
            for python in pythons:
                failed |= not tried(python, wheel, Path(work))
    return int(failed)


def built_twice(work: Path) -> Path:
    """Build it, and again under other rights and another hash seed; end where the two differ."""
    for number, rights in (("1", 0o022), ("2", 0o077)):
        os.umask(rights)
        subprocess.run([sys.executable, build.__file__, str(work / number)], check=True, stdout=subprocess.DEVNULL)
    os.umask(0o022)
    digests = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (work / one).iterdir()} for one in "12"
    ]
    if digests[0] != digests[1]:
        sys.exit(f"Two builds differ: {digests}")
    for name, digest in sorted(digests[0].items()):
        print(f"{digest}  {name}")
    (wheel,) = (work / "1").glob("*.whl")
    return wheel


def wrong_in(wheel: Path) -> Iterator[str]:
    """Say what a wheel lacks, or has too much."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    ours = [name for name in tracked if name.startswith("scheduler/")]
    examples = {name: f"scheduler/examples/{name[7:]}" for name in tracked if re.fullmatch(r"inputs/[^/]+/[^/]+", name)}
    wanted = {name for name in ours if not any(fnmatch(name, pattern) for pattern in NOT_SHIPPED)} | {
        *examples.values()
    }
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


def found() -> list[Path]:
    """Return a Python of each version that this machine has, by the usual names and of pyenv."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    pythons = []
    for minor in range(OLDEST, NEWEST + 1):
        places = [*sorted(kept.glob(f"3.{minor}.*/bin/python")), shutil.which(f"python3.{minor}"), sys.executable]
        pythons += [Path(one) for one in places if one and _minor(Path(one)) == minor][:1]
    return pythons


def missing(pythons: list[Path]) -> list[int]:
    """Return the versions of which there is none."""
    there = {_minor(python) for python in pythons}
    return [minor for minor in range(OLDEST, NEWEST + 1) if minor not in there]


def _minor(python: Path) -> int | None:
    """Return the minor version of a Python 3; None where it does not run."""
    command = [python, "-c", "import sys; print(sys.version_info[1])"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 else None


def tried(python: Path, wheel: Path, work: Path) -> bool:
    """Install a wheel in a fresh environment of a Python, take each step, and print how long it took."""
    began, place = monotonic(), work / f"in-3.{_minor(python)}"
    subprocess.run([python, "-m", "venv", place / "venv"], check=True, env=environment())
    programs = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    done = subprocess.run(install, cwd=place, env=environment(), capture_output=True, text=True, check=False)
    print(f"\nPython 3.{_minor(python)} ({python})\n  {'install':10}{monotonic() - began:6.1f} s", flush=True)
    if done.returncode:
        print(f"  failed: {done.stderr[-2000:]}")
        return False
    (place / "life").mkdir()
    steps = life([programs / "meeting-day"], version_of(wheel), place / "life")
    for name in STEPS:
        try:
            _, seconds = next(steps)
        except (Failed, subprocess.TimeoutExpired, OSError) as trouble:
            print(f"  {name:10}failed: {trouble}")
            return False
        print(f"  {name:10}{seconds:6.1f} s", flush=True)
    return True


def version_of(wheel: Path) -> str:
    """Return the version in a wheel's name."""
    return wheel.name.split("-")[1]


if __name__ == "__main__":
    sys.exit(main())
