"""Plans and registers of earlier versions are read for as long as the handbook says (formats), and lose nothing.

The files in `golden` are never changed: `-first` ones are of the first edition, the others of the one after. A version
that writes more keys adds a file of its own.
"""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.commands.confirming import confirm
from scheduler.commands.publishing import Wanted, publish
from scheduler.outputs.plan_json import plan_bytes
from scheduler.outputs.site.register import read_register, write_register
from scheduler.reading.plans.plan_json import plan_from_json

GOLDEN = Path(__file__).parent / "golden"
PLANS = sorted(GOLDEN.glob("plan-*.json"))
REGISTERS = sorted(GOLDEN.glob("register-*.json"))


def lost(before: Any, after: Any, where: str = "") -> list[str]:
    """Return where a document says something that another, which may say more, does not."""
    if isinstance(before, dict) and isinstance(after, dict):
        gone = [f"{where}.{key}" for key in before if key not in after]
        return gone + [one for key in before if key in after for one in lost(before[key], after[key], f"{where}.{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            one
            for place, (old, new) in enumerate(zip(before, after, strict=True))
            for one in lost(old, new, f"{where}[{place}]")
        ]
    return [] if before == after else [where]


def test_there_are_golden_files() -> None:
    assert {path.name for path in (*PLANS, *REGISTERS)} >= {
        "plan-1-first.json",
        "plan-1.json",
        "register-1-first.json",
        "register-1.json",
    }


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_of_an_earlier_version_is_read_and_written_again_without_loss(path: Path) -> None:
    written = path.read_bytes()
    plan = plan_from_json(path.name, written)
    assert len(plan.meetings) == 3
    assert lost(json.loads(written), json.loads(plan_bytes(plan))) == []
    assert plan_from_json(path.name, plan_bytes(plan)) == plan


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.name)
def test_a_register_of_an_earlier_version_is_read_and_written_again_without_loss(path: Path, tmp_path: Path) -> None:
    register = read_register(path)
    assert register is not None
    assert {link.code for link in register.links.values()} == {"", "ANN", "BOB", "DPH"}
    write_register(tmp_path / "again.json", register)
    assert lost(json.loads(path.read_bytes()), json.loads((tmp_path / "again.json").read_bytes())) == []
    assert read_register(tmp_path / "again.json") == register


@pytest.mark.parametrize("edition", ["-first", ""])
def test_a_folder_of_an_earlier_version_can_be_confirmed_and_published(edition: str, tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "input", tmp_path / "year" / "input")
    shutil.copy(GOLDEN / f"plan-1{edition}.json", tmp_path / "year" / "plan.json")
    register = tmp_path / "site.register.json"
    shutil.copy(GOLDEN / f"register-1{edition}.json", register)
    before = read_register(register)
    confirmed = confirm(tmp_path / "year", as_of=datetime(2015, 11, 25, 9, tzinfo=UTC))
    assert len(confirmed.meetings) == 3
    publish(Wanted(tmp_path / "year", tmp_path / "site"))
    after = read_register(register)
    assert before is not None
    assert after is not None
    assert {name: before.address(name) for name in before.links} == {name: after.address(name) for name in before.links}
    assert {one.sequence for uid, one in after.sent.items() if uid in {m.uid for m in confirmed.meetings}} == {1}
