"""Planned with options, compared, one taken and given back: with JavaScript, without, and by keyboard alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.browsing import SETTLED, SMALL_TARGETS, WIDER, Keys, Served, follow, structure
from playwright.sync_api import Page, expect
from real_browser import barriers

from scheduler.desk.desk import Desk

pytestmark = pytest.mark.slow
MILLISECONDS = 150_000
"""For a small year to be planned on a busy machine."""


@pytest.fixture(autouse=True)
def queue(served_desk: Served) -> Iterator[Desk]:
    """The queue is left as it was found: empty."""
    yield served_desk.desk
    work = served_desk.desk.work
    for job in list(work.jobs.waiting()):
        work.stop(job.number)
        work.ended(job.number, 60)
    work.close()


def dates(folder: Path) -> set[tuple[str, str]]:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return {(one["body"], one["date"]) for one in plan["meetings"]}


def test_options_are_found_compared_and_one_taken_and_given_back(either_page: Page, folder: Path) -> None:
    page, plan = either_page, folder / "small" / "plan"
    page.goto("/years/small/plan")
    page.get_by_role("radio", name="1 minute").check()
    page.get_by_label("How many calendars to choose from?").select_option("3")
    page.get_by_role("radio", name="Nothing: begin afresh").check()
    page.get_by_label("Why?").fill("Group leaders want a choice")
    follow(page.get_by_role("button", name="Plan it"))
    expect(page.locator(".job.ended")).to_be_visible(timeout=MILLISECONDS)
    expect(page.get_by_role("button", name="Stop, and keep the best so far")).to_be_hidden()
    follow(page.get_by_role("link", name="Compare them side by side"))
    before, wanted = dates(plan), dates(plan / "options" / "2")
    follow(page.get_by_role("link", name="Take this one : Option 2"))
    page.get_by_label("Why?").fill("They chose the second")
    follow(page.get_by_role("button", name="Take option 2"))
    expect(page.get_by_text("Option 2 is now the calendar")).to_be_visible()
    assert dates(plan) == wanted != before
    follow(page.get_by_role("link", name="History").first)
    follow(page.get_by_role("link", name=re.compile("Go back")).first)
    follow(page.get_by_role("button", name=re.compile("Go back to step")))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert dates(plan) == before


def test_keys_alone_plan_compare_and_take(keys: Keys, folder: Path) -> None:
    plan = folder / "small" / "plan"
    keys.page.goto("/years/small/plan")
    keys.choose("How many calendars to choose from?", "3 that truly differ")
    keys.page.keyboard.press("Tab")
    keys.page.keyboard.press("ArrowDown")
    assert keys.page.get_by_role("radio", name="Nothing: begin afresh").is_checked()
    keys.follow("button", "Plan it")
    expect(keys.page.locator(".job.ended")).to_be_visible(timeout=MILLISECONDS)
    keys.follow("link", "Compare them side by side")
    wanted = dates(plan / "options" / "3")
    keys.follow("link", re.compile("Take this one.*Option 3"))
    keys.follow("button", "Take option 3")
    assert dates(plan) == wanted


def test_a_job_is_stopped_where_one_is(keys: Keys, queue: Desk) -> None:
    keys.page.goto("/years/small/plan")
    queue.work.close()
    queue.work.start = lambda: None  # type: ignore[method-assign] # the queue stands still
    keys.follow("button", "Plan it")
    expect(keys.page.get_by_text("It begins in a moment.")).to_be_visible()
    keys.to("button", "Stop, and keep the best so far")
    for _ in range(2):  # two more looks at how far it is take the focus away from nobody
        with keys.page.expect_response("**/years/small/jobs/1"):
            pass
    keys.see()
    keys.follow("button", "Stop, and keep the best so far")
    expect(keys.page.get_by_text("It is taken off the queue.")).to_be_visible()
    del queue.work.start
    queue.work.start()
    expect(keys.page.locator(".job.ended")).to_be_visible(timeout=MILLISECONDS)
    expect(keys.page.locator("#said")).to_have_text("Planning the year: Stopped.")


def test_no_screen_has_a_barrier(page: Page, queue: Desk) -> None:
    page.goto("/years/small/plan")
    addresses = ["/years/small/plan", "/years/small/jobs"]
    page.get_by_label("How many calendars to choose from?").select_option("2")
    follow(page.get_by_role("button", name="Plan it"))
    expect(page.locator(".job.ended")).to_be_visible(timeout=MILLISECONDS)
    options = "/years/small/in/calendar/options"
    addresses += ["/years/small/jobs/1", options, f"{options}?show=everything", f"{options}/2", f"{options}/2/take"]
    for address in addresses:
        page.goto(address)
        assert (address, structure(page)) == (address, [])
        for width in (1366, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(SETTLED)
            assert (address, barriers(page)) == (address, [])
            assert (address, page.evaluate(SMALL_TARGETS), page.evaluate(WIDER)) == (address, [], [])
    page.goto("/years/small/plan")
    page.get_by_role("radio", name="Another time").check()
    follow(page.get_by_role("button", name="Plan it"))
    assert barriers(page) == []
    expect(page.get_by_role("alert")).to_be_focused()
