"""Jobs about one meeting: the fewest others that make room, shown first and then moved, and why not another day."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk.logged_in import client_of
from desk.move.conftest import standing_of
from desk.move.moving_year import TODAY
from desk.move.test_move import IN, dates, plan_of
from desk.sending import hidden, run
from flask.testing import FlaskClient

from scheduler.commands.at_hand import at_hand
from scheduler.commands.open_days import open_days
from scheduler.desk.desk import Desk
from scheduler.desk.work.asks import DONE, REFUSED, Ask
from scheduler.desk.work.kinds import Doing
from scheduler.desk.work.one_meeting import NONE_COULD, find_others, make_room, why
from scheduler.desk.work.progress import Recorder
from scheduler.domain.edits import OTHERS_MOVE, RULED_OUT

FOLLOWED = 120
"""Seconds that a job may take, at the most, on a busy machine."""


def doing(folder: Path, tmp_path: Path, kind: str, **values: object) -> Doing:
    """Return a job as the child that does it has it."""
    own = tmp_path / "job"
    own.mkdir(exist_ok=True)
    said = {"calendar": "calendar", "as_of": f"{TODAY}T00:00:00", "seconds": 20, **values}
    return Doing(Ask("moving", kind, said, by="Officer"), folder, own, Recorder(own, 20.0))


def version(folder: Path) -> str:
    return at_hand(plan_of(folder)).version


def asked(folder: Path, tmp_path: Path, day: str, body: str = "GB", number: int = 3, **more: object) -> Doing:
    values = {"body": body, "number": number, "day": day, "start": None, "room": None, "waive": None}
    return doing(folder, tmp_path, "others", **values, version=version(folder), **more)


def day_that_takes_others(folder: Path) -> tuple[str, int, str]:
    """Return a meeting, and a day on which the fewest others are known to be able to make room for it."""
    standing = standing_of(folder)
    for body, number in (("GB", 3), ("WG", 1), ("WG", 2), ("HWB", 2), ("HWB", 3)):
        for day in open_days(standing, body, number):
            if day.verdict == OTHERS_MOVE and day.in_the_way:
                return body, number, day.date.isoformat()
    raise AssertionError("there is no such day")


def test_the_fewest_others_are_found_shown_and_moved(folder: Path, tmp_path: Path) -> None:
    before = dates(folder)
    body, number, day = day_that_takes_others(folder)
    found = find_others(asked(folder, tmp_path, day, body, number))
    assert found.outcome == DONE
    assert dates(folder) == before
    document = found.document
    assert document["possible"], (body, number, day, found)
    assert len(document["moves"]) == len(document["displaced"]) >= 1
    made = make_room(asked(folder, tmp_path, day, body, number, displaced=document["displaced"]))
    assert made.outcome == DONE, made
    after = dates(folder)
    assert after[f"{body}#{number}"] == day
    changed = {name for name in before if before[name] != after.get(name)}
    assert len(changed) == 1 + len(document["displaced"])
    run("check", plan_of(folder) / "input", plan_of(folder))


def test_others_than_those_that_were_shown_are_not_moved(folder: Path, tmp_path: Path) -> None:
    before = dates(folder)
    body, number, day = day_that_takes_others(folder)
    made = make_room(asked(folder, tmp_path, day, body, number, displaced=[["nobody", day, 600]]))
    assert made.outcome == REFUSED
    assert "than those that were shown" in made.sentences[1]
    assert dates(folder) == before


def test_where_nobody_could_make_room_that_is_told(folder: Path, tmp_path: Path) -> None:
    standing = standing_of(folder)
    day = next(one.date for one in open_days(standing, "GB", 3) if one.verdict == RULED_OUT)
    found = find_others(asked(folder, tmp_path, day.isoformat()))
    assert (found.outcome, found.sentences, found.document["possible"]) == (DONE, (NONE_COULD,), False)


def test_another_version_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    job = asked(folder, tmp_path, "2015-12-15", displaced=[])
    plan = plan_of(folder)
    run("pin", plan / "input", plan, "WG#2", "--accept", "--as-of", TODAY)
    with pytest.raises(Exception, match="changed by somebody else"):
        make_room(job)


def test_why_not_is_answered_in_words_without_any_option(folder: Path, tmp_path: Path) -> None:
    closed = why(doing(folder, tmp_path, "why", meeting="HWB#2", day="2015-12-25", start=None))
    assert closed.outcome == DONE
    assert any("Christmas" in one or "closed" in one.casefold() for one in closed.sentences)
    around = why(doing(folder, tmp_path, "why", meeting="HWB#2", day=None, start=None))
    assert around.sentences
    assert not any("--" in one for one in (*closed.sentences, *around.sentences))


@pytest.mark.slow
def test_a_chain_is_asked_for_shown_and_applied_by_its_pages(folder: Path) -> None:
    body, number, day = day_that_takes_others(folder)
    before = dates(folder)
    officer = client_of(folder, "moving")
    desk: Desk = officer.application.extensions["desk"]
    try:
        page = officer.get(f"{IN}/move/{body}/{number}?day={day}")
        assert "Find the fewest others that would move" in page.text
        sent = officer.post(f"{IN}/move/{body}/{number}/others", data={**hidden(page.text), "day": day})
        assert sent.status_code == 303
        job = desk.work.ended(int(sent.location.rsplit("/", 1)[1]), FOLLOWED)
        assert job.outcome == DONE
        assert f"{IN}/others/{job.number}" in officer.get(sent.location).text
        chain = officer.get(f"{IN}/others/{job.number}")
        moves = job.answer.document["moves"] if job.answer is not None else []
        assert moves
        text = BeautifulSoup(chain.text, "html.parser").text
        assert all(move in text for move in moves)
        assert dates(folder) == before
        made = officer.post(f"{IN}/others/{job.number}", data={**hidden(chain.text), "reason": "Agreed with all"})
        done = desk.work.ended(int(made.location.rsplit("/", 1)[1]), FOLLOWED)
        assert (done.outcome, dates(folder)[f"{body}#{number}"]) == (DONE, day)
    finally:
        desk.work.close()


def test_a_chain_that_nobody_asked_for_is_not_there(officer: FlaskClient) -> None:
    assert officer.get(f"{IN}/others/99").status_code == 404
    form = hidden(officer.get(f"{IN}/meetings/GB/3").text)
    assert officer.post(f"{IN}/move/GB/3/others", data={**form, "day": "never"}).status_code == 400


def test_why_not_is_a_job_with_a_page(folder: Path) -> None:
    officer = client_of(folder, "moving")
    desk: Desk = officer.application.extensions["desk"]
    address = f"{IN}/meetings/HWB/2/why"
    try:
        sent = officer.post(address, data={**hidden(officer.get(address).text), "day": "2015-12-25"})
        assert sent.status_code == 303
        assert desk.work.ended(int(sent.location.rsplit("/", 1)[1]), FOLLOWED).outcome == DONE
        assert "Christmas" in officer.get(sent.location).text
    finally:
        desk.work.close()
