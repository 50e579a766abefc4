"""Answers and pages that are cut or changed at random: each is read, or refused in words; nothing private is told."""

import random

import pytest
from moderngov_samples import (
    BROWSE,
    COMMITTEES,
    COUNCILLORS,
    MEETING,
    MEETINGS,
    MEMBERS_PAGE,
    PERSON_PAGE,
    PRIVATE,
    WARDS_PAGE,
    page,
    subtitle,
)

from scheduler.domain.found import Found
from scheduler.reading.imports.content import Content, kind_of
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

WHOLE = {
    "committees.xml": COMMITTEES.encode(),
    "meetings.xml": MEETINGS.encode(),
    "meeting.xml": MEETING.encode(),
    "councillors.xml": COUNCILLORS.encode(),
    "committee.html": page(MEMBERS_PAGE, "", subtitle("Planning") + BROWSE).data,
    "councillors.html": page(WARDS_PAGE).data,
    "person.html": page(PERSON_PAGE, "", subtitle("Cllr Alder"), "mgUserInfo.aspx?UID=3").data,
}
PIECES = (
    b"<",
    b">",
    b'"',
    b"</li>",
    b"</td>",
    b"&",
    b"&#",
    b"<!--",
    b"-->",
    b"]]>",
    b"\0",
    b"\xff",
    b"x" * 300,
    b"<h2>",
)
TIMES = 60


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        at, how = chance.randrange(len(changed) + 1), chance.randrange(4)
        if how == 0:
            changed[at : at + chance.randrange(1, 80)] = b""
        elif how == 1:
            changed[at:at] = chance.choice(PIECES)
        elif how == 2:
            start = chance.randrange(len(changed))
            changed[at:at] = changed[start : start + chance.randrange(1, 400)]
        else:
            changed[at : at + 1] = bytes((chance.randrange(256),))
    return bytes(changed)


def read(name: str, data: bytes) -> Found | str:
    try:
        return joined(read_source(Content(name, data, kind_of(name, data))))
    except Unreadable as trouble:
        return trouble.message


@pytest.mark.parametrize("name", WHOLE)
def test_whatever_is_damaged_is_read_or_refused_and_tells_nothing_private(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - nobody's secret hangs on it
    found = [read(name, damaged(WHOLE[name], chance)) for _ in range(TIMES)]
    assert [words for words in PRIVATE if words in repr(found)] == []
    assert {one.startswith(name) for one in found if isinstance(one, str)} <= {True}
    for one in (one for one in found if isinstance(one, Found)):
        bodies, people = {body.name for body in one.bodies}, {person.name for person in one.people}
        assert {meeting.body for meeting in one.meetings} | {seat.body for seat in one.seats} <= bodies
        assert {seat.person for seat in one.seats} <= people
        assert {meeting.place for meeting in one.meetings} <= {"", *(room.name for room in one.rooms)}
