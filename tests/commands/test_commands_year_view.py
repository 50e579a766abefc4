"""What screens show beside the meetings: rooms of a day, feeds, and the calendar that was given out last."""

from dataclasses import replace
from pathlib import Path

from builders import absence, body, calendar, closed, council, day, meeting, member, occurrence, person, room, session
from builders import meeting_day as made_of_sessions

from scheduler.commands.publications import PUBLISH, recorded_in
from scheduler.commands.year_view import Away, YearView, feed_of, rooms_on, stamp_of_history
from scheduler.domain.plan import CANCELLED, Lunch
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step


def test_notes_of_a_day_name_reasons_and_whom_they_are_about() -> None:
    problem = council(
        body("GB", name="Growth Board", classification="board"),
        body("LP", name="Licensing Panel", classification="panel"),
        member("ANN"),
        person("BOB", name="Councillor Bob"),
        closed("2015-12-21", "2015-12-31", reason="Closure"),
        closed("2016-01-11", reason="Training", applies_to=("panel", "GB")),
        closed("2016-02-15", "2016-02-19", reason="Half-term", strength="avoid"),
        absence("person", "ANN", "2016-02-18", "2016-02-19", reason="leave"),
        absence("person", "BOB", "2016-02-19 09:00", "2016-02-19 10:00", reason="leave"),
        absence("person", "BOB", "2016-02-20", reason="would rather not", strength="soft"),
        absence("room", "CR1", "2016-02-20", reason="Repairs"),
        absence("person", "BOB", "2016-10-30", "2017-02-01", reason="abroad"),
        absence("person", "BOB", "2015-09-30", "2015-11-02", reason="abroad"),
    )
    notes = YearView(problem, calendar(problem)).notes
    assert notes[day("2015-12-25")].closed == ("Christmas Day (public holiday)", "Closure")
    assert notes[day("2015-12-22")].closed == ("Closure",)
    (training,) = notes[day("2016-01-11")].closed_to
    assert (training.words, training.bodies) == ("Training (Panel, Growth Board)", {"GB", "LP"})
    (half_term,) = notes[day("2016-02-15")].avoided
    assert (half_term.words, half_term.bodies) == ("Half-term", {"GB", "LP"})
    assert notes[day("2016-02-18")].away == (Away(("Councillor Ann",), "leave"),)
    assert notes[day("2016-02-19")].away == (Away(("Councillor Ann", "Councillor Bob"), "leave"),)
    abroad = [date.isoformat() for date, note in notes.items() if any(one.reason == "abroad" for one in note.away)]
    assert abroad == ["2015-11-01", "2015-11-02", "2016-10-30", "2016-10-31"]
    assert day("2016-02-20") not in notes
    assert day("2016-01-12") not in notes


def test_a_closed_date_of_a_meeting_day_names_it() -> None:
    problem = council(
        made_of_sessions("DAY", name="Partnership day"),
        session("AM"),
        body("GB", meeting_day="DAY", session="AM"),
        closed("2016-01-11", reason="Fair", applies_to=("DAY",)),
    )
    (fair,) = YearView(problem, calendar(problem)).notes[day("2016-01-11")].closed_to
    assert fair.words == "Fair (Partnership day)"


def test_a_room_is_taken_by_meetings_lunches_and_absences_of_its_parts() -> None:
    problem = council(
        made_of_sessions("DAY", name="Partnership day"),
        session("AM"),
        session("LUNCH"),
        body("GB", meeting_day="DAY", session="AM"),
        body("LP"),
        room("CR1", setup_minutes=30, clear_minutes=15, open_from="08:00", open_to="18:00"),
        room("CR2"),
        room("ALL", combines=("CR1", "CR2"), open_from="09:00"),
        absence("room", "CR2", "2015-11-18 20:00", "2015-11-19 10:00", reason="Cleaning"),
    )
    sits = meeting(problem, "GB", "2015-11-19", room="CR1", start="09:00", end="11:00")
    cancelled = meeting(problem, "LP", "2015-11-19", room="CR2", start="15:00", status=CANCELLED)
    elsewhere = replace(meeting(problem, "LP", "2015-11-19", room="CR1", start="14:00"), room="GONE", sequence=2)
    held = occurrence(problem, "DAY", "2015-11-19", lunch=Lunch("LUNCH", 750, 810, "ALL", 5))
    plan = calendar(problem, sits, cancelled, elsewhere, held)
    first, second, both = rooms_on(problem, plan, day("2015-11-19"))
    assert [(one.start, one.end, one.words) for one in first.taken] == [
        (510, 675, "GB Board"),
        (750, 810, "Lunch of Partnership day"),
    ]
    assert (first.hours, first.free) == ((480, 1080), ((480, 510), (675, 750), (810, 1080)))
    assert [(one.start, one.end, one.words) for one in second.taken] == [
        (0, 600, "Cleaning"),
        (750, 810, "Lunch of Partnership day"),
    ]
    assert (second.hours, second.free) == ((480, 1320), ((600, 750), (810, 1320)))
    assert [one.words for one in both.taken] == ["Cleaning", "GB Board", "Lunch of Partnership day"]
    assert both.free == ((675, 750), (810, 1320))
    assert [one.free for one in rooms_on(problem, plan, day("2015-11-20"))] == [
        ((480, 1080),), ((480, 1320),), ((540, 1320),),
    ]  # fmt: skip


def written(folder: Path) -> YearView:
    problem = council(body("GB"), member("ANN"), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"), generated="2015-10-01T00:00:00Z")
    write_output(problem, plan, folder, {"bodies.csv": b"body\n"}, step=Step("plan"))
    return YearView(problem, plan, folder)


def test_feeds_are_those_of_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "plan")
    assert feed_of(tmp_path / "plan", "people", "ANN") == (tmp_path / "plan/feeds/people/ANN.ics").read_bytes()
    assert feed_of(tmp_path / "plan", "people", "../../plan.json") is None
    assert feed_of(tmp_path / "nowhere", "people", "ANN") is None


def test_what_was_given_out_last_is_in_the_history(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    year = written(folder)
    assert year.published is None
    assert year.since_published == {}
    before = stamp_of_history(folder)
    assert recorded_in(folder, PUBLISH)
    assert stamp_of_history(folder) > before > stamp_of_history(tmp_path / "nowhere") == 0
    again = YearView(year.problem, year.plan, folder)
    assert again.published is not None
    assert [one.date for one in again.published.meetings] == [day("2015-11-19")]
    assert again.since_published == {}


def test_what_was_given_out_and_cannot_be_read_is_as_if_it_never_was(tmp_path: Path) -> None:
    year = written(tmp_path / "plan")
    assert recorded_in(tmp_path / "plan", PUBLISH)
    for stored in (tmp_path / "plan/history/objects").rglob("*"):
        if stored.is_file():
            stored.write_bytes(b"{}")
    assert YearView(year.problem, year.plan, tmp_path / "plan").published is None
    assert YearView(year.problem, year.plan).published is None
