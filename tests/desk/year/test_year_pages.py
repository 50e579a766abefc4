"""The pages of the year: what each view shows is what the plan has, with every filter; all of it in the address."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner
from desk.logged_in import client_of
from desk.year.rich_year import ANN, NAME, PANEL
from flask.testing import FlaskClient

from scheduler.cli import main
from scheduler.commands.publications import PUBLISH, recorded_in
from scheduler.commands.year_view import YearView
from scheduler.desk.screens.year_choices import OVERLAYS
from scheduler.domain.plan import Meeting

YEAR = "/years/rich/in/calendar/year"
EVERYTHING = "&".join(f"show={name}" for name in OVERLAYS)


def soup_of(client: FlaskClient, query: str) -> BeautifulSoup:
    page = client.get(f"{YEAR}?{query}")
    assert page.status_code == 200
    return BeautifulSoup(page.text, "html.parser")


def place(meeting: Meeting) -> str:
    return f"{quote(meeting.body, safe='')}/{meeting.sequence}"


def shown(page: Tag) -> list[str]:
    return [str(one["data-meeting"]) for one in page.select("a[data-meeting]")]


def concerns(meeting: Meeting, *people: str) -> bool:
    return any({row.person, row.substitute} & set(people) for row in meeting.attendance)


FILTERS: dict[str, Callable[[Meeting], bool]] = {
    "": lambda _: True,
    "body=HWB": lambda one: one.body == "HWB",
    "body=HWB&body=GB": lambda one: one.body in ("HWB", "GB"),
    f"body={quote(PANEL)}": lambda one: one.body == PANEL,
    "body=NEVER": lambda _: False,
    "body=HWB&body=": lambda one: one.body == "HWB",
    "classification=board": lambda one: one.body in ("HWB", "GB"),
    "classification=panel&body=HWB": lambda _: False,
    "day=TPDAY": lambda one: one.meeting_day == "TPDAY",
    "person=DPH": lambda one: concerns(one, "DPH"),
    "person=SUB": lambda one: concerns(one, "SUB"),
    "organisation=Health+Trust": lambda one: concerns(one, "DPH", "SUB"),
    "organisation=Anytown+Council": lambda one: concerns(one, "ANN", "BOB"),
    "room=CR1": lambda one: one.room in ("CR1", "CR12"),
    "room=CR12": lambda one: one.room in ("CR1", "CR2", "CR12"),
    "room=nowhere": lambda _: False,
    "status=cancelled": lambda one: one.status == "cancelled",
    "status=provisional&status=confirmed": lambda one: one.status != "cancelled",
    "status=unheard-of": lambda _: True,
    "text=health": lambda one: one.body == "HWB",
    "text=Budget": lambda one: one.title == "Budget <b>",
    "text=special+BOARD": lambda one: one.title == "Special Meeting",
    "text=partnership": lambda one: one.meeting_day == "TPDAY",
    "text=committee+room+1&status=provisional": lambda one: one.room == "CR1",
    "body=HWB&person=BOB&text=budget": lambda one: one.title == "Budget <b>",
}


@pytest.mark.parametrize("dense", ["", "&dense=yes"])
@pytest.mark.parametrize("view", ["months", "bodies", "list"])
@pytest.mark.parametrize("query", FILTERS)
def test_each_view_shows_the_meetings_that_the_filter_leaves(
    at_rich: FlaskClient, rich: YearView, view: str, query: str, dense: str
) -> None:
    expected = [place(one) for one in rich.meetings if FILTERS[query](one)]
    page = soup_of(at_rich, f"view={view}&{query}{dense}")
    assert sorted(shown(page.main)) == sorted(expected)
    if view != "bodies":
        assert shown(page.main) == expected
    if not expected:
        assert "No meeting fits these filters." in page.main.text


@pytest.mark.parametrize("month", ["2015-12", "2016-01", "2016-02", "2016-03"])
def test_a_month_shows_its_meetings(at_rich: FlaskClient, rich: YearView, month: str) -> None:
    expected = [place(one) for one in rich.meetings if f"{one.date:%Y-%m}" == month]
    page = soup_of(at_rich, f"view=month&month={month}")
    assert shown(page.main) == expected
    assert page.main.h2.text == f"{dt.date.fromisoformat(month + '-01'):%B %Y}"


def test_a_month_that_nobody_asked_for_is_that_of_the_next_meeting(at_rich: FlaskClient) -> None:
    for query in ("view=month", "view=month&month=2019-01", "view=month&month=nonsense"):
        assert soup_of(at_rich, query).main.h2.text == "December 2015"


def test_months_lead_to_those_beside_them(at_rich: FlaskClient) -> None:
    page = soup_of(at_rich, "view=month&month=2016-01&body=HWB")
    found = {one["rel"][0]: parse_qsl(urlsplit(str(one["href"])).query) for one in page.select(".turn a")}
    assert found == {
        "prev": [("view", "month"), ("body", "HWB"), ("month", "2015-12")],
        "next": [("view", "month"), ("body", "HWB"), ("month", "2016-02")],
    }
    first, last = (soup_of(at_rich, f"view=month&month={one}") for one in ("2015-12", "2016-03"))
    assert [one["rel"][0] for one in first.select(".turn a")] == ["next"]
    assert [one["rel"][0] for one in last.select(".turn a")] == ["prev"]


@pytest.mark.parametrize("view", ["months", "month"])
def test_each_meeting_stands_on_its_day(at_rich: FlaskClient, rich: YearView, view: str) -> None:
    for month in ("2015-12", "2016-01", "2016-02", "2016-03"):
        page = soup_of(at_rich, f"view={view}&month={month}")
        for one in page.select("a[data-meeting]"):
            meeting = next(it for it in rich.meetings if place(it) == one["data-meeting"])
            assert one.find_parent("td")["data-day"] == meeting.date.isoformat()


def test_every_day_has_a_cell_and_29_february_is_one(at_rich: FlaskClient) -> None:
    days = [str(one["data-day"]) for one in soup_of(at_rich, "view=months").select("td[data-day]")]
    first = dt.date(2015, 12, 1)
    assert days == [(first + dt.timedelta(days=n)).isoformat() for n in range(31 + 31 + 29 + 31)]
    assert "2016-02-29" in days


def test_tables_have_captions_and_headers(at_rich: FlaskClient) -> None:
    for query in ("view=months", "view=bodies", "view=month", "view=one&one=body/HWB"):
        for table in soup_of(at_rich, query).select("main table"):
            assert table.caption.text.strip()
            assert table.select("th[scope=col]")
    page = soup_of(at_rich, "view=months")
    assert [one.text for one in page.select("caption")] == [
        "December 2015", "January 2016", "February 2016", "March 2016",
    ]  # fmt: skip
    assert page.select('td[data-day="2016-02-29"]')[0].find_previous_sibling("th").text == "29 Monday"


def test_the_words_of_a_meeting_say_all_that_its_letters_do(at_rich: FlaskClient) -> None:
    page = soup_of(at_rich, f"view=months&{EVERYTHING}")

    def of(wanted: str) -> tuple[list[str], str]:
        (found,) = page.select(f'a[data-meeting="{wanted}"]')
        return [one.text for one in found.select("i")], found.select_one(".words").text

    assert of("HWB/1") == (["P"], ", Health Board, 10:00 to 12:00, Committee Room 1, pinned")
    assert of("HWB/2") == (["\u2715"], ", Health Board, 10:00 to 12:00, cancelled")
    assert of("HWB/5") == (
        ["P", "E", "W"],
        ", Health Board (Special Meeting), 10:00 to 12:00, Committee Room 1, pinned, extra, waived: weekday",
    )
    assert of("HWB/3") == (
        ["P", "\u22121"],
        ", Health Board (Budget <b>), 10:00 to 12:00, Committee Room 1, pinned, 1 apology",
    )
    key = [one.text.split(maxsplit=1) for one in page.select(".key li")]
    assert [letter for letter, _ in key] == ["\u2715", "P", "E", "W", "\u22122", "C", "A", "Ag", "Re", "B3"]


def signs(page: BeautifulSoup, day: str) -> list[str]:
    return [one.get_text(" ") for one in page.select(f'td[data-day="{day}"] .sign')]


def test_days_say_what_they_are_to_the_council(at_rich: FlaskClient) -> None:
    page = soup_of(at_rich, f"view=months&{EVERYTHING}")
    assert signs(page, "2015-12-25") == ["C Christmas Day (public holiday); Christmas <closure>"]
    assert signs(page, "2016-03-03") == ["C polling day"]
    assert signs(page, "2016-02-15") == ["A Half-term"]
    assert signs(page, "2016-02-14") == []
    assert signs(page, "2016-03-10") == ["A Away day (Health Board, Partnership day)"]
    assert signs(page, "2016-02-29") == [
        "B2 busy elsewhere: Councillor Bob: a <b>hearing</b>; Director of Public Health: annual leave"
    ]
    assert signs(page, "2015-11-27") == []
    assert page.select_one('td[data-day="2015-12-25"]')["class"] == ["noted", "closed"]


def test_deadlines_are_those_of_the_plan(at_rich: FlaskClient, rich: YearView) -> None:
    page = soup_of(at_rich, "view=months&show=deadlines")
    for meeting in rich.plan.live:
        for letters, words, due in (
            ("Ag", "agenda due", meeting.agenda_deadline),
            ("Re", "reports due", meeting.report_due),
        ):
            if due is not None and due >= rich.plan.start_date:
                assert f"{letters} {words}: {meeting.body}" in signs(page, due.isoformat())
    said = [one for day in page.select("td[data-day]") for one in signs(page, str(day["data-day"]))]
    expected = [
        due
        for one in rich.plan.live
        for due in (one.agenda_deadline, one.report_due)
        if due is not None and due >= rich.plan.start_date
    ]
    assert len(said) == len(expected)
    listed = soup_of(at_rich, "view=list&show=deadlines").select("li small")
    assert len(listed) == sum(one.agenda_deadline is not None for one in rich.plan.live)


def test_a_closure_of_some_shows_where_it_concerns_those_shown(at_rich: FlaskClient) -> None:
    everybody = soup_of(at_rich, "view=months&show=closures")
    panel = soup_of(at_rich, f"view=months&show=closures&body={quote(PANEL)}")
    assert signs(everybody, "2016-03-21") == []
    assert signs(panel, "2016-03-21") == ["c Training (Panel)"]


def test_overlays_are_shown_only_where_they_are_asked_for(at_rich: FlaskClient) -> None:
    assert soup_of(at_rich, "view=months&show=none").select(".sign") == []
    assert soup_of(at_rich, "view=months&show=").select(".sign") == []
    usual = {str(one["class"][1]) for one in soup_of(at_rich, "view=months").select(".sign")}
    assert usual == {"closed", "avoided"}


@pytest.mark.parametrize("view", ["months", "bodies", "month&month=2016-02", "list", "one&one=person/BOB", "one"])
def test_names_are_shown_and_do_nothing(at_rich: FlaskClient, view: str) -> None:
    query = (
        f"view={view}&{EVERYTHING}&text=&organisation=%3Ci%3Ex%3C%2Fi%3E"
        if view == "one"
        else f"view={view}&{EVERYTHING}"
    )
    text = at_rich.get(f"{YEAR}?{query}").text
    for harmful in (
        "<script>alert",
        "<img src=x",
        "<b>hearing",
        "<closure>",
        "<i>calendar",
        "<i>x",
        '"<b>"',
        "Budget <b>",
    ):
        assert harmful not in text
    page = BeautifulSoup(text, "html.parser")
    assert [one["src"] for one in page.select("script") if "alert" in one.text] == []
    if view in ("bodies", "list"):
        assert NAME in [one.text for one in page.select("main a")]
    assert ANN in [one.text for one in page.select("#by-person option")]


def test_bodies_by_month_are_the_dates_of_the_plan(at_rich: FlaskClient, rich: YearView) -> None:
    page = soup_of(at_rich, "view=bodies")
    months = [one.select_one(".unseen").text for one in page.select("thead th")[1:]]
    assert months == ["December 2015", "January 2016", "February 2016", "March 2016"]
    found = {}
    for row in page.select("tbody tr:not(.closures)"):
        cells = [[str(one["data-meeting"]) for one in cell.select("a")] for cell in row.select("td")]
        found[row.th.a.text] = cells
    expected = {
        name: [
            [place(one) for one in rich.meetings if one.body == code and f"{one.date:%B %Y}" == month]
            for month in months
        ]
        for code, name in (("HWB", "Health Board"), (PANEL, NAME), ("GB", "Growth Board"))
    }
    assert found == expected
    assert "Without a meeting: Dormant Group." in page.main.text
    assert page.select_one("tbody th small").text == "10:00, Committee Room 1"
    assert "24 to 3 Jan Christmas <closure>" in " ".join(page.select_one(".closures").text.split())


def test_the_list_tells_closures_of_whole_months_too(at_rich: FlaskClient) -> None:
    page = soup_of(at_rich, "view=list")
    assert [one.text for one in page.select("h2")] == ["December 2015", "January 2016", "February 2016", "March 2016"]
    assert "Mon 15 Feb 2016 to Fri 19 Feb 2016 To avoid: Half-term" in [one.text for one in page.select(".spell")]
    filtered = soup_of(at_rich, "view=list&text=budget")
    assert [one.text for one in filtered.select("h2")] == ["February 2016"]


def test_busy_days_are_gathered_and_all_is_a_tab_away(at_rich: FlaskClient, rich: YearView) -> None:
    page = soup_of(at_rich, "view=months&dense=yes")
    busy = {one.date for one in rich.meetings if sum(it.date == one.date for it in rich.meetings) > 1}
    assert {one.find_parent("td")["data-day"] for one in page.select("details.gathered")} == {
        day.isoformat() for day in busy
    }


def test_filters_stay_from_view_to_view_and_can_be_taken_away(at_rich: FlaskClient) -> None:
    query = f"body=HWB&body={quote(PANEL)}&status=provisional&text=board&show=apologies&dense=yes&one=person%2FANN"
    page = soup_of(at_rich, f"view=months&{query}")
    kept = parse_qsl(query)
    for tab in page.select(".tabs a"):
        (name, view), *others = parse_qsl(urlsplit(str(tab["href"])).query)
        assert (name, sorted(others)) == ("view", sorted(kept))
        assert soup_of(at_rich, f"{name}={view}&{query}").select_one(".tabs a[aria-current]").text == tab.text
    taken = {one.get_text(" ", strip=True).split(" \u2715")[0]: one for one in page.select(".chosen")}
    assert list(taken) == ["Body: Health Board", f"Body: {NAME}", "Status: Provisional", "Words: board"]
    without = parse_qsl(urlsplit(str(taken["Body: Health Board"]["href"])).query)
    assert sorted(without) == sorted([("view", "months"), *[one for one in kept if one != ("body", "HWB")]])
    cleared = parse_qsl(urlsplit(str(page.select(".chips li > a")[-1]["href"])).query)
    assert cleared == [("view", "months"), ("one", "person/ANN"), ("show", "apologies"), ("dense", "yes")]


def test_the_form_of_filters_keeps_what_is_chosen(at_rich: FlaskClient) -> None:
    form = soup_of(at_rich, "view=list&body=HWB&month=2016-01").select_one(".choosing form")
    hidden = [(one["name"], one["value"]) for one in form.select("input[type=hidden]")]
    assert hidden == [("view", "list"), ("body", "HWB"), ("month", "2016-01"), ("show", "")]
    assert "HWB" not in [one["value"] for one in form.select("#by-body option")]
    assert [one["value"] for one in form.select("input[name=show][checked]")] == ["closures", "terms"]


def test_what_was_asked_for_is_there_when_one_comes_back(at_rich: FlaskClient) -> None:
    assert at_rich.get(f"{YEAR}?view=list&body=HWB").status_code == 200
    back = at_rich.get(YEAR)
    assert (back.status_code, back.location) == (302, f"{YEAR}?view=list&body=HWB")
    assert at_rich.get(f"{YEAR}?view=months").status_code == 200
    assert at_rich.get(YEAR).status_code == 200


def test_a_very_long_query_is_answered_and_not_kept(at_rich: FlaskClient) -> None:
    at_rich.get(f"{YEAR}?view=months")
    long = "&".join(f"body={'x' * 150}{number}" for number in range(60))
    page = soup_of(at_rich, long)
    assert len(page.select(".chosen")) == 40
    assert at_rich.get(YEAR).status_code == 200


def test_a_change_since_the_publication_is_shown_in_the_calendar_and_in_drafts(folder: Path) -> None:
    client = client_of(folder, "rich")
    plan = folder / "rich" / "plan"
    moved = ["move", str(plan / "input"), str(plan), f"{PANEL}#1", "--accept", "--as-of", "2015-11-02"]

    def tags(calendar: str = "calendar") -> list[str]:
        page = client.get(f"/years/rich/in/{calendar}/year?view=list&show=moved")
        return [
            one.text for one in BeautifulSoup(page.text, "html.parser").select("main li .tag.moved, main li .tag.new")
        ]

    def run(*arguments: str) -> None:
        done = CliRunner().invoke(main, [*moved[:4], *arguments, *moved[4:]])
        assert done.exit_code == 0, done.output

    run("2015-12-15")
    assert tags() == []
    shutil.copytree(plan, folder / "rich" / "drafts" / "other")
    assert recorded_in(plan, PUBLISH)
    assert (tags(), tags("other")) == ([], [])
    run("2015-12-14")
    assert tags() == ["moved from Tuesday 15 December 2015"]
    assert tags("other") == []
    assert recorded_in(plan, PUBLISH)
    assert tags() == []
    assert tags("other") == ["moved from Monday 14 December 2015"]


def test_many_pages_are_asked_for_and_few_are_kept(folder: Path) -> None:
    client = client_of(folder, "rich")
    for number in range(15):
        assert client.get(f"{YEAR}?view=list&text={number}").status_code == 200
    desk = client.application.extensions["desk"]
    kept = desk.calendars.of(desk.years.named("rich"), "calendar").kept
    assert [one[2].text for one in kept if isinstance(one, tuple)] == [str(number) for number in range(3, 15)]


@pytest.mark.parametrize(("kind", "code"), [("people", "ANN"), ("bodies", PANEL), ("rooms", "CR1")])
def test_the_year_of_one_can_be_taken_away(at_rich: FlaskClient, rich_folder: Path, kind: str, code: str) -> None:
    found = at_rich.get(f"/years/rich/in/calendar/feeds/{kind}/{quote(code, safe='')}.ics")
    assert found.status_code == 200
    assert found.content_type == "text/calendar; charset=utf-8"
    files = [one.read_bytes() for one in (rich_folder / "rich" / "plan" / "feeds" / kind).iterdir()]
    assert found.data in files


@pytest.mark.parametrize(
    "address", ["people/NOBODY.ics", "deadlines/x.ics", "people/..%2F..%2Fplan.ics", "bodies/../../plan.json"]
)
def test_nothing_else_of_the_folder_can_be_taken(at_rich: FlaskClient, address: str) -> None:
    assert at_rich.get(f"/years/rich/in/calendar/feeds/{address}").status_code == 404


def test_a_feed_that_is_not_there_is_said_to_be_missing(folder: Path) -> None:
    client = client_of(folder, "rich")
    for file in (folder / "rich" / "plan" / "feeds" / "people").iterdir():
        file.unlink()
    assert client.get("/years/rich/in/calendar/feeds/people/ANN.ics").status_code == 404


# -- a day

DAY = "/years/rich/in/calendar/day"


def test_a_day_has_all_that_is_on_it(at_rich: FlaskClient, rich: YearView) -> None:
    page = BeautifulSoup(at_rich.get(f"{DAY}/2016-02-29").text, "html.parser")
    assert page.h1.text == "Monday 29 February 2016"
    assert shown(page) == [place(one) for one in rich.meetings if one.date == dt.date(2016, 2, 29)]
    assert "Health Board (Budget <b>)" in page.text
    assert "Director of Public Health: annual leave" in page.text
    assert [one.th.contents[0].strip() for one in page.select(".rooms-of-day tbody tr")] == [
        "Committee Room 1", "Committee Room 2", "Rooms 1 and 2",
    ]  # fmt: skip
    assert len(page.select(".rooms-of-day tbody tr")[0].select("rect.taken")) == 1


def test_what_is_due_on_a_day_is_named(at_rich: FlaskClient, rich: YearView) -> None:
    for meeting in rich.plan.live:
        for words, due in (("Agenda to publish", meeting.agenda_deadline), ("Reports due", meeting.report_due)):
            if due is not None:
                page = BeautifulSoup(at_rich.get(f"{DAY}/{due}").text, "html.parser")
                found = [(one.text.split(":")[0], one.a["href"]) for one in page.select("main li") if one.a]
                assert (words, f"/years/rich/in/calendar/meetings/{place(meeting)}") in found


def test_every_day_of_the_year_has_a_page_and_leads_to_the_next_with_a_meeting(
    at_rich: FlaskClient, rich: YearView
) -> None:
    dates = sorted({one.date for one in rich.meetings})
    for date in (dt.date(2015, 11, 30), *rich.problem.days, dt.date(2016, 4, 1)):
        page = at_rich.get(f"{DAY}/{date}")
        assert page.status_code == 200
        assert ("is not in the calendar" in page.text) == (date not in rich.problem.days)
        soup = BeautifulSoup(page.text, "html.parser")
        leads = {one["rel"][0]: str(one["href"]).rsplit("/", 1)[1] for one in soup.select(".turn a")}
        before, after = [one for one in dates if one < date][-1:], [one for one in dates if one > date][:1]
        expected = {"prev": before, "next": after}
        assert leads == {name: one[0].isoformat() for name, one in expected.items() if one}
        assert "<closure>" not in page.text


@pytest.mark.parametrize("date", ["2016-02-30", "2015-02-29", "today", "20160229x", "0000-00-00"])
def test_what_is_no_date_has_no_page(at_rich: FlaskClient, date: str) -> None:
    assert at_rich.get(f"{DAY}/{date}").status_code == 404
    another = at_rich.get(f"{DAY}/?date={date}")
    assert (another.status_code, another.location) == (302, f"{DAY}/2015-12-01")


def test_another_day_is_led_to(at_rich: FlaskClient) -> None:
    assert at_rich.get(f"{DAY}/?date=2016-02-29").location == f"{DAY}/2016-02-29"
