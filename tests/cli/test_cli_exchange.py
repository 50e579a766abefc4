"""`meeting-day plan` of an input whose wishes weigh two tiers together."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main

BODIES = "body,name,meetings_max,quorum\nGB,Growth Board,1,1\n"
MEMBERS = "person,body,role\nANN,GB,chair\nBOB,GB,\nDPH,GB,\n"
AWAY = "kind,who,start,end\nperson,ANN,2015-11-02,2015-11-27\nperson,BOB,2015-11-02,2015-11-27\n"


@pytest.mark.parametrize(("units", "meetings", "told"), [(4, 0, "1 meeting not held"), (6, 1, "every wish granted")])
def test_a_meeting_is_held_where_the_wishes_say_it_is_worth_its_apologies(
    tmp_path: Path, units: int, meetings: int, told: str
) -> None:
    """The chair's apologies weigh three and a member's two."""
    wishes = f"wish,tier,weight\nexchange,held,{units}\n"
    tables = {"bodies": BODIES, "memberships": MEMBERS, "unavailability": AWAY, "wishes": wishes}
    source = write_input(tmp_path / "input", **tables)
    result = CliRunner().invoke(main, ["plan", str(source), "-o", str(tmp_path / "year"), "--as-of", "2015-10-01"])
    assert result.exit_code == 0, result.output
    weighed = f"(one meeting not held counts as {units} apologies by weight, as the wishes say)"
    assert f"Meetings held {weighed}: {told}" in " ".join(result.stderr.split())
    document = json.loads((tmp_path / "year" / "plan.json").read_text(encoding="utf-8"))
    tiers = {tier["tier"]: tier for tier in document["tiers"]}
    assert len(document["meetings"]) == meetings
    assert tiers["held"]["exchange"] == {"tier": "apologies", "units": units}
    assert tiers["apologies"]["value"] == 5 * meetings
    assert "exchange" not in tiers["apologies"]
    again = CliRunner().invoke(main, ["check", str(source), str(tmp_path / "year")])
    assert again.exit_code == 0, again.output
