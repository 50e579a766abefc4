"""What the commands say."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan, SlotsRow, Tier
from scheduler.domain.reasons import Breach, Clash, Fault, UngrantedWish, Waiver
from scheduler.messages.documents import as_json
from scheduler.messages.plans import check_sentences, slots_sentences, solved_sentences
from tests.builders import body, council, meeting_day, person

DAY = dt.date(2015, 11, 19)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            Fault("bodies", 3, "quorum", "It is a date", "Write 25%"),
            "bodies, row 3, column quorum: It is a date. Write 25%.",
        ),
        (Fault("", None, None, "There is no file.", ""), "There is no file."),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(fault, sentence):
    assert fault.sentence == sentence


def test_rows_become_plain_json():
    breach = Breach("quorum", "Few came.", ("HWB",), (), (), (DAY,))
    assert as_json([breach]) == [
        {
            "rule": "quorum",
            "message": "Few came.",
            "bodies": ["HWB"],
            "people": [],
            "rooms": [],
            "dates": ["2015-11-19"],
        }
    ]


def test_a_plan_says_what_it_could_not_do_and_how_much_of_it_cannot_be_avoided():
    away = [UngrantedWish("apologies", f"HWB#{number}", cost, "Away.") for number, cost in enumerate((2, 3, 2, 1))]
    late = UngrantedWish("preferred_weekdays", "GB#1", 3, "A Friday.")
    tiers = (Tier("apologies", 8, 6), Tier("held", 0, 0), Tier("dates", 3, 3), Tier("rooms", 8, 0))
    plan = Plan("Year", DAY, DAY, tiers=tiers, wishes=(*away, late))
    assert list(solved_sentences(council(), plan, Path("out"))) == [
        "Year: 0 meetings. No rule is broken; a better one may exist.",
        (
            "  Apologies: 1 apology from a chair, 2 apologies from members and 1 apology from somebody without a vote; "
            "a better calendar may exist, but at least 75% of this cannot be avoided."
        ),
        "  Meetings held: every wish granted.",
        "  Dates: 1 meeting on a weekday not preferred, and it cannot be less.",
        "  Rooms: something is not granted; a better calendar may exist.",
        f"Wrote out: open {Path('out/calendar.xlsx')} or {Path('out/index.html')}.",
    ]


def test_hire_is_told_in_pounds_whatever_a_pound_weighs():
    hire = [UngrantedWish("room_cost", f"GB#{number}", cost, "Hire.") for number, cost in enumerate((2400, 200))]
    wide = UngrantedWish("room_fit", "GB#1", 7, "Wide.")
    plan = Plan("Year", DAY, DAY, tiers=(Tier("rooms", 2607, 2607),), wishes=(*hire, wide))
    weighed = (replace(council(), wish_weights=weights) for weights in ({"room_cost": 2}, {}))
    told = [list(solved_sentences(problem, plan, Path("out")))[1] for problem in weighed]
    assert told == [
        "  Rooms: £1,300 of room hire and 1 meeting in a larger room than it needs, and it cannot be less.",
        "  Rooms: £2,600 of room hire and 1 meeting in a larger room than it needs, and it cannot be less.",
    ]


def test_what_one_slot_more_would_save_is_told_of_all_days_together():
    def held(number: int, *rows: SlotsRow) -> Occurrence:
        return Occurrence("PD", number, DAY + dt.timedelta(days=7 * number), slots_saving=rows)

    two = (SlotsRow("AM", 1, 3, 1), SlotsRow("AM", 2, 1, 1), SlotsRow("PM", 2, 0, 2), SlotsRow("PM", 3, 0, 0))
    plan = Plan("Year", DAY, DAY, occurrences=(held(1, *two), held(2, *two[:2]), held(3)))
    told = [
        "AM of Partnership day, on 2 days, in two sittings: 2 apologies instead of 6.",
        "PM of Partnership day, on 1 day, in three sittings: no substitutes instead of 2.",
    ]
    problem = council(meeting_day("PD", name="Partnership day"))
    assert list(slots_sentences(problem, plan)) == told
    assert [line for line in solved_sentences(problem, plan, Path("out")) if "sittings" in line] == [
        f"  {one}" for one in told
    ]


def test_a_plan_says_what_is_waived_and_where_a_chair_has_to_be_chosen():
    seats = (Attendance("ANN", "chair", True, "apologies"), Attendance("BOB", "member", True, "attends"))  # noqa: FBT003
    budget = Meeting(
        uid="fc-1", body="FC", sequence=1, date=DAY, start=600, end=720, title="Budget",
        waived=(Waiver("notice", "The grant was late."),),
    )  # fmt: skip
    plan = Plan("Year", DAY, DAY, meetings=(budget, Meeting("gb-1", "GB", 1, DAY, 600, 720, attendance=seats)))
    problem = council(body("FC", name="Full Council"), body("GB", name="Growth Board"))
    assert list(solved_sentences(problem, plan, Path("out")))[1:-1] == [
        (
            "  Full Council (Budget) on Thursday 19 November 2015 at 10:00: the rule notice is waived. The grant was "
            "late."
        ),
        (
            "  Growth Board on Thursday 19 November 2015 at 10:00: neither chair nor vice-chair is there: the members "
            "present choose who presides."
        ),
    ]


def test_a_check_counts_waivers():
    waived = ["FC#1: the rule notice is waived. The grant was late."]
    assert list(check_sentences(council(), (), (), (), waived)) == ["No rule is broken.", "1 waiver:", f"  {waived[0]}"]


def test_tiers_weighed_together_say_so():
    tiers = (Tier("held", 1, 1, exchange=("apologies", 6)), Tier("apologies", 0, 0))
    unheld = UngrantedWish("held", "GB", 1, "One meeting fewer.")
    lines = list(solved_sentences(council(), Plan("Year", DAY, DAY, tiers=tiers, wishes=(unheld,)), Path("out")))
    assert lines[1].startswith(
        "  Meetings held (one meeting not held counts as 6 apologies by weight, as the wishes say): "
    )
    assert lines[2] == "  Apologies: every wish granted."


def test_a_check_says_rules_clashes_and_wishes():
    breaches = (Breach("quorum", "Few came."),)
    clashes = (Clash(("A", "B"), (DAY,), ("ANN",), broken=True), Clash(("A", "C"), (DAY,), ("BOB",), broken=False))
    wishes = (
        UngrantedWish("room_cost", "A", 4300, "why"),
        UngrantedWish("unmoved", "A", 1_012_003, "why"),
        UngrantedWish("room_cost", "B", 33, "why"),
        UngrantedWish("new", "A", 2, "why"),
    )
    problem = council(
        body("A", name="Audit Committee"), body("B"), body("C", name="Cabinet"), person("ANN", name="Ann")
    )
    assert list(check_sentences(problem, breaches, clashes, wishes)) == [
        "1 rule broken.",
        "  quorum: Few came.",
        "2 clashes:",
        "  Audit Committee and B Board, Thursday 19 November 2015: Ann (a rule is broken by it)",
        "  Audit Committee and Cabinet, Thursday 19 November 2015: BOB (apologies and substitutes carry it)",
        "What it could not do:",
        "  1 meeting moved",
        "  £4,333 of room hire",
        "  1 other wish not granted",
    ]
