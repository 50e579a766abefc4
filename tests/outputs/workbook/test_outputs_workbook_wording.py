import datetime as dt
from dataclasses import replace

import pytest
from outputs.workbook.small_council import small_plan, small_problem

from scheduler.domain.wording import short_date
from scheduler.outputs.naming import how_held, in_words, name_of_room
from scheduler.outputs.workbook.writing import ANSWER, Column


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("vice_chair", "Vice-chair"),
        ("co_opted", "Co-opted"),
        ("in_person", "In person"),
        ("hearing_loop", "Hearing loop"),
        ("MORNING", "MORNING"),
        ("", ""),
    ],
)
def test_code_in_words(code: str, words: str) -> None:
    assert in_words(code) == words


def test_short_date_is_british() -> None:
    assert short_date(dt.date(2015, 11, 19)) == "Thu 19 Nov 2015"


def test_answers_are_words() -> None:
    column = Column("voting", "Votes", 8, ANSWER, blank="Not known")
    assert [column.shown(answer) for answer in (True, False, None)] == ["Yes", "No", "Not known"]


def test_room_that_is_not_known_stands_for_itself() -> None:
    problem = small_problem()
    assert [name_of_room(problem, code) for code in ("CR2", "OLD", None)] == ["Committee Room 2", "OLD", ""]


def test_meeting_of_a_body_that_is_gone_is_held_nobody_knows_how() -> None:
    group = small_plan().meetings[0]
    assert [how_held(small_problem(), meeting) for meeting in (group, replace(group, body="OLD"))] == ["In person", ""]
