"""What the commands say."""

import datetime as dt
from pathlib import Path

import pytest

from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan, SlotsRow, Tier
from scheduler.domain.reasons import Breach, Clash, Fault, UngrantedWish, Waiver
from scheduler.messages.documents import as_json
from scheduler.messages.plans import check_sentences, slots_sentences, solved_sentences

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


def test_a_plan_not_proven_says_its_bounds():
    away = [UngrantedWish("apologies", f"HWB#{number}", cost, "Away.") for number, cost in enumerate((2, 1))]
    late = UngrantedWish("preferred_weekdays", "GB#1", 3, "A Friday.")
    tiers = (Tier("apologies", 3, 2), Tier("held", 0, 0), Tier("dates", 3, 3), Tier("rooms", 8, 0))
    plan = Plan("Year", DAY, DAY, tiers=tiers, wishes=(*away, late))
    assert list(solved_sentences(plan, Path("out"))) == [
        "Year: 0 meetings. No rule is broken; a better one may exist: see the bounds.",
        "  Apologies: 2 apologies; by weight 3, which could be at most 33% less (2).",
        "  Meetings held: every wish granted.",
        "  Dates: 1 meeting on a weekday not preferred, and it cannot be less.",
        "  Rooms: 8 by weight.",
        f"Wrote out: open {Path('out/calendar.xlsx')} or {Path('out/index.html')}.",
    ]


def test_hire_is_told_in_pounds_where_it_is_known_what_a_pound_weighs():
    hire = [UngrantedWish("room_cost", f"GB#{number}", cost, "Hire.") for number, cost in enumerate((2400, 200))]
    wide = UngrantedWish("room_fit", "GB#1", 7, "Wide.")
    plan = Plan("Year", DAY, DAY, tiers=(Tier("rooms", 2607, 2607),), wishes=(*hire, wide))
    told = [list(solved_sentences(plan, Path("out"), pound))[1] for pound in (2, 0)]
    assert told == [
        "  Rooms: £1,300 of hire and 1 meeting in a larger room than it needs, and it cannot be less.",
        "  Rooms: 2 rooms hired and 1 meeting in a larger room than it needs, and it cannot be less.",
    ]


def test_what_one_slot_more_would_save_is_told_of_all_days_together():
    def held(number: int, *rows: SlotsRow) -> Occurrence:
        return Occurrence("PD", number, DAY + dt.timedelta(days=7 * number), slots_saving=rows)

    two = (SlotsRow("AM", 1, 3, 1), SlotsRow("AM", 2, 1, 1), SlotsRow("PM", 2, 0, 2), SlotsRow("PM", 3, 0, 0))
    plan = Plan("Year", DAY, DAY, occurrences=(held(1, *two), held(2, *two[:2]), held(3)))
    told = [
        "AM of PD, on 2 days, in two sittings: 2 apologies instead of 6.",
        "PM of PD, on 1 day, in three sittings: no substitutes instead of 2.",
    ]
    assert list(slots_sentences(plan)) == told
    assert [line for line in solved_sentences(plan, Path("out")) if "sittings" in line] == [f"  {one}" for one in told]


def test_a_plan_says_what_is_waived_and_where_a_chair_has_to_be_chosen():
    seats = (Attendance("ANN", "chair", True, "apologies"), Attendance("BOB", "member", True, "attends"))  # noqa: FBT003
    budget = Meeting(
        uid="fc-1", body="FC", sequence=1, date=DAY, start=600, end=720, title="Budget",
        waived=(Waiver("notice", "The grant was late."),),
    )  # fmt: skip
    plan = Plan("Year", DAY, DAY, meetings=(budget, Meeting("gb-1", "GB", 1, DAY, 600, 720, attendance=seats)))
    assert list(solved_sentences(plan, Path("out")))[1:-1] == [
        "  FC#1 (Budget): Thursday 19 November 2015, the rule notice is waived. The grant was late.",
        (
            "  GB#1: Thursday 19 November 2015, neither chair nor vice-chair is there: the members present choose who "
            "presides."
        ),
    ]


def test_a_check_counts_waivers():
    waived = ["FC#1: the rule notice is waived. The grant was late."]
    assert list(check_sentences((), (), (), waived)) == ["No rule is broken.", "1 waiver:", f"  {waived[0]}"]


def test_tiers_weighed_together_say_so():
    tiers = (Tier("held", 1, 1, exchange=("apologies", 6)), Tier("apologies", 0, 0))
    unheld = UngrantedWish("held", "GB", 1, "One meeting fewer.")
    lines = list(solved_sentences(Plan("Year", DAY, DAY, tiers=tiers, wishes=(unheld,)), Path("out")))
    assert lines[1].startswith(
        "  Meetings held (one meeting not held counts as 6 apologies by weight, as the wishes say): "
    )
    assert lines[2] == "  Apologies: every wish granted."


def test_a_check_says_rules_clashes_and_wishes():
    breaches = (Breach("quorum", "Few came."),)
    clashes = (Clash(("A", "B"), (DAY,), ("ANN",), broken=True), Clash(("A", "C"), (DAY,), ("BOB",), broken=False))
    wishes = (UngrantedWish("dates", "A", 2, "why"),)
    assert list(check_sentences(breaches, clashes, wishes)) == [
        "1 rule broken.",
        "  quorum: Few came.",
        "2 clashes:",
        "  A and B on Thursday 19 November 2015: ANN (a rule is broken by it)",
        "  A and C on Thursday 19 November 2015: BOB (apologies and substitutes carry it)",
        "1 wish not granted, 2 points in all.",
    ]
