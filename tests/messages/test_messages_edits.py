"""What is said of an edit of one meeting: every kind of it, and where else it could be."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.by_hand import Told
from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.consequences import AGENDA, REPORT, Consequences, DeadlineNow, RoomNow, SeatNow
from scheduler.domain.difference import DROPPED, MOVED, Change
from scheduler.domain.edits import (
    AT_A_PRICE,
    FREE,
    OTHERS_MOVE,
    Add,
    Cancel,
    Edit,
    Edited,
    Move,
    OpenDay,
    Pin,
    Several,
    Swap,
    Unpin,
)
from scheduler.domain.reasons import Breach, Reason, UngrantedWish, Waiver
from scheduler.domain.rows_by_hand import Rows
from scheduler.messages.edits import edit_document, edit_sentences, lacking_warnings, last_sentences, row_words
from scheduler.messages.following import notice_words

PROBLEM = council(
    body("GB", meetings=2),
    body("SB", meeting_day="DAY", session="AM"),
    meeting_day("DAY"),
    session(),
    member("ANN", "GB", "chair"),
    member("ANN", "SB", "chair"),
    room("CR1"),
    room("CR2"),
)
PLAN = replace(
    calendar(
        PROBLEM,
        meeting(PROBLEM, "GB", "2015-11-19"),
        meeting(PROBLEM, "GB", "2016-02-18"),
        meeting(PROBLEM, "SB", "2016-03-10"),
    ),
    occurrences=(occurrence(PROBLEM, on="2016-03-10", sequence=1),),
)
FIRST, SECOND, OF_THE_DAY = PLAN.meetings
MARCH = day("2016-03-17")
LATER = replace(SECOND, date=MARCH)
FOLDER = Path("outputs/year")


def told(edit: Edit, *, after: object = None, follows: Consequences | None = None, **more: object) -> Told:
    pairs = () if after is None else ((SECOND, after),)
    edited = Edited(edit, PLAN, pairs, follows or Consequences())  # type: ignore[arg-type]
    return Told(edit, edited, **more)  # type: ignore[arg-type]


def said(found: Told) -> list[str]:
    return list(edit_sentences(PROBLEM, PLAN, found))


def test_every_kind_of_edit_is_said() -> None:
    was = "Thursday 18 February 2016 at 10:00 in Room CR1"
    kinds: list[tuple[Edit, str]] = [
        (Cancel("GB", 2), f"GB Board (GB#2): the meeting on {was} is cancelled."),
        (Cancel("DAY", 1), "DAY Day (DAY#1): all of Thursday 10 March 2016 is cancelled."),
        (Pin("GB", 2), f"GB Board (GB#2): stays on {was}, whatever is planned anew."),
        (Unpin("GB", 2), f"GB Board (GB#2): need not stay on {was} when the calendar is planned anew."),
        (Add("GB", MARCH, 600), "GB Board: one more meeting on Thursday 17 March 2016 at 10:00."),
        (Move("DAY", 1, MARCH), "DAY Day (DAY#1): from Thursday 10 March 2016 to Thursday 17 March 2016."),
        (
            Move("SB", 1, MARCH),
            (
                "SB Board (SB#1): from Thursday 10 March 2016 to Thursday 17 March 2016. "
                "It sits in DAY Day, which moves as a whole."
            ),
        ),
    ]
    for edit, words in kinds:
        assert said(told(edit)) == [words, "It can be: no rule is broken, and no other meeting moves."]


def test_a_swap_is_two_moves() -> None:
    assert said(told(Swap(("GB", 1), ("GB", 2))))[:2] == [
        ("GB Board (GB#1): from Thursday 19 November 2015 at 10:00 in Room CR1 to Thursday 18 February 2016."),
        ("GB Board (GB#2): from Thursday 18 February 2016 at 10:00 in Room CR1 to Thursday 19 November 2015."),
    ]


def test_an_extra_meeting_is_called_so() -> None:
    edit = Add("GB", MARCH)
    new = replace(LATER, uid="new", sequence=3, extra=True)
    found = Told(edit, Edited(edit, PLAN, ((None, new),), Consequences()))
    assert said(found)[0] == (
        "GB Board: one more meeting, an extra one on Thursday 17 March 2016 at 10:00 in Room CR1."
    )


def test_what_follows_is_said_of_people_deadlines_rooms_and_pounds() -> None:
    follows = Consequences(
        seats=(SeatNow("GB", 2, MARCH, "ANN", "attends", "apologies", reason="annual leave"),),
        deadlines=(
            DeadlineNow("GB", 2, AGENDA, day("2016-02-10"), day("2016-03-09")),
            DeadlineNow("GB", 2, REPORT, day("2016-02-09"), day("2016-03-08")),
        ),
        rooms=(RoomNow("GB", 2, "CR1", "CR2"), RoomNow("DAY", 1, "CR2", "CR1", lunch=True)),
        pounds=(100, 60),
    )
    assert said(told(Move("GB", 2, MARCH), after=LATER, follows=follows))[2:] == [
        "Attendance:",
        "  Councillor Ann at GB Board: was there, now sends apologies (annual leave), on Thursday 17 March 2016",
        (
            "Then reports in by Tuesday 8 March 2016 and agenda out by Wednesday 9 March 2016 "
            "(now Tuesday 9 February 2016 and Wednesday 10 February 2016)."
        ),
        "Then in Room CR2 instead of Room CR1.",
        "The lunch of DAY Day: in Room CR1 instead of Room CR2.",
        "Rooms cost £40 less in the year.",
    ]


def test_where_it_cannot_be_only_why_and_where_else_are_said() -> None:
    broken = (Breach("weekday", "It may sit only on a Thursday.", ("GB",), dates=(MARCH,)),)
    seat = SeatNow("GB", 2, MARCH, "ANN", "attends", "apologies")
    near = (
        OpenDay(day("2016-03-10"), FREE, 600, "CR1"),
        OpenDay(day("2016-03-03"), AT_A_PRICE, 840, "CR2", seats=(seat,), pounds=(10, 25)),
        OpenDay(day("2016-03-24"), OTHERS_MOVE, 600, None),
    )
    found = told(
        Move("GB", 2, MARCH), after=LATER, follows=Consequences(appear_breaches=broken, pounds=(1, 2)),
        nearest=near, elsewhere="CR2", others_could=True,
    )  # fmt: skip
    assert said(found)[1:] == [
        "It cannot be:",
        "  - weekday: It may sit only on a Thursday.",
        "It could be in Room CR2: give --room CR2.",
        "Other meetings could make room: --others-may-move says which.",
        "The nearest days on which it could be:",
        "  - Thursday 10 March 2016 at 10:00 in Room CR1: nothing speaks against it",
        ("  - Thursday 3 March 2016 at 14:00 in Room CR2: Councillor Ann would send apologies and rooms cost £15 more"),
        "  - Thursday 24 March 2016 at 10:00: with --others-may-move",
    ]
    assert list(last_sentences(found, FOLDER)) == [
        "To break it all the same, this once: --waive weekday --reason 'Why'."
    ]


def test_where_only_the_speaker_cannot_come_another_theme_is_offered() -> None:
    broken = (Breach("speaker", "Dr Lee is not available on the day.", dates=(MARCH,)),)
    found = told(Move("GB", 2, MARCH), after=LATER, follows=Consequences(appear_breaches=broken), others_could=True)
    assert said(found)[-1] == "The lunch could have another theme or speaker: --others-may-move says which."


def test_where_a_meeting_more_could_be_nowhere_near_that_is_said() -> None:
    broken = (Breach("weekday", "It may sit only on a Thursday.", ("GB",), dates=(MARCH,)),)
    found = told(Add("GB", MARCH), after=LATER, follows=Consequences(appear_breaches=broken))
    assert said(found)[-1] == "Nor could it be on any of the days around it."


def test_several_edits_are_several_rows() -> None:
    found = replace(told(Several((Pin("GB", 1), Pin("GB", 2)))), accepted=True)
    assert list(last_sentences(found, FOLDER)) == [
        f"Wrote {FOLDER}. It stays so when {FOLDER / 'input'} is planned again: rows of Fixed meetings say it."
    ]


def test_what_is_barred_is_only_explained() -> None:
    barred = Edited(Cancel("GB", 1), PLAN, (), Consequences(), (Reason("fixed", "GB", "It has already met."),))
    found = Told(Cancel("GB", 1), barred)
    assert said(found)[1:] == ["It cannot be:", "  - It has already met."]
    assert list(last_sentences(found, FOLDER)) == []


def test_what_is_waived_and_who_makes_room_is_said() -> None:
    edit = Move("GB", 2, MARCH)
    edited = Edited(edit, PLAN, ((SECOND, LATER),), Consequences(), waivers=(Waiver("gap", "Once."),))
    aside = Change(MOVED, OF_THE_DAY, replace(OF_THE_DAY, date=day("2016-03-11")), ("date",))
    found = Told(edit, edited, (aside,), proven=False, waived=(Breach("gap", "Too near."),))
    assert said(found)[1:] == [
        "It can be, and no rule is broken, if 1 other meeting makes room:",
        (
            "  - SB Board (SB#1): from Thursday 10 March 2016 at 09:00 in Room CR1 "
            "to Friday 11 March 2016 at 09:00 in Room CR1"
        ),
        "Fewer may do: there was no proof in time.",
        "Not asked of it, this once (Once.):",
        "  - gap: Too near.",
    ]


def test_a_meeting_that_is_held_no_longer_is_displaced_to_nowhere() -> None:
    found = told(Move("GB", 2, MARCH), after=LATER, displaced=(Change(DROPPED, FIRST, None),))
    assert said(found)[2] == "  - GB Board (GB#1): Thursday 19 November 2015 at 10:00 in Room CR1 is cancelled"
    displaced = edit_document(PLAN, found)["displaced"]
    assert [(one["sequence"], one["from"], one["to"]) for one in displaced] == [(1, "2015-11-19", None)]


def test_a_wish_of_what_is_cancelled_is_not_called_granted() -> None:
    rows = (
        UngrantedWish("room_fit", "GB Board on Thursday 18 February 2016 at 10:00", 2, "It is too large."),
        UngrantedWish("even_spacing", "GB Board", 1, "There are 91 days."),
    )
    found = told(Cancel("GB", 2), after=replace(SECOND, status="cancelled"), follows=Consequences(better=rows))
    assert said(found)[2:] == ["Granted now:", "  - GB Board: There are 91 days."]


def test_what_goes_against_the_law_anew_is_said() -> None:
    days = {"start_date": "2027-05-07", "end_date": "2028-05-12", "polling_day": (day("2027-05-06"),)}
    problem = council(body("FC", legal_kind="full_council"), FixedMeeting(body="FC", title="Annual Meeting"), **days)
    before, after = (calendar(problem, meeting(problem, "FC", on)) for on in ("2027-05-18", "2027-07-14"))
    edit = Move("FC", 1, day("2027-07-14"))
    (was,), (now,) = before.meetings, after.meetings
    words = list(edit_sentences(problem, before, Told(edit, Edited(edit, after, ((was, now),), Consequences()))))
    assert "Against the law then:" in words
    assert words[-1].startswith(
        "  - Annual meeting: FC Board has no annual meeting; the law has it from Tuesday 11 May"
    )
    same = Told(edit, Edited(edit, before, ((was, was),), Consequences()))
    assert "Against the law then:" not in list(edit_sentences(problem, before, same))


def test_a_table_without_changes_asks_for_nothing() -> None:
    found = told(Several(()))
    assert said(found) == ["It says what the plan says already: there is nothing to change."]
    assert list(last_sentences(found, FOLDER)) == []


def test_what_was_written_is_said_to_stay() -> None:
    assert list(last_sentences(told(Pin("GB", 2), accepted=True), FOLDER)) == [
        "Wrote outputs/year. It stays so when outputs/year/input is planned again: a row of Fixed meetings says it."
    ]
    assert list(last_sentences(told(Unpin("GB", 2), accepted=True), FOLDER)) == ["Wrote outputs/year."]


def test_the_document_has_one_edit_or_a_list() -> None:
    assert edit_document(PLAN, told(Cancel("GB", 2)))["edit"] == {
        "kind": "cancel", "body": "GB", "sequence": 2, "from": "2016-02-18", "replace": False,
    }  # fmt: skip
    assert edit_document(PLAN, told(Swap(("GB", 1), ("GB", 2))))["edit"] == {
        "kind": "swap",
        "meetings": [
            {"body": "GB", "sequence": 1, "from": "2015-11-19"},
            {"body": "GB", "sequence": 2, "from": "2016-02-18"},
        ],
    }
    several = edit_document(PLAN, told(Several((Pin("GB", 1), Add("GB", MARCH, 600)))))
    assert [one["kind"] for one in several["edit"]] == ["pin", "add"]


def test_rows_are_said_in_words() -> None:
    for row, words in (
        (FixedMeeting(MARCH, "GB", start=600, room="CR1", number=2),
         "GB Board (GB#2) is fixed to Thursday 17 March 2016 at 10:00 and is in Room CR1"),
        (FixedMeeting(MARCH, "GB", cancelled=True), "GB Board is cancelled on Thursday 17 March 2016"),
        (FixedMeeting(MARCH, "GB", extra=True), "GB Board has an extra meeting on Thursday 17 March 2016"),
        (FixedMeeting(MARCH, meeting_day="DAY"), "DAY Day is fixed to Thursday 17 March 2016"),
        (FixedMeeting(body="GB", number=1, waive=("gap",)), "GB Board (GB#1) is not asked of gap"),
    ):  # fmt: skip
        assert row_words(PROBLEM, row) == words


def test_what_a_copy_lacks_or_says_otherwise_is_told() -> None:
    here = FixedMeeting(MARCH, "GB", number=2)
    other = replace(PROBLEM, fixed_meetings=(FixedMeeting(day("2016-03-24"), "GB", number=2),))
    gone = replace(PROBLEM, fixed_meetings=(here,))
    for problem, by_hand, words in (
        (PROBLEM, ByHand(here), "the input does not say what was done by hand: GB Board (GB#2) is fixed to"),
        (other, ByHand(here), "the input says otherwise than was done by hand: GB Board (GB#2) is fixed to"),
        (gone, ByHand(None, here), "this row was taken out by hand: GB Board (GB#2) is fixed to"),
    ):
        warnings = [one.message for one in lacking_warnings(problem, Rows(problem, (by_hand,)))]
        assert warnings == [f"{words} Thursday 17 March 2016"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("2015-11-09", "There is time for notice: 2 days until the agenda has to be out."),
        ("2015-11-10", "There is time for notice: 1 day until the agenda has to be out."),
        ("2015-11-11", "There is time for notice only if the agenda goes out today."),
        (
            "2015-11-12",
            "There is no time left for notice: the agenda would have had to be out by Wednesday 11 November 2015.",
        ),
    ],
)
def test_whether_there_is_time_for_notice_is_told_from_the_day_of_asking(asked: str, sentence: str) -> None:
    moved = replace(meeting(PROBLEM, "GB", "2015-11-19"), agenda_deadline=day("2015-11-11"))
    edit = Move("GB", 1, moved.date)
    told = Told(edit, Edited(edit, PLAN, ((moved, moved),), Consequences()))
    assert notice_words(replace(PROBLEM, as_of=f"{asked}T09:00:00Z"), told) == sentence
