import pytest
from builders import absence, calendar, council, day, meeting_day, occurrence, room, session, speaker, theme

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import speaker as rule

TITLE = "DAY Day on Thursday 19 November 2015"


def lunch_council(*rows: object) -> Problem:
    return council(
        meeting_day("DAY"),
        session("LUNCH"),
        room("HALL"),
        theme("TALK", speaker="LIN"),
        theme("QUIET"),
        speaker("MAX"),
        *rows,
    )


def test_speaker_of_a_plan_without_themes_is_kept() -> None:
    problem = lunch_council(speaker("LIN"))
    assert tuple(rule.breaches(problem, calendar(problem, occurrence(problem)))) == ()


@pytest.mark.parametrize(
    ("code", "speaks", "words"),
    [
        ("TALK", "LIN", None),
        ("QUIET", None, None),
        ("TALK", None, "nobody is to speak, and its theme asks for Dr Lin"),
        ("TALK", "MAX", "Dr Max is to speak, and its theme asks for Dr Lin"),
        ("QUIET", "MAX", "Dr Max is to speak, and its theme asks for nobody"),
        (None, "STRANGER", "STRANGER is to speak, and its theme asks for nobody"),
    ],
)
def test_speaker_is_the_theme_s_and_no_other(code: str | None, speaks: str | None, words: str | None) -> None:
    problem = lunch_council(speaker("LIN"))
    plan = calendar(problem, occurrence(problem, theme=code, speaker=speaks))
    breach = Breach("speaker", f"{TITLE}: {words}.", dates=(day("2015-11-19"),))
    assert tuple(rule.breaches(problem, plan)) == (() if words is None else (breach,))


@pytest.mark.parametrize(
    ("row", "absences", "words"),
    [
        (speaker("LIN"), (), None),
        (speaker("LIN", "2015-11-19"), (), None),
        (speaker("LIN", "2015-11-20"), (), f"{TITLE}: Dr Lin is not available on the day."),
        (
            speaker("LIN"),
            (absence("speaker", "LIN", "2015-11-19 13:00", "2015-11-19 17:00", "Lecture"),),
            f"Dr Lin is not free for the lunch of {TITLE}: Lecture.",
        ),
        (speaker("LIN"), (absence("speaker", "LIN", "2015-11-19 13:30", "2015-11-19 17:00"),), None),
        (speaker("LIN"), (absence("speaker", "LIN", "2015-11-19", strength="soft"),), None),
    ],
)
def test_speaker_is_free_for_the_lunch(row: object, absences: tuple[object, ...], words: str | None) -> None:
    problem = lunch_council(row, *absences)
    plan = calendar(problem, occurrence(problem, theme="TALK"))
    breach = Breach("speaker", words or "", dates=(day("2015-11-19"),))
    assert tuple(rule.breaches(problem, plan)) == (() if words is None else (breach,))


def test_speaker_of_a_day_without_lunch_is_asked_only_for_the_day() -> None:
    problem = council(
        meeting_day("DAY"), speaker("LIN"), theme("TALK", speaker="LIN"), absence("speaker", "LIN", "2015-11-19")
    )
    assert tuple(rule.breaches(problem, calendar(problem, occurrence(problem, theme="TALK")))) == ()
