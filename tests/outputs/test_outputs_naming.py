from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting, member
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.titles import body_title, person_title
from scheduler.languages import WELSH, writing_in
from scheduler.outputs.naming import (
    CHOSEN_BY_MEMBERS,
    about_speaker,
    choice_said,
    feature_said,
    in_the_chair,
    in_words,
    lunch_words,
    name_of_day,
    place,
    sponsor_of_theme,
    title_of_theme,
)


def test_codes_are_named_as_the_input_names_them() -> None:
    problem = invented_problem()
    assert body_title(problem, "HWB") == "Health and Wellbeing Board"
    assert person_title(problem, "DPH") == "Director of Public Health"
    assert name_of_day(problem, "PD") == "Partnership Day"
    assert place(problem, "LIB", "Library") == "Reading Room, Library"
    assert about_speaker(problem, "GP") == "A. N. Invented, general practitioner, Aldermoor Practice"


def test_codes_that_are_gone_stand_for_themselves() -> None:
    problem = invented_problem()
    assert body_title(problem, "OLD") == "OLD"
    assert person_title(problem, "GONE") == "GONE"
    assert name_of_day(problem, "OLD DAY") == "OLD DAY"
    assert place(problem, "OLD ROOM", None) == "OLD ROOM"
    assert about_speaker(problem, "NOBODY") == "NOBODY"


def test_no_room_and_no_venue_are_no_place() -> None:
    assert place(invented_problem(), None, None) == ""


def test_lunch_names_its_theme_and_sponsor() -> None:
    problem, (first, second) = invented_problem(), invented_plan().occurrences
    assert (title_of_theme(problem, first), sponsor_of_theme(problem, first)) == (
        "Social prescribing: what works?",
        "Health and Wellbeing Board",
    )
    assert (title_of_theme(problem, second), sponsor_of_theme(problem, second)) == ("Young people's voice", None)


def test_lunch_without_a_known_theme_has_what_there_is() -> None:
    problem, first = invented_problem(), invented_plan().occurrences[0]
    bare, strange = replace(first, theme=None), replace(first, theme="LOST")
    assert (title_of_theme(problem, bare), sponsor_of_theme(problem, bare)) == (None, None)
    assert (title_of_theme(problem, strange), sponsor_of_theme(problem, strange)) == ("LOST", None)


@pytest.mark.parametrize(
    ("away", "chosen"),
    [
        ([], "Councillor Ann"),
        (["ANN"], "Councillor Bob"),
        (["ANN", "BOB"], CHOSEN_BY_MEMBERS),
    ],
)
def test_the_chair_presides_else_the_vice_chair_else_whom_the_members_choose(away: list[str], chosen: str) -> None:
    seats = (member("BOB", "GB", "vice_chair"), member("ANN", "GB", "chair"), member("CAT", "GB"))
    problem = council(body("GB"), body("HB"), *seats, member("CAT", "HB"))
    (held,) = calendar(problem, meeting(problem, "GB", apologies=away)).meetings
    assert in_the_chair(problem, held) == chosen
    (of_nobody,) = calendar(problem, meeting(problem, "HB")).meetings
    assert in_the_chair(problem, of_nobody) == ""


def test_a_lunch_that_is_no_more_has_no_time_room_theme_or_speaker() -> None:
    problem, (first, _) = invented_problem(), invented_plan().occurrences
    gone = replace(first, lunch=None, theme=None, speaker=None)
    asked = ("theme", "speaker", "lunch time", "lunch room")
    assert list(lunch_words(problem, gone, asked)) == ["theme: none", "speaker: none", "no lunch", "lunch in no room"]
    assert list(lunch_words(problem, gone, ())) == []


def test_a_choice_is_written_as_the_drop_down_has_it() -> None:
    assert [in_words(code) for code in ("sub_committee", "vice_chair", "in_person", "u_shape", "hearing loop ")] == [
        "Sub-committee",
        "Vice-chair",
        "In person",
        "U-shape",
        "Hearing loop",
    ]


def test_only_a_choice_of_the_contract_is_said_in_another_language() -> None:
    """What a council types for itself stays as it is, be it a word of this program's too."""
    with writing_in(WELSH):
        assert [choice_said(one) for one in ("sub_committee", "in_person", "cancelled")] == [
            "Is-bwyllgor",
            "Wyneb yn wyneb",
            "Wedi'i ganslo",
        ]
        assert [choice_said("Lunch"), feature_said("Busy"), feature_said("hearing_loop")] == [
            "Lunch",
            "Busy",
            "Dolen glyw",
        ]
        assert in_words("lunch") == "Lunch"
