import csv
import datetime as dt
from pathlib import Path

import holidays
import pytest
from builders import body, closed, council, day
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.problem import Problem
from scheduler.law.deadlines import (
    agenda_deadline,
    last_clear_day,
    most_notice,
    notice_clear_days,
    notice_in_words,
    report_deadline,
)

ENGLAND = council()
NATIONS = {nation: council(holidays=nation) for nation in ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR")}
PARISH = council(authority_kind="parish")
SHUT = council(closed("2026-03-30", "2026-04-10", "Office closed", non_working=True), authority_kind="parish")


@pytest.mark.parametrize(
    ("meeting_on", "clear", "deadline"),
    [
        ("2011-05-24", 5, "2011-05-16"),
        ("2010-02-24", 5, "2010-02-16"),
        ("2015-03-03", 5, "2015-02-23"),
        ("2015-09-22", 5, "2015-09-14"),
        ("2015-11-19", 5, "2015-11-11"),
        ("2011-07-12", 5, "2011-07-04"),
        ("2015-11-19", 3, "2015-11-13"),
        ("2015-11-19", 28, "2015-10-09"),
        ("2022-09-22", 5, "2022-09-13"),
        ("2015-11-19", 0, None),
    ],
)
def test_agenda_deadline_of_published_notices(meeting_on: str, clear: int, deadline: str | None) -> None:
    """The first two are the dates on the summonses themselves; see the notes on counting clear days."""
    found = agenda_deadline(ENGLAND, body("HWB", notice_clear_days=clear), day(meeting_on))
    assert found == (None if deadline is None else day(deadline))


@pytest.mark.parametrize(
    ("nation", "deadline"),
    [("GB-ENG", "2016-03-21"), ("GB-WLS", "2016-03-21"), ("GB-SCT", "2016-03-22"), ("GB-NIR", "2016-03-21")],
)
def test_agenda_deadline_over_easter_differs_by_nation(nation: str, deadline: str) -> None:
    """Scotland works on Easter Monday, the day before the meeting."""
    found = agenda_deadline(NATIONS[nation], body("HWB", notice_clear_days=3), day("2016-03-29"))
    assert found == day(deadline)


@pytest.mark.parametrize(
    ("meeting_on", "clear", "deadline"),
    [
        ("2026-04-08", 3, "2026-03-28"),
        ("2026-12-31", 3, "2026-12-21"),
        ("2026-09-17", 3, "2026-09-12"),
        ("2026-09-15", 3, "2026-09-10"),
        ("2026-05-06", 3, "2026-04-30"),
        ("2023-12-29", 3, "2023-12-19"),
        ("2026-01-02", 3, "2025-12-22"),
        ("2022-09-21", 3, "2022-09-15"),
    ],
)
def test_agenda_deadline_of_a_parish_counts_by_section_243(meeting_on: str, clear: int, deadline: str) -> None:
    """Saturdays count; Sundays, bank holidays, and the breaks of Christmas and Easter do not; shut offices do."""
    for problem in (PARISH, SHUT):
        assert agenda_deadline(problem, body("PC", notice_clear_days=clear), day(meeting_on)) == day(deadline)


@pytest.mark.parametrize("nation", ["GB-ENG", "GB-WLS"])
def test_a_parish_council_counts_so_whatever_kind_of_authority_the_settings_name(nation: str) -> None:
    """So its row of law says; the authority's other bodies count working days."""
    problem, eighth = NATIONS[nation], day("2026-04-08")
    parish = body("PC", legal_kind="parish_council", notice_clear_days=None)
    assert notice_in_words(problem, parish, eighth) == "3 clear days"
    assert agenda_deadline(problem, parish, eighth) == day("2026-03-28")
    assert last_clear_day(problem, parish, eighth) == day("2026-04-01")
    committee = body("GP", legal_kind="committee", notice_clear_days=3)
    assert agenda_deadline(problem, committee, eighth) == day("2026-03-31")


HOLIDAYS = ("01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-26", "12-28")
BANK_HOLIDAYS_2026 = {day(f"2026-{on}") for on in HOLIDAYS}
BREAKS_2026 = [(day("2026-04-02"), day("2026-04-07")), (day("2026-12-24"), day("2026-12-29"))]


def counts_in_a_parish(on: dt.date) -> bool:
    """Say it of 2026 from the calendar on the wall."""
    in_a_break = any(first <= on <= last for first, last in BREAKS_2026)
    return on.strftime("%a") != "Sun" and on not in BANK_HOLIDAYS_2026 and not in_a_break


@settings(deadline=None)
@given(on=st.dates(min_value=day("2026-02-01"), max_value=day("2026-12-31")), clear=st.integers(1, 10))
def test_agenda_deadline_of_a_parish_is_the_last_day_that_leaves_them_clear(on: dt.date, clear: int) -> None:
    before = [on - dt.timedelta(days=n) for n in range(1, 31)]
    lawful = [
        one
        for one in before
        if counts_in_a_parish(one) and sum(counts_in_a_parish(other) for other in before if other > one) >= clear
    ]
    assert agenda_deadline(PARISH, body("PC", notice_clear_days=clear), on) == max(lawful)
    assert last_clear_day(PARISH, body("PC"), on) == max(filter(counts_in_a_parish, before))


KNOWN = {nation: holidays.country_holidays("GB", subdiv=nation, years=range(1979, 2031)) for nation in ("ENG", "WLS")}


def by_section_243(nation: str, on: dt.date) -> bool:
    """Say it from an independent list of holidays, one day of the breaks after the other."""
    known = KNOWN[nation]
    good_friday = next(one for one, name in known.items() if name == "Good Friday" and one.year == on.year)
    easter = {good_friday + dt.timedelta(days=n) for n in range(-1, 5)}
    christmas = {dt.date(on.year, 12, 25)}
    for step, ends in ((-1, lambda one: one.weekday() < 5), (1, lambda one: one.weekday() < 5 and one not in known)):
        one = dt.date(on.year, 12, 25) + dt.timedelta(days=step)
        while not ends(one):
            christmas.add(one)
            one += dt.timedelta(days=step)
        christmas.add(one)
    return on.weekday() != 6 and on not in known and on not in easter | christmas


@settings(deadline=None)
@given(
    nation=st.sampled_from(sorted(KNOWN)),
    on=st.one_of(
        st.dates(min_value=dt.date(1980, 1, 1), max_value=dt.date(2029, 12, 31)),
        st.builds(dt.date, st.integers(1980, 2029), st.sampled_from([1, 4, 12]), st.integers(1, 30)),
    ),
    clear=st.integers(1, 5),
)
def test_agenda_deadline_of_a_parish_in_any_year(nation: str, on: dt.date, clear: int) -> None:
    problem = council(holidays=f"GB-{nation}", authority_kind="parish")
    found = agenda_deadline(problem, body("PC", notice_clear_days=clear), on)
    between = [found + dt.timedelta(days=n) for n in range((on - found).days)]
    assert [by_section_243(nation, one) for one in between].count(True) == clear + 1
    assert by_section_243(nation, found)


@pytest.mark.parametrize(
    ("problem", "words"), [(ENGLAND, "1 clear working day"), (PARISH, "1 clear day")], ids=["council", "parish"]
)
def test_notice_in_words(problem: Problem, words: str) -> None:
    assert notice_in_words(problem, body("GB", notice_clear_days=1), day("2026-04-08")) == words


@pytest.mark.parametrize(
    ("own", "usual", "due"),
    [
        (None, 1, "2015-11-10"),
        (None, 3, "2015-11-06"),
        (5, 1, "2015-11-04"),
        (0, 5, "2015-11-11"),
        (None, 0, "2015-11-11"),
    ],
)
def test_report_deadline_is_so_many_working_days_before_the_agenda(own: int | None, usual: int, due: str) -> None:
    problem = council(report_due_days=usual)
    assert report_deadline(problem, body("HWB", report_due_days=own), day("2015-11-11")) == day(due)


def test_report_deadline_without_agenda_or_of_a_body_that_is_gone() -> None:
    assert report_deadline(ENGLAND, None, None) is None
    assert report_deadline(ENGLAND, None, day("2015-11-11")) == day("2015-11-10")


def test_report_deadline_of_a_parish_is_a_working_day_though_its_agenda_is_out_on_a_saturday() -> None:
    assert report_deadline(PARISH, body("PC"), day("2026-03-28")) == day("2026-03-27")


@pytest.mark.parametrize(
    ("nation", "authority_kind", "legal_kind", "given", "clear"),
    [
        ("GB-ENG", "principal", "committee", None, 5),
        ("GB-ENG", "principal", "committee", 7, 7),
        ("GB-ENG", "principal", "committee", 0, 0),
        ("GB-ENG", "principal", "informal", None, 0),
        ("GB-ENG", "partnership", "health_and_wellbeing_board", None, 5),
        ("GB-WLS", "principal", "full_council", None, 3),
        ("GB-SCT", "principal", "planning_committee", None, 3),
        ("GB-NIR", "principal", "full_council", None, 5),
        ("GB-ENG", "parish", "parish_council", None, 3),
        ("GB-ENG", "parish", "committee", None, 3),
        ("GB-ENG", "combined", "combined_authority", None, 5),
    ],
)
def test_blank_notice_of_a_body_in_law_is_the_laws(
    nation: str, authority_kind: str, legal_kind: str, given: int | None, clear: int
) -> None:
    problem = council(holidays=nation, authority_kind=authority_kind)
    own = body("GB", legal_kind=legal_kind, notice_clear_days=given)
    assert notice_clear_days(problem, own, day("2026-11-19")) == clear
    assert most_notice(problem.settings, legal_kind, given) == clear


def test_agenda_deadline_of_a_body_in_law_is_the_last_lawful_day() -> None:
    assert agenda_deadline(ENGLAND, body("HWB", legal_kind="committee"), day("2015-11-19")) == day("2015-11-11")
    assert agenda_deadline(PARISH, body("PC", legal_kind="parish_council"), day("2026-04-08")) == day("2026-03-28")


def test_notice_is_that_of_the_law_on_the_meetings_own_day() -> None:
    """Three clear days became five on 1 October 2002; a calendar that spans the day has both."""
    problem = council(start_date="2002-05-01", end_date="2003-04-30")
    own = body("GB", legal_kind="committee")
    due = {on: agenda_deadline(problem, own, day(on)) for on in ("2002-09-26", "2002-10-03")}
    assert due == {"2002-09-26": day("2002-09-20"), "2002-10-03": day("2002-09-25")}
    assert most_notice(problem.settings, "committee", None) == 5


NOTICES = list(csv.DictReader((Path(__file__).parent / "dated_notices.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", NOTICES, ids=lambda row: f"{row['nation']} {row['meeting']}")
def test_agenda_deadlines_are_those_of_dated_notices(row: dict[str, str]) -> None:
    """The law's own number of days, as the input leaves the column blank."""
    problem = council(holidays=row["nation"], authority_kind=row["authority_kind"])
    found = agenda_deadline(problem, body("GB", legal_kind=row["legal_kind"]), day(row["meeting"]))
    assert found == day(row["notice"])
