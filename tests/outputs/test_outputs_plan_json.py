import json
from dataclasses import replace

from outputs.invented_council import CHANGED, MOVED, invented_plan, uid

from scheduler.domain.plan import SlotsRow, TierTrace
from scheduler.outputs.plan_json import plan_bytes, plan_document


def test_plan_has_the_keys_of_the_contract_in_order() -> None:
    document = plan_document(invented_plan())
    assert list(document) == [
        "format",
        "title",
        "start_date",
        "end_date",
        "timezone",
        "input_sha256",
        "generated",
        "status",
        "tiers",
        "meeting_days",
        "meetings",
        "wishes",
        "earlier",
        "events",
        "by_hand",
        "search",
    ]
    assert {key: document[key] for key in list(document)[:8]} == {
        "format": "meeting-day-plan/1",
        "title": "Aldermoor Partnership 2026-27",
        "start_date": "2026-10-01",
        "end_date": "2027-09-30",
        "timezone": "Europe/London",
        "input_sha256": "5a" * 32,
        "generated": CHANGED,
        "status": "feasible",
    }


def test_tiers_and_wishes_are_written_in_full() -> None:
    document = plan_document(invented_plan())
    assert document["tiers"][2:] == [
        {"tier": "substitutes", "value": 2, "bound": 2, "proven": True},
        {"tier": "dates", "value": 9, "bound": 6, "proven": False},
    ]
    assert document["wishes"] == [
        {
            "wish": "even_spacing",
            "subject": "AUD",
            "cost": 9,
            "why": "AUD#1 and AUD#2 are 91 days apart, and 121 would be even.",
        }
    ]


def test_how_the_search_came_to_its_tiers_is_written_step_by_step() -> None:
    traced = replace(invented_plan(), search=(TierTrace("dates", (12, 9), (0, 4, 6)),))
    assert plan_document(traced)["search"] == [{"tier": "dates", "values": [12, 9], "bounds": [0, 4, 6]}]


def test_a_meeting_is_written_in_full() -> None:
    meeting = plan_document(invented_plan())["meetings"][3]
    assert list(meeting.items()) == [
        ("uid", uid("HWB1")),
        ("body", "HWB"),
        ("sequence", 1),
        ("date", "2026-11-19"),
        ("start", "09:30"),
        ("end", "11:30"),
        ("venue", "Town Hall, Market Place, AL1 1AA"),
        ("room", "CR1"),
        ("meeting_day", "PD"),
        ("session", "morning"),
        ("status", "confirmed"),
        ("attendance", meeting["attendance"]),
        ("agenda_deadline", None),
        ("report_due", None),
        ("agenda_items", []),
        ("revision", 0),
        ("changed", CHANGED),
        ("title", None),
        ("extra", False),
        ("pinned", False),
        ("waived", []),
    ]
    assert list(meeting["attendance"][1].items()) == [
        ("person", "DPH"),
        ("role", "vice_chair"),
        ("voting", True),
        ("outcome", "substitute"),
        ("substitute", "DEP"),
        ("reason", "sits on the Children's Trust Board at the same time."),
    ]


def test_an_agenda_has_its_deadline_and_its_items() -> None:
    audit = next(one for one in plan_document(invented_plan())["meetings"] if one["uid"] == uid("AUD2"))
    assert (audit["agenda_deadline"], audit["agenda_items"]) == ("2027-01-14", ["TC"])


def test_a_meeting_day_is_written_in_full() -> None:
    plan = invented_plan()
    told = replace(plan.occurrences[0], slots_saving=(SlotsRow("AM", 1, 2, 0),))
    first = plan_document(replace(plan, occurrences=(told, *plan.occurrences[1:])))["meeting_days"][0]
    assert list(first.items()) == [
        ("meeting_day", "PD"),
        ("sequence", 1),
        ("date", "2026-11-19"),
        ("venue", "Town Hall, Market Place, AL1 1AA"),
        ("theme", "SP"),
        ("speaker", "GP"),
        ("lunch", {"session": "lunch", "start": "12:00", "end": "13:00", "room": "CR12", "headcount": 5}),
        ("revision", 1),
        ("changed", MOVED),
        ("slots_saving", [{"session": "AM", "slots": 1, "apologies": 2, "substitutes": 0}]),
    ]


def test_a_meeting_day_without_a_lunch_says_null() -> None:
    plan = invented_plan()
    plan = replace(plan, occurrences=(replace(plan.occurrences[0], lunch=None),))
    assert plan_document(plan)["meeting_days"][0]["lunch"] is None


def test_meetings_stand_by_date_start_and_body_whatever_their_order_in_the_plan() -> None:
    plan = invented_plan()
    backwards = replace(plan, meetings=plan.meetings[::-1], occurrences=plan.occurrences[::-1])
    meetings = plan_document(backwards)["meetings"]
    assert meetings == sorted(meetings, key=lambda one: (one["date"], one["start"], one["body"]))
    assert plan_bytes(backwards) == plan_bytes(plan)


def test_bytes_are_readable_utf_8_and_end_in_a_line_end() -> None:
    plan = replace(invented_plan(), title="Cyngor Môn 🏛")
    written = plan_bytes(plan)
    assert "Cyngor Môn 🏛".encode() in written
    assert written.endswith(b"}\n")
    assert json.loads(written) == plan_document(plan)


def test_half_a_character_survives_as_an_escape() -> None:
    written = plan_bytes(replace(invented_plan(), title="half \ud83c of it"))
    assert json.loads(written)["title"] == "half \ud83c of it"
