"""Popolo: what is written reads back by the import: people with what they are from, bodies, seats; and no addresses."""

import datetime as dt
import json

from builders import body, calendar, council, meeting, member, person

from scheduler.outputs.data import data_files
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source

COUNCIL = council(
    body("GB", name="Growth Board", classification="board", start_date="2015-11-02", end_date="2016-09-30"),
    body("ONL", name="Online Group", attendance_mode="online"),
    person("ANN", name="Leader", organisation="Aldermoor Council", group="Independents", email="ann@example.gov.uk"),
    person("BEA", name="Director; <b>", organisation="NHS Trust"),
    member("ANN", "GB", "chair"),
    member("BEA", "GB", "member", on_behalf_of="NHS Trust", start_date="2016-01-01", end_date="2016-06-30"),
)
PLAN = calendar(
    COUNCIL, meeting(COUNCIL, "GB", "2015-11-19", "10:00"), meeting(COUNCIL, "ONL", "2016-06-16", status="cancelled")
)


def test_what_is_written_reads_back_alike() -> None:
    data = data_files(COUNCIL, PLAN)["popolo.json"]
    council = joined(read_source(Content("popolo.json", data, "json")))
    assert [(one.name, one.organisation, one.group, one.email) for one in council.people] == [
        ("Leader", "Aldermoor Council", "Independents", ""), ("Director; <b>", "NHS Trust", "", ""),
    ]  # fmt: skip
    assert [(one.name, one.classification, one.start_date, one.end_date) for one in council.bodies] == [
        ("Growth Board", "board", dt.date(2015, 11, 2), dt.date(2016, 9, 30)), ("Online Group", "", None, None),
    ]  # fmt: skip
    assert [(one.role, one.on_behalf_of, one.start_date, one.end_date) for one in council.seats] == [
        ("chair", "", None, None), ("member", "NHS Trust", dt.date(2016, 1, 1), dt.date(2016, 6, 30)),
    ]  # fmt: skip
    told = [(one.what, one.why) for one in council.left_out]
    assert told == [
        ("events (2 objects)", "not read of Popolo"),
        ("Aldermoor Council", "it is no body that meets"),
        ("NHS Trust", "it is no body that meets"),
    ]


def test_events_say_when_where_and_whether_they_are_held() -> None:
    events = json.loads(data_files(COUNCIL, PLAN)["popolo.json"])["events"]
    assert [(one["start_date"], one["status"], one["organization_id"], one.get("location")) for one in events] == [
        ("2015-11-19T10:00+00:00", "tentative", "organization/GB", None),
        ("2016-06-16T10:00+01:00", "cancelled", "organization/ONL", "Online"),
    ]
