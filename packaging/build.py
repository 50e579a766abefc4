"""Builds the source distribution and the wheel, once, into dist/: the same bytes from the same commit, on any machine.

    python packaging/build.py [FOLDER]

Only what git tracks goes in, so that nothing left over from an earlier build does; the manual pages are made on the
way. The wheel is built from the source distribution, as whoever installs from that builds it. The moment that the
archives bear is SOURCE_DATE_EPOCH, or else that of the commit (https://reproducible-builds.org/specs/source-date-epoch).
Needs git, a Python from 3.11.4 on that has the dependencies, and the package index, for setuptools.
"""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETUPTOOLS = "setuptools==84.2.1"
"""What builds it: its name and version stand in the wheel."""
PAGES = "packaging/man1"
"""Where the source distribution keeps the manual pages; pyproject.toml says that the wheel has them too."""
READ, READ_AND_RUN = 0o644, 0o755
HOOK = "from sys import argv; from setuptools import build_meta; print(getattr(build_meta, argv[1])(argv[2]))"


def main(folder: Path) -> None:
    """Build both into a folder, and print their names."""
    os.umask(0o022)
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or _told("git", "log", "-1", "--format=%ct"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        tree, python = Path(work) / "tree", _builder(Path(work) / "builder")
        _copy_tracked(tree)
        _write_pages(tree / PAGES)
        sdist = normalised(_built(python, "build_sdist", tree, folder, moment), moment)
        with tarfile.open(sdist) as archive:
            archive.extractall(Path(work) / "from-sdist", filter="data")
        (unpacked,) = (Path(work) / "from-sdist").iterdir()
        wheel = _built(python, "build_wheel", unpacked, folder, moment)
    print(sdist, wheel, sep="\n")


def normalised(sdist: Path, moment: int) -> Path:
    """Write a .tar.gz again in one order, with one moment, and with nobody's name and rights in it."""
    written = io.BytesIO()
    with tarfile.open(sdist) as before, tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as after:
        for entry in sorted(before.getmembers(), key=lambda one: one.name):
            content = before.extractfile(entry)
            runs = content is None or entry.mode & 0o100
            mode = READ_AND_RUN if runs else READ
            plain = tarfile.TarInfo(entry.name)
            plain.type, plain.size, plain.linkname = entry.type, entry.size, entry.linkname
            plain.mtime, plain.mode = moment, mode
            after.addfile(plain, content)
    with sdist.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=moment) as packed:
        packed.write(written.getvalue())
    return sdist


def _built(python: Path, hook: str, tree: Path, folder: Path, moment: int) -> Path:
    """Call a hook of the build backend (PEP 517) on a tree, and return what it made."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0"}
    command = [str(python), "-c", HOOK, hook, str(folder.resolve())]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{hook} failed:\n{done.stdout}{done.stderr}")
    return folder / done.stdout.splitlines()[-1]


def _builder(place: Path) -> Path:
    """Return a Python that has nothing but the build backend."""
    venv.create(place, with_pip=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", SETUPTOOLS], check=True)
    return python


def _copy_tracked(tree: Path) -> None:
    """Copy what git tracks, as it is now, without the tests, which need the whole clone."""
    for name in _told("git", "ls-files", "-z").split("\0"):
        source = ROOT / name
        if name and not name.startswith("tests/") and source.is_file():
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


def _write_pages(folder: Path) -> None:
    sys.path.insert(0, str(ROOT))  # the pages of this clone, whatever is installed
    from man import write_pages  # noqa: PLC0415 - it loads the commands

    write_pages(folder)


def _told(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist")
