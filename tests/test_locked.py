"""What is pinned suits pyproject.toml and has hashes, and its licences are listed: what writes them needs PyPI."""

import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def script(name: str) -> Any:
    spec = spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


PINS = {name: script("pinned").pins_in(PACKAGING / f"{name}.txt") for name in ("constraints", "requirements")}


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ("constraints", [*PROJECT["dependencies"], *chain.from_iterable(EXTRAS.values())]),
        ("requirements", [*PROJECT["dependencies"], *EXTRAS["sso"]]),
    ],
)
def test_every_dependency_is_pinned_to_a_version_that_suits(file: str, asked: list[str]) -> None:
    wrong = []
    for line in asked:
        needed = Requirement(line)
        versions = [pin.version for pin in PINS[file] if pin.name == canonicalize_name(needed.name)]
        if not versions or not all(needed.specifier.contains(one) for one in versions):
            wrong.append(f"{line}: {versions}. Run python packaging/lock.py.")
    assert wrong == []


def test_no_file_is_installed_whose_hash_is_not_known() -> None:
    for pins in PINS.values():
        assert [pin.name for pin in pins if not pin.hashes] == []
    pinned = len(re.findall(r"^[^ #]+==", (PACKAGING / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(PINS["constraints"]) == pinned


def test_a_server_runs_what_is_tested() -> None:
    tested = {(pin.name, pin.version): pin.hashes for pin in PINS["constraints"]}
    assert [pin.name for pin in PINS["requirements"] if tested.get((pin.name, pin.version)) != pin.hashes] == []


def test_what_the_scripts_ask_of_pyproject_is_there() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGING.rglob("*.py")))
    keys = set(re.findall(r'\bproject"?\]?\["([\w-]+)"\]', text))
    assert "optional-dependencies" in keys
    assert keys - PROJECT.keys() == set()


def test_the_licence_of_every_dependency_is_listed() -> None:
    rows = [
        tuple(cell.strip() for cell in line.split("|")[1:4])
        for line in (PACKAGING / "LICENCES.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and "dependency" not in line
    ]
    assert sorted(row[:2] for row in rows) == sorted((pin.name, pin.version) for pin in PINS["constraints"])
    assert [row for row in rows if row[2] in ("", "unknown")] == []
