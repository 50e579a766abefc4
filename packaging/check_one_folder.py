"""Makes the one-folder build by PyInstaller, and tries it: the same short real life as of an installed wheel.

    python packaging/check_one_folder.py [FOLDER]

Builds the wheel, installs it with PyInstaller into a fresh environment of this Python, runs meeting-day.spec, and takes
every step of life.py with what came of it, that environment having been removed. Then a double-click: started with
nothing, it opens the desk in the user's own folder. Nothing may be written into the build: what numba compiles is kept
in the user's cache. Leaves it in FOLDER (dist/one-folder where none is named), prints a table and the size, and ends
with 1 if anything failed. Takes some ten minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import build
from check_wheel import version_of
from life import SECONDS, Browser, Failed, Installed, environment, lives, started

ROOT = Path(__file__).resolve().parents[1]
SPEC = Path(__file__).with_name("meeting-day.spec")
PYINSTALLER = "pyinstaller>=6.22,<7"
NAME = "meeting-day"
COMPILATION = "scheduler.solver.patterns.compilation"


def main(folder: Path) -> int:
    """Make it, try it, and return how the script ends."""
    with tempfile.TemporaryDirectory(prefix="meeting-day-") as work:
        place = Path(work)
        version = made(folder, place)
        size = sum(path.stat().st_size for path in (folder / NAME).rglob("*") if path.is_file())
        print(f"{folder / NAME}: {size / 1e6:.0f} MB in {sum(1 for _ in (folder / NAME).rglob('*'))} files", flush=True)
        return int(not tried(folder / NAME, version, place))


def made(folder: Path, work: Path) -> str:
    """Make the build in a folder, and return its version."""
    subprocess.run([sys.executable, build.__file__, str(work / "wheel")], check=True, stdout=subprocess.DEVNULL)
    (wheel,) = (work / "wheel").glob("*.whl")
    venv.create(work / "venv", with_pip=True)
    python = work / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{wheel}[sso]", PYINSTALLER]
    subprocess.run(install, check=True, cwd=work)
    if folder.exists():
        shutil.rmtree(folder)
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", folder.resolve(), "--workpath", work / "work"]
    subprocess.run([python, "-m", "PyInstaller", *options, SPEC], check=True, cwd=work)
    shutil.rmtree(work / "venv")
    return version_of(wheel)


def tried(folder: Path, version: str, work: Path) -> bool:
    """Live with what stands in a folder, and say what was written into it."""
    program = [folder.resolve() / (f"{NAME}.exe" if os.name == "nt" else NAME)]
    place = work / "life"
    place.mkdir()
    before = _files(folder)
    good = lives(Installed(program, version, place), {"compile": _compiles, "double-click": _double_clicked})
    added = sorted(_files(folder) - before)
    print(*(f"  written into it: {path}" for path in added), sep="\n")
    return good and not added


def _compiles(one: Installed) -> None:
    """Have the kernels compiled as a large year does, by a child, and look for them where they are to be kept."""
    cache = one.place / "cache"
    asked = environment() | {"XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache), "HOME": str(cache)}
    asked.pop("NUMBA_CACHE_DIR", None)
    subprocess.run([*one.program, "-m", COMPILATION], check=True, cwd=one.place, env=asked, timeout=SECONDS)
    if not any(path.name.startswith("chain_kernels.chains-") for path in cache.rglob("*.nbi")):
        raise Failed("what numba compiled is not kept in the user's cache")


def _double_clicked(one: Installed) -> None:
    """Start it with nothing, at home."""
    home = one.place / "home"
    home.mkdir()
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    with started(one.program, home) as address:
        if "<title>" not in Browser(address).shown("/") or not (home / NAME).is_dir():
            raise Failed("the desk did not open in the user's own folder")


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist" / "one-folder"))
