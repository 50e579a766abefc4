"""From the saved answers and pages of modern.gov to a workbook that is read, and to last year held against it."""

from zipfile import ZipFile

import pytest
from moderngov_council import BODIES, HOLIDAY, PEOPLE, PRIVATE, members, saved

from scheduler.commands.imports import import_files
from scheduler.domain.wording import long_date
from scheduler.reading import read_input


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("moderngov")
    source = folder / "saved"
    source.mkdir()
    for name, data in saved().items():
        (source / name).write_bytes(data)
    return folder / "new.xlsx", import_files([source], folder / "new.xlsx", None, lambda _words: None)


def test_the_workbook_is_read_without_a_fault(done):
    path, made = done
    assert made.faults == ()
    problem = read_input(path)[0]
    assert {person.name for person in problem.people.values()} == {name for _, name, *_ in PEOPLE}
    seated = {body.name: [] for body in problem.bodies.values()}
    for seat in problem.memberships:
        seated[problem.bodies[seat.body].name].append((problem.people[seat.person].name, seat.role))
    seated = {name: sorted(seats) for name, seats in seated.items()}
    roles = {"Chair": "chair", "Vice-Chair": "vice_chair", "": "member"}
    assert seated == {
        title: sorted((one[1], roles[role]) for one, role in members(body))
        for body, (_, title, *_) in enumerate(BODIES)
    }


def test_only_what_was_really_broken_last_year_is(done):
    (sentence,) = done[1].broken
    assert long_date(HOLIDAY) in sentence
    assert "Audit and Governance Committee" in sentence


def test_nothing_private_is_anywhere_in_the_workbook(done):
    with ZipFile(done[0]) as parts:
        everything = b"\n".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    assert "cllr.500@ravenmere.example" in everything
    assert [words for words in PRIVATE if words in everything] == []
