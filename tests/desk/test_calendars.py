"""The calendars of a desk: read once for each version, and of one version for one who asks."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from scheduler.commands.at_hand import AtHand, at_hand
from scheduler.commands.plans import export
from scheduler.desk.calendars import MOST_IN_MEMORY, Calendars, NoCalendar
from scheduler.desk.years import CALENDAR, UnknownPlace, Year, Years


class Reading:
    """Reads calendars, and keeps which."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, folder: Path, as_of: datetime | None) -> AtHand:
        self.read.append(folder.parent.name)
        return at_hand(folder, as_of)


@pytest.fixture
def year(folder: Path) -> Year:
    return Years(folder).named("small")


def test_a_calendar_is_read_once_and_again_when_its_folder_is_another(year: Year) -> None:
    reading = Reading()
    calendars = Calendars(reading)
    first = calendars.of(year, CALENDAR)
    assert calendars.of(year, CALENDAR).loaded is first.loaded
    assert reading.read == ["small"]
    export(year.folder / "plan")
    assert calendars.of(year, CALENDAR).loaded is not first.loaded
    assert reading.read == ["small", "small"]


def test_who_has_asked_for_a_calendar_sees_one_version_of_it(year: Year) -> None:
    calendar = Calendars(Reading()).of(year, CALENDAR)
    before = calendar.plan
    shutil.rmtree(year.folder / "plan")
    assert calendar.exists
    assert calendar.plan is before


def test_only_the_latest_are_kept(year: Year, folder: Path) -> None:
    reading = Reading()
    calendars = Calendars(reading)
    names = [f"year-{number}" for number in range(MOST_IN_MEMORY + 1)]
    for name in names:
        shutil.copytree(year.folder, folder / name)
        assert len(calendars.of(Years(folder).named(name), CALENDAR).plan.meetings) == 3
    for name in reversed(names):
        calendars.of(Years(folder).named(name), CALENDAR).plan  # noqa: B018 - asking reads it
    assert reading.read == [*names, names[0]]


def test_another_chosen_day_is_another_moment_of_asking(year: Year) -> None:
    calendars = Calendars(Reading())
    assert calendars.of(year, CALENDAR).problem.as_of == "2015-09-30T23:00:00Z"  # midnight in British Summer Time
    year.tell(today="2015-11-12")
    assert calendars.of(year, CALENDAR).problem.as_of == "2015-11-12T00:00:00Z"


def test_a_year_that_is_over_is_looked_at_as_of_its_plan(year: Year) -> None:
    year.tell(today="")
    calendar = Calendars(Reading()).of(year, CALENDAR)
    assert calendar.loaded.moment is None
    assert calendar.day_offered is None
    assert calendar.problem.as_of == calendar.plan.generated


def test_nothing_planned_and_no_such_draft(year: Year) -> None:
    with pytest.raises(UnknownPlace):
        Calendars(Reading()).of(year, "other")
    shutil.rmtree(year.folder / "plan")
    calendar = Calendars(Reading()).of(year, CALENDAR)
    assert (calendar.exists, calendar.version) == (False, "")
    with pytest.raises(NoCalendar):
        calendar.loaded  # noqa: B018 - asking reads it
