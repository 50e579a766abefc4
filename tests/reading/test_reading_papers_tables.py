"""What papers are made of: the tables equipment, seating and decisions, and the columns and settings beside them."""

from datetime import date
from fractions import Fraction

from raw_council import BODY, DAY, SOUND, Cells, body, problem_of, rows_of

from scheduler.domain.rooms import Equipment
from scheduler.domain.themes import Decision, SeatingRow
from scheduler.reading.validation import validated

DECIDES = {**BODY, "legal_kind": "executive", "open_to_public": "yes", "notice_clear_days": 5, "seats": 3}
SETTINGS = {
    "table_size": "6",
    "organiser": "Democratic Services <democratic.services@example.gov.uk>",
    "contact": "Democratic Services, extension 100",
    "catering_days": "4",
    "numbers_days": "1",
    "cost_per_head": "£12.50",
}

CONTACT = {"access": "Near the door", "point_of_contact": "yes"}
AT_LUNCH: dict[str, list[Cells]] = {
    **DAY,
    "bodies": [body(meeting_day="DAY", session="MORNING", meetings_min=None, meetings_max=None)],
}


def test_equipment_is_needed_by_a_body_built_into_a_room_or_lent_by_a_store() -> None:
    problem = problem_of(
        equipment=rows_of(
            "equipment=Webcasting kit | body=GB",
            "equipment=Webcasting kit | room=CR1 | quantity=2",
            "equipment=Webcasting kit | quantity=3 | venue=Town Hall",
        )
    )
    assert problem.equipment == (
        Equipment("Webcasting kit", body="GB"),
        Equipment("Webcasting kit", room="CR1", quantity=2),
        Equipment("Webcasting kit", quantity=3, venue="Town Hall"),
    )


def test_seats_at_lunch_are_by_table_and_by_company() -> None:
    problem = problem_of(
        **AT_LUNCH, seating=rows_of("person=ANN | table=1 | with=Councillor Bob | apart=CAT", "person=BOB | table=1")
    )
    assert problem.seating == (SeatingRow("ANN", 1, ("BOB",), ("CAT",)), SeatingRow("BOB", 1))


def test_a_decision_is_of_a_meeting_by_its_date_or_its_number() -> None:
    problem = problem_of(
        bodies=[DECIDES],
        decisions=rows_of(
            "decision=D1 | title=Purchase of homes | body=GB | number=2 | key=yes | lead_officer=DAN",
            "decision=D2 | title=Let | body=GB | date=2016-02-02 | private=yes | reason=Price | noticed_on=2015-12-01",
        ),
    )
    assert problem.decisions == {
        "D1": Decision("D1", "Purchase of homes", "GB", number=2, key=True, lead_officer="DAN"),
        "D2": Decision("D2", "Let", "GB", date(2016, 2, 2), private=True, reason="Price", noticed_on=date(2015, 12, 1)),
    }


def test_columns_and_settings_of_papers() -> None:
    problem = problem_of(
        SETTINGS,
        bodies=[{**BODY, "layout": "U-shape", "endorsement_due": "2016-06-30"}],
        people=[{**SOUND["people"][0], "organisation": "Anytown", **CONTACT}, *SOUND["people"][1:]],
        projects=rows_of("project=P | title=Plan | champion=ANN"),
    )
    board, person, settings = problem.bodies["GB"], problem.people["ANN"], problem.settings
    assert (board.layout, board.endorsement_due) == ("u_shape", date(2016, 6, 30))
    assert (person.access, person.point_of_contact, problem.people["BOB"].point_of_contact) == (
        "Near the door",
        True,
        False,
    )
    assert problem.projects["P"].champion == "ANN"
    assert (settings.table_size, settings.catering_days, settings.numbers_days) == (6, 4, 1)
    assert (settings.organiser, settings.contact) == (SETTINGS["organiser"], SETTINGS["contact"])
    assert settings.cost_per_head == Fraction(25, 2)


def test_a_problem_made_in_python_states_these_tables_too() -> None:
    problem = problem_of(
        SETTINGS,
        **AT_LUNCH,
        equipment=rows_of("equipment=Screen | body=GB | quantity=2", "equipment=Screen | quantity=2"),
        seating=rows_of("person=ANN | with=BOB"),
    )
    again, _ = validated(problem)
    assert (again.equipment, again.seating, again.settings) == (problem.equipment, problem.seating, problem.settings)
    problem = problem_of(bodies=[DECIDES], decisions=rows_of("decision=D1 | title=Lease | body=GB | number=1"))
    assert validated(problem)[0].decisions == problem.decisions
