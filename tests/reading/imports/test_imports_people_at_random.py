"""Files of people at random, whole and damaged: what is read is well formed, or the file is refused in words."""

import json
from itertools import chain
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rounds import rounds
from test_imports_oparl import BODIES, PEOPLE
from test_imports_popolo import COUNCIL

from scheduler.domain.found import Found
from scheduler.domain.tables import ROLES
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

HEADINGS = (
    "Name", "Surname", "First name", "Party", "Ward", "E-mail", "Committee", "Committees", "Role", "Substitutes",
    "Term of office", "Start date", "End date", "Home address", "Chair", "Members", "Planning Committee", "Cabinet", "",
)  # fmt: skip
CELLS = (
    "Cllr A Bee", "Dee, Cllr C", "Vacancy", "Green", "Planning Committee (Chair); Cabinet", "C", "V", "S", "X", "",
    "Chairman", "4 May 2023 - 6 May 2027", "21/05/2026", "a@b.example", "Members", "Planning Committee", "=1+1", "'",
    "7", "Cllr E Eff and Cllr G Aitch", "Audit Board, Cabinet", "\n", ";", "2026",
)  # fmt: skip
SETTINGS = settings(max_examples=rounds(120), suppress_health_check=list(HealthCheck), derandomize=True)


def looked_through(content: Content) -> Found | None:
    """Return what is read of a file, sound in itself; None where it is refused in words."""
    try:
        found = read_source(content)
    except Unreadable as trouble:
        refused = trouble.message, trouble.remedy
        found = None
    if found is None:
        assert refused[0].startswith(content.name)
        assert refused[1]
        return None
    assert {seat.role for seat in found.seats} <= set(ROLES)
    assert all(chain.from_iterable((seat.body, seat.person) for seat in found.seats))
    assert all(one.name for one in (*found.people, *found.bodies))
    assert all(one.what and one.why for one in found.left_out)
    pairs = [(seat.body, seat.person) for seat in joined(found).seats]
    assert len(pairs) == len(set(pairs))
    return found


@SETTINGS
@given(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6), st.data())
def test_lists_at_random(headings: list[str], data: st.DataObject) -> None:
    rows = data.draw(
        st.lists(st.lists(st.sampled_from(CELLS), min_size=len(headings), max_size=len(headings)), max_size=6)
    )
    lines = [headings, *rows]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    looked_through(Content("list.csv", text.encode(), "csv"))


@SETTINGS
@given(st.sampled_from([COUNCIL, PEOPLE, BODIES, {"data": PEOPLE}]), st.data())
def test_damaged_json(found: Any, data: st.DataObject) -> None:
    text = json.dumps(found)
    begin = data.draw(st.integers(0, len(text)))
    end = min(len(text), begin + data.draw(st.integers(0, 40)))
    put = data.draw(st.sampled_from(["", '"', "[", "{}", "null", "NaN", "1e400", "\\ud800", '"id": "p1",', "[" * 200]))
    looked_through(Content("x.json", f"{text[:begin]}{put}{text[end:]}".encode(), "json"))


VALUES = st.recursive(
    st.sampled_from([None, True, 7, 1.5, "", "Cllr A Bee", "2026-05-21", "o1", "https://schema.oparl.org/1.1/Person"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([
            "id", "name", "type", "persons", "memberships", "person", "person_id", "organization", "organization_id",
            "role", "posts", "data", "membership", "email", "start", "start_date", "startDate", "contact_details",
            "classification", "organizationType", "onBehalfOf", "on_behalf_of", "location", "links", "deleted",
        ]),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@SETTINGS
@given(VALUES, st.sampled_from(["Person", "Organization", "Membership", "Meeting", "Body", ""]))
def test_json_of_known_keys_with_anything_in_them(value: Any, kind: str) -> None:
    if kind and isinstance(value, dict):
        value = {**value, "type": f"https://schema.oparl.org/1.1/{kind}"}
    looked_through(Content("x.json", json.dumps(value).encode(), "json"))
