"""A plan edited by hand means the same, whatever the case of its codes and the order of its meetings."""

import json

from builders import (
    body,
    calendar,
    council,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    project,
    room,
    session,
    speaker,
    theme,
)

from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading.plans.files import read_plan

PROBLEM = council(
    body("GB"),
    body("TP", meeting_day="DAY", session="AM"),
    meeting_day(),
    session("AM"),
    session("LUNCH"),
    member("ANN", "GB", "chair", substitutes=("CY",)),
    member("DEE", "TP"),
    person("CY"),
    room("CR1"),
    theme("AIR", speaker="DR"),
    speaker("DR"),
    project("P1", "GB", "2015-11-30"),
)
PLAN = calendar(
    PROBLEM,
    meeting(PROBLEM, "GB", substitutes={"ANN": "CY"}, agenda_items=("P1",)),
    meeting(PROBLEM, "TP", "2015-12-03"),
    meeting(PROBLEM, "TP", "2015-12-10"),
    occurrence(PROBLEM, on="2015-12-03", theme="AIR"),
    occurrence(PROBLEM, on="2015-12-10", lunch=None),
    input_sha256="0" * 64,
)
CODES = (
    "body", "room", "venue", "meeting_day", "session", "person", "substitute", "theme", "speaker", "agenda_items",
)  # fmt: skip


def in_lower_case(value, key=""):
    if isinstance(value, dict):
        return {name: in_lower_case(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [in_lower_case(part, key) for part in reversed(value)]
    return value.lower() if key in CODES and isinstance(value, str) else value


def test_codes_in_another_case_and_order_are_the_same_plan(tmp_path):
    document = in_lower_case(json.loads(plan_bytes(PLAN)))
    assert document["meetings"][0]["body"] == "tp"
    (tmp_path / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    assert read_plan(tmp_path, PROBLEM).plan == PLAN


def test_codes_that_the_input_lacks_stay_as_they_are(tmp_path):
    (tmp_path / "plan.json").write_bytes(plan_bytes(PLAN))
    assert read_plan(tmp_path, council()).plan == PLAN
