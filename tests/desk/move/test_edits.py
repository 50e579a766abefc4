"""Swap, cancel, pin and unpin: what follows is shown first, and what is done is what the commands do."""

import json
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk.move.moving_year import TODAY
from desk.move.test_move import IN, dates, plan_of
from desk.sending import hidden, run
from flask.testing import FlaskClient

from scheduler.commands.edits import consequences
from scheduler.commands.open_days import open_days
from scheduler.commands.standing import Standing
from scheduler.commands.telling import swaps, told_of
from scheduler.domain.edits import Cancel, Swap
from scheduler.domain.wording import long_date


def pinned(folder: Path) -> dict[str, bool]:
    plan = json.loads((plan_of(folder) / "plan.json").read_text(encoding="utf-8"))
    return {f"{one['body']}#{one['sequence']}": one["pinned"] for one in plan["meetings"]}


def test_a_meeting_is_pinned_and_let_go(officer: FlaskClient, folder: Path) -> None:
    page = officer.get(f"{IN}/edit/pin/GB/3")
    assert "whatever is planned anew" in page.text
    assert not pinned(folder)["GB#3"]
    assert officer.post(f"{IN}/edit/pin/GB/3", data={**hidden(page.text), "reason": "Agreed"}).status_code == 303
    assert pinned(folder)["GB#3"]
    there = officer.get(f"{IN}/edit/unpin/GB/3")
    assert officer.post(f"{IN}/edit/unpin/GB/3", data=hidden(there.text)).status_code == 303
    assert not pinned(folder)["GB#3"]
    steps = json.loads(run("history", plan_of(folder), "--json"))["steps"]
    assert [(one["command"], one["by"]) for one in steps[-2:]] == [("pin", "Officer"), ("unpin", "Officer")]


def test_a_meeting_is_cancelled_once_what_follows_was_shown(officer: FlaskClient, folder: Path) -> None:
    page = officer.get(f"{IN}/edit/cancel/WG/2")
    assert "is cancelled" in page.text
    assert "shown as cancelled until its day has passed" in page.text
    assert "WG#2" in dates(folder)
    assert (
        officer.post(f"{IN}/edit/cancel/WG/2", data={**hidden(page.text), "reason": "No business"}).status_code == 303
    )
    assert "WG#2" not in dates(folder)
    there = officer.get(f"{IN}/meetings/WG/2").text
    assert "Cancelled" in there
    assert "No business" in there


def test_another_is_held_instead_on_the_day_that_was_shown(
    officer: FlaskClient, folder: Path, standing: Standing
) -> None:
    told = told_of(standing, Cancel("WG", 2, replace=True))
    added = next(now for was, now in told.edited.meetings if was is None and now is not None)
    page = officer.get(f"{IN}/edit/cancel/WG/2?replace=yes")
    assert long_date(added.date) in page.text
    form = BeautifulSoup(page.text, "html.parser").select_one("form.apply")
    assert form is not None
    fields = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    assert fields["replace"] == "yes"
    assert officer.post(f"{IN}/edit/cancel/WG/2", data=fields).status_code == 303
    assert dates(folder)["WG#3"] == added.date.isoformat()


def test_what_it_could_be_swapped_with_breaks_no_rule(at_moving: FlaskClient, standing: Standing) -> None:
    found = swaps(standing, "HWB", 2, open_days(standing, "HWB", 2))
    page = BeautifulSoup(at_moving.get(f"{IN}/swap/HWB/2").text, "html.parser")
    assert [str(one["value"]) for one in page.select('select[name="with"] option')] == [
        f"{one.code}/{one.number}" for one in found
    ]
    for one in found:
        edited = consequences(standing, Swap(("HWB", 2), (one.code, one.number)))
        assert edited.possible
        assert ("at a price" in page.text) >= one.dearer


def test_two_meetings_are_swapped(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    possible = [
        (first, second)
        for first in (("HWB", 2), ("GB", 3), ("WG", 1), ("WG", 2))
        for second in swaps(standing, *first, open_days(standing, *first))
    ]
    (body, number), other = possible[0]
    before = dates(folder)
    address = f"{IN}/swap/{body}/{number}"
    page = officer.get(f"{address}?with={other.code}/{other.number}")
    assert "No rule is broken" in page.text or "no rule is broken" in page.text
    fields = {**hidden(page.text), "with": f"{other.code}/{other.number}"}
    assert officer.post(address, data=fields).status_code == 303
    after = dates(folder)
    assert after[f"{body}#{number}"] == other.date.isoformat()
    assert date.fromisoformat(before[f"{body}#{number}"]) != other.date


@pytest.mark.parametrize(("other", "status"), [("", 400), ("HWB/2", 400), ("GB/99", 404), ("nonsense", 404)])
def test_what_it_cannot_be_swapped_with_is_refused(officer: FlaskClient, folder: Path, other: str, status: int) -> None:
    before = dates(folder)
    fields = {**hidden(officer.get(f"{IN}/meetings/HWB/2").text), "with": other}
    assert officer.post(f"{IN}/swap/HWB/2", data=fields).status_code == status
    assert dates(folder) == before


def test_a_swap_that_breaks_a_rule_is_told_and_not_done(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    fit = {(one.code, one.number) for one in swaps(standing, "HWB", 2, open_days(standing, "HWB", 2))}
    other = next(one for one in (("WG", 1), ("WG", 2), ("GB", 3)) if one not in fit)
    before = dates(folder)
    page = officer.get(f"{IN}/swap/HWB/2?with={other[0]}/{other[1]}")
    assert "It cannot be" in page.text
    fields = {**hidden(officer.get(f"{IN}/meetings/HWB/2").text), "with": f"{other[0]}/{other[1]}"}
    answer = officer.post(f"{IN}/swap/HWB/2", data=fields)
    assert answer.status_code == 409
    assert dates(folder) == before


def test_nothing_is_done_to_a_fact(officer: FlaskClient, folder: Path) -> None:
    before = dates(folder)
    fields = hidden(officer.get(f"{IN}/meetings/GB/3").text)
    for address in (f"{IN}/edit/cancel/GB/1", f"{IN}/edit/pin/GB/1"):
        assert "has already met" in officer.get(address).text
        assert officer.post(address, data=fields).status_code == 409
    assert "has already met" in officer.get(f"{IN}/swap/GB/1").text
    assert officer.post(f"{IN}/swap/GB/1", data={**fields, "with": "GB/3"}).status_code == 400
    assert dates(folder) == before


def test_a_viewer_sees_what_would_follow_and_does_nothing(viewer: FlaskClient, folder: Path) -> None:
    before = pinned(folder)
    for address in (f"{IN}/edit/pin/GB/3", f"{IN}/edit/cancel/GB/3", f"{IN}/swap/GB/3"):
        page = viewer.get(address)
        assert page.status_code == 200
        assert BeautifulSoup(page.text, "html.parser").select("form.apply") == []
        assert viewer.post(address, data=hidden(page.text)).status_code == 403
    assert pinned(folder) == before


def test_a_stale_form_is_shown_what_changed(officer: FlaskClient, folder: Path) -> None:
    fields = hidden(officer.get(f"{IN}/edit/cancel/WG/2").text)
    plan = plan_of(folder)
    run("pin", plan / "input", plan, "GB#3", "--accept", "--as-of", TODAY)
    assert officer.post(f"{IN}/edit/cancel/WG/2", data=fields).status_code == 409
    assert "WG#2" in dates(folder)
