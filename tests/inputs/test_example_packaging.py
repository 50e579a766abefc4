import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


def test_every_package_is_listed() -> None:
    packages = {".".join(init.parent.relative_to(ROOT).parts) for init in ROOT.glob("scheduler/**/__init__.py")}
    assert sorted(SETUPTOOLS["packages"]) == sorted(packages | {"scheduler.examples"})


def test_the_inputs_are_shipped_as_examples() -> None:
    inputs = ROOT / SETUPTOOLS["package-dir"]["scheduler.examples"]
    shipped = {path for pattern in SETUPTOOLS["package-data"]["scheduler.examples"] for path in inputs.glob(pattern)}
    assert shipped == {path for path in inputs.glob("*/*") if path.is_file()}
