"""Meeting days: what happens on a day, for whoever runs it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from scheduler.desk.screens.days import Stay, timeline


def days_in(client: FlaskClient) -> list[str]:
    """Return the addresses of the days in the list."""
    page = BeautifulSoup(client.get("/years/small/in/calendar/days").text, "html.parser")
    return [one["href"] for one in page.select(".of-days a")]


def test_every_day_with_meetings_is_listed(officer: FlaskClient) -> None:
    found = days_in(officer)
    assert found == sorted(set(found))
    assert {dt.date.fromisoformat(one.rsplit("/", 1)[1]).month for one in found} == {11}
    assert days_in(officer) == found


def test_a_day_has_its_running_order_and_leads_to_the_others(officer: FlaskClient) -> None:
    first, second, *_ = days_in(officer)
    page = BeautifulSoup(officer.get(first).text, "html.parser")
    assert [one["href"] for one in page.select(".neighbours a")] == [second]
    rows = [[cell.text.strip() for cell in row("td")] for row in page.select(".stack")[0].select("tbody tr")]
    assert {row[1] for row in rows} <= {"Committee Room 1", "Committee Room 2"}
    assert len(rows) in (1, 2)
    assert "Nobody: whoever sits in several meetings sits in one room." in page.text


@pytest.mark.parametrize("for_whom", ["caretaker", "reception", "caterer"])
def test_a_day_has_sheets_for_those_who_serve_it(officer: FlaskClient, for_whom: str) -> None:
    page = officer.get(f"{days_in(officer)[0]}?for={for_whom}")
    assert page.status_code == 200
    expected = {
        "caretaker": "Rooms in the order in which they are set up",
        "reception": "Who is expected",
        "caterer": "No lunch is served on this day.",
    }
    assert expected[for_whom] in page.text


@pytest.mark.parametrize(
    "address", ["2015-11-01", "2015-13-01", "today", "2015-11-02?for=nobody", "TPDAY/1", "2015-11-01?for=caterer"]
)
def test_a_day_without_meetings_is_not_there(officer: FlaskClient, address: str) -> None:
    assert officer.get(f"/years/small/in/calendar/days/{address}").status_code == 404


def stay(room: str, start: int, end: int, words: str = "Board", before: int = 0, after: int = 0) -> Stay:
    return Stay(room, (start - before, end + after), start, end, words, is_lunch=False)


def test_the_timeline_has_a_lane_for_each_room_and_each_overlap() -> None:
    drawn = timeline([stay("A", 600, 660), stay("A", 630, 690), stay("A", 660, 720), stay("B", 600, 660)])
    assert [(lane.lines, lane.height) for lane in drawn.lanes] == [(("A",), 116), (("B",), 58)]
    assert [box.y for box in drawn.boxes] == [28, 86, 28, 144]
    assert [words for _, words in drawn.hours] == ["10:00", "11:00", "12:00"]
    assert drawn.height == 26 + 3 * 58


def test_the_timeline_shows_set_up_and_clearing_around_a_meeting() -> None:
    (box,) = timeline([stay("A", 600, 660, before=30, after=60)]).boxes
    assert (box.x, box.width) == (446.3, 276.4)
    assert box.around == (308.2, 690.8)


def test_long_names_are_broken_and_cut_off() -> None:
    (long, short) = timeline([stay("A", 600, 780, "Growth Board"), stay("A", 780, 800, "Health and Wellbeing")]).boxes
    assert long.lines == ("Growth Board",)
    assert short.lines == ("Health", "and\N{HORIZONTAL ELLIPSIS}")
