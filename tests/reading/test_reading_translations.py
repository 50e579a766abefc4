"""What is typed in English, and how it is said in Welsh: the table of translations."""

from dataclasses import replace

import pytest
from raw_council import BODY, raw, rows_of

from scheduler.domain.plan import Meeting
from scheduler.domain.titles import called, person_title, typed
from scheduler.errors import InputFaults
from scheduler.languages import WELSH, writing_in
from scheduler.reading.parsing import parse
from scheduler.reading.validation import validated

TRANSLATIONS = rows_of(
    "english=Annual Meeting | welsh=Cyfarfod Blynyddol", "english=Councillor Ann | welsh=Y Cynghorydd Ann"
)


def test_what_was_typed_is_said_in_welsh_where_welsh_is_written() -> None:
    problem, _ = parse(raw(translations=TRANSLATIONS))
    person = next(iter(problem.people))
    problem = replace(problem, people={person: replace(problem.people[person], name="Councillor Ann")})
    meeting = Meeting("uid", BODY["body"], 1, problem.settings.start_date, 600, 660, title="Annual Meeting")
    english = called(problem, meeting), person_title(problem, person), typed(problem, "Recess")
    assert english == (f"{BODY['name']} (Annual Meeting)", "Councillor Ann", "Recess")
    with writing_in(WELSH):
        welsh = called(problem, meeting), person_title(problem, person), typed(problem, "Recess")
    assert welsh == (f"{BODY['name']} (Cyfarfod Blynyddol)", "Y Cynghorydd Ann", "Recess")


def test_a_problem_made_in_python_keeps_its_translations_and_they_are_no_facts() -> None:
    problem, _ = parse(raw(translations=TRANSLATIONS))
    assert validated(problem)[0].translations == problem.translations
    assert problem.input_facts == parse(raw())[0].input_facts


def test_a_text_has_one_translation() -> None:
    rows = rows_of("english=Budget | welsh=Cyllideb", "english=Budget | welsh=Y Gyllideb")
    with pytest.raises(InputFaults) as refused:
        parse(raw(translations=rows))
    (fault,) = refused.value.faults
    assert (fault.table, fault.row, fault.column) == ("translations", 3, "welsh")
    assert fault.message == "“Budget” has other Welsh here than in row 2"
