"""Journeys of the screens about people: a by-election repaired, a nomination tried, a matrix walked by the arrows."""

import re

import pytest
from desk.browsing import Keys, Served, follow
from playwright.sync_api import Page, expect

from scheduler.commands.sources import read_kept

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]
ADDRESS = "/years/small/in/calendar/membership"


def found(page: Page, served: Served) -> None:
    """Wait for the job on whose page one is to end, and look at it again."""
    number = int(page.url.rsplit("/", 1)[1])
    served.desk.work.ended(number, 100)
    page.reload()


def seats(served: Served, name: str = "plan") -> set[str]:
    problem, _ = read_kept(served.desk.folder / "small" / name)
    return {problem.people[row.person].name for row in problem.memberships if row.body == "HWB"}


def test_a_by_election_is_repaired_and_applied(either_page: Page, served_desk: Served) -> None:
    page = either_page
    page.goto(ADDRESS)
    page.get_by_label("What changes").select_option(label="goes out and somebody else comes in")
    page.get_by_label("Who", exact=True).fill("Councillor Ann")
    page.get_by_label("Who comes in, or may deputise").fill("Councillor New")
    page.get_by_role("button", name="See what follows").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Who", exact=True)).to_have_value("Councillor Ann")
    page.get_by_text("Somebody new", exact=True).click()
    page.get_by_label("They are not in the workbook yet").check()
    page.get_by_label("E-mail address").fill("new@council.example")
    page.get_by_label("From").fill("2015-12-01")
    page.get_by_role("button", name="See what follows").click()
    expect(page.get_by_role("heading", name="What follows")).to_be_visible()
    expect(page.get_by_text("Councillor New joins Health Board as chair").first).to_be_visible()
    follow(page.get_by_role("button", name="Find the smallest repair"))
    found(page, served_desk)
    follow(page.get_by_role("link", name="See what was found"))
    expect(page.get_by_role("heading", name="No meeting moves")).to_be_visible()
    page.get_by_label("Why, for the history").fill("The by-election of November")
    follow(page.get_by_role("button", name="Apply to the calendar"))
    expect(page.get_by_text("The calendar is repaired")).to_be_visible()
    assert "Councillor New" in seats(served_desk)
    follow(page.get_by_role("link", name="History").first)
    expect(page.get_by_text("The by-election of November")).to_be_visible()


def test_a_by_election_is_kept_as_a_draft_with_nothing_but_keys(keys: Keys, served_desk: Served) -> None:
    page = keys.page
    page.goto(ADDRESS)
    keys.choose("What changes", "leaves a body")
    keys.type("Who", "Councillor Cat", role="combobox")
    keys.choose("Body", "Health Board")
    keys.press("button", "See what follows")
    heading = page.get_by_role("heading", name="What follows")
    expect(heading).to_be_focused()
    keys.follow("button", "Find the smallest repair")
    found(page, served_desk)
    keys.follow("link", "See what was found")
    keys.type("Name of the draft", "Without Cat")
    keys.follow("button", "Keep as a draft")
    expect(page.get_by_text("Kept as the draft without-cat.")).to_be_visible()
    assert "Councillor Cat" in seats(served_desk)
    assert (served_desk.desk.folder / "small" / "drafts" / "without-cat" / "plan.json").is_file()


def test_a_nomination_is_tried_from_viability(either_page: Page) -> None:
    page = either_page
    page.goto("/years/small/viability")
    for body in ("Health Board", "Growth Board", "Audit <b>Board</b>"):
        page.get_by_label(body).check()
    page.get_by_role("button", name="Can they sit at once?").click()
    expect(page.get_by_role("heading", name=re.compile("^No Can Audit"))).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("^Try this")).first)
    expect(page.get_by_label("Who", exact=True)).to_have_value("Councillor Dan")
    expect(page.get_by_text("It is not said who may deputise").first).to_be_visible()
    page.get_by_label("Who comes in, or may deputise").fill("Councillor Fay")
    page.get_by_role("button", name="See what follows").click()
    expect(page.get_by_text(re.compile("^Councillor Fay may deputise for Councillor Dan at")).first).to_be_visible()


def test_the_matrix_is_walked_by_the_arrows(keys: Keys) -> None:
    page = keys.page
    page.goto("/years/small/in/calendar/clashes")
    first = keys.to("link", re.compile("^[0-9]+ members"))
    row = first.evaluate("one => one.closest('tr').rowIndex")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") > row
    page.keyboard.press("Enter")
    expect(page.locator("#names h3")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('table') !== null")
