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
from life import SECONDS, STEPS, Browser, Failed, environment, life, started

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
    """Take each step with what stands in a folder, and print how long it took."""
    program = [folder.resolve() / (f"{NAME}.exe" if os.name == "nt" else NAME)]
    place = work / "life"
    place.mkdir()
    before = _files(folder)
    steps = life(program, version, place)
    try:
        for name in STEPS:
            print(f"  {name:14}{next(steps)[1]:6.1f} s", flush=True)
        _compiles(program, place)
        print("  compiled code is kept in the user's cache", flush=True)
        _double_clicked(program, place)
        print("  double-click  opens the desk", flush=True)
    except (Failed, subprocess.TimeoutExpired, OSError) as trouble:
        print(f"  failed: {trouble}")
        return False
    added = sorted(_files(folder) - before)
    print(*(f"  written into it: {path}" for path in added), sep="\n")
    return not added


def _compiles(program: list[Path], place: Path) -> None:
    """Have the kernels compiled as a large year does, by a child, and look for them where they are to be kept."""
    cache = place / "cache"
    asked = environment() | {"XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache), "HOME": str(cache)}
    asked.pop("NUMBA_CACHE_DIR", None)
    subprocess.run([*program, "-m", COMPILATION], check=True, cwd=place, env=asked, timeout=SECONDS)
    if not any(path.name.startswith("chain_kernels.chains-") for path in cache.rglob("*.nbi")):
        raise Failed("what numba compiled is not kept in the user's cache")


def _double_clicked(program: list[Path], place: Path) -> None:
    """Start it with nothing, at home."""
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(place / "home")
    (place / "home").mkdir()
    with started(program, place / "home") as address:
        if "<title>" not in Browser(address).shown("/") or not (place / "home" / NAME).is_dir():
            raise Failed("the desk did not open in the user's own folder")


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist" / "one-folder"))
