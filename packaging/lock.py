"""Writes which version of every dependency is installed where nothing is left to chance, with the hash of each file.

python packaging/lock.py             after pyproject.toml was changed: keeps the versions that still suit it
python packaging/lock.py --upgrade   takes the newest versions that suit it

`constraints.txt` has all of them, those of the tests too; `requirements.txt` what an officers' server runs: meeting-day
itself with the extra `sso`. Both are for Python 3.11 and later on any system. Needs uv (`pip install uv`), asks PyPI.
"""

import argparse
import subprocess
import sys
from pathlib import Path

PACKAGING = Path(__file__).parent
PYPROJECT = PACKAGING.parent / "pyproject.toml"
CONSTRAINTS, REQUIREMENTS = PACKAGING / "constraints.txt", PACKAGING / "requirements.txt"
EXTRAS = {CONSTRAINTS: ("--all-extras",), REQUIREMENTS: ("--extra", "sso", "--constraints", str(CONSTRAINTS))}
"""The second has no version that the first has not."""


def command(file: Path, *more: str) -> list[str]:
    """Return the command that writes a file."""
    how = ("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet", "--no-progress")
    said = ("--custom-compile-command", "python packaging/lock.py")
    uv = (sys.executable, "-m", "uv", "pip", "compile")
    return [*uv, str(PYPROJECT), *EXTRAS[file], *how, *said, *more, "-o", str(file)]


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="Take the newest versions.")
    upgrade = ("--upgrade",) if parser.parse_args().upgrade else ()
    for file in EXTRAS:
        subprocess.run(command(file, *upgrade), check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
