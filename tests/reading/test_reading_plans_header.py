"""What stands at the head of a `plan.json`, as far as something depends on it."""

import json

import pytest
from builders import calendar, council

from scheduler.errors import InputFaults
from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading.plans.files import read_plan

PROBLEM = council()
DOCUMENT = json.loads(plan_bytes(calendar(PROBLEM)))


def faults(folder, **head):
    (folder / "plan.json").write_text(json.dumps({**DOCUMENT, **head}), encoding="utf-8")
    try:
        read_plan(folder, PROBLEM)
    except InputFaults as refused:
        return [fault.message for fault in refused.faults]
    return []


@pytest.mark.parametrize(
    "head", [{}, {"timezone": "Europe/Paris"}, {"generated": "2015-10-01T09:00Z"}, {"generated": ""}]
)
def test_a_head_that_means_something_is_read(tmp_path, head):
    assert faults(tmp_path, **head) == []


@pytest.mark.parametrize("name", ["Foo/Bar", "../../etc/passwd", "Europe", "", 7, None])
def test_a_time_zone_that_is_none_is_a_fault(tmp_path, name):
    wrong = f"plan.json: timezone: {json.dumps(name)} is no time zone such as Europe/London."
    assert faults(tmp_path, timezone=name) == [wrong]


@pytest.mark.parametrize("moment", ["soon", "2015-10-01", "2015-13-01T09:00:00Z", "2015-10-01T09:00:00", 7, None])
def test_a_moment_of_planning_that_is_none_is_a_fault(tmp_path, moment):
    wrong = f"plan.json: generated: {json.dumps(moment)} is no moment such as 2015-11-19T09:30:00Z."
    assert faults(tmp_path, generated=moment) == [wrong]


@pytest.mark.parametrize("kind", ["meeting-day-plan/0", None, 7])
def test_another_format_is_refused(tmp_path, kind):
    assert faults(tmp_path, format=kind) == ["plan.json is no plan of the format meeting-day-plan/1."]
