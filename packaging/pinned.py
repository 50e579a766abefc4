"""The dependencies as `lock.py` has pinned them, and what each says of itself in its metadata."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; (.*?))? \\$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
PLATFORMS = ("win_amd64", "manylinux_2_28_x86_64", "macosx_11_0_arm64", "any")


@dataclass(frozen=True)
class Pin:
    """One dependency."""

    name: str
    version: str
    marker: str
    """Where it is wanted: `sys_platform == 'win32'`; blank for everywhere."""
    hashes: tuple[str, ...]
    """The SHA-256 of each file that may be installed."""


def pins_in(file: Path) -> list[Pin]:
    """Return what a file written by `lock.py` pins, in its order."""
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        begins = _PIN.match(line)
        if begins:
            found.append((begins, []))
        elif found:
            found[-1][1].extend(_HASH.findall(line))
    return [Pin(one[1], one[2], one[3] or "", tuple(hashes)) for one, hashes in found]


def described(pin: Pin) -> Message:
    """Return the metadata of a dependency: as it is installed here in that version, else of a file that is fetched."""
    try:
        here = metadata.distribution(pin.name)
    except metadata.PackageNotFoundError:
        return _fetched(pin)
    if here.version != pin.version:
        return _fetched(pin)
    return Parser().parsestr(here.read_text("METADATA") or "")


def _fetched(pin: Pin) -> Message:
    """Return the metadata of a wheel of a dependency, for whichever system there is one, held against its hash."""
    with tempfile.TemporaryDirectory() as place:
        wanted = Path(place) / "wanted.txt"
        hashes = " ".join(f"--hash=sha256:{one}" for one in pin.hashes)
        wanted.write_text(f"{pin.name}=={pin.version} {hashes}\n", encoding="utf-8")
        for python in ("3.11", "3.14"):
            systems = [word for one in PLATFORMS for word in ("--platform", one)]
            how = ("--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--python-version", python)
            command = [sys.executable, "-m", "pip", "download", *how, *systems, "-d", place, "-r", str(wanted)]
            if subprocess.run(command, check=False, capture_output=True).returncode == 0:
                break
        for wheel in Path(place).glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
                return Parser().parsestr(archive.read(name).decode("utf-8"))
    raise SystemExit(f"{pin.name} {pin.version} has no wheel that can be fetched here.")


def needed_by(described: Message) -> Iterator[str]:
    """Yield the names of what a distribution needs, its extras left out."""
    for line in described.get_all("Requires-Dist", []):
        needed = Requirement(line)
        if "extra" not in str(needed.marker or ""):
            yield canonicalize_name(needed.name)
