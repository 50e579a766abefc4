"""Popolo: people, organizations, memberships, posts and events as one JSON document.

Source: the JSON schemas of the Popolo specification. Of people there is their name, the organization they are from and
their seats: no address of any kind, and nothing of diets, access or health.
"""

from collections.abc import Iterator

from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.languages import ENGLISH, writing_in
from scheduler.outputs.bilingual import languages, together
from scheduler.outputs.data.meetings import Dated, Edition, Thing, stated
from scheduler.outputs.naming import on_one_line, role_title
from scheduler.outputs.on_the_day import ONLINE

_GROUP, _OFFICE = "political group", "institution"
_STATUS = {"provisional": "tentative"}
"""The words of RFC 5545, where they are others."""


def popolo_document(edition: Edition) -> Thing:
    """Return the document: its lists may be empty, and each thing says only what is known."""
    return {
        "persons": list(_persons(edition)),
        "organizations": list(_organizations(edition)),
        "posts": list(_posts(edition)),
        "memberships": list(_memberships(edition)),
        "events": [_event(edition, one) for one in edition.meetings],
    }


def _persons(edition: Edition) -> Iterator[Thing]:
    problem = edition.problem
    for code in problem.people:
        yield {"id": _of("person", code), "name": on_one_line(together(problem, person_title, problem, code))}


def _organizations(edition: Edition) -> Iterator[Thing]:
    problem, people = edition.problem, edition.problem.people.values()
    for code, body in problem.bodies.items():
        yield stated({
            "id": _of("organization", code),
            "name": on_one_line(together(problem, body_title, problem, code)),
            "other_names": [{"name": on_one_line(code), "note": "code"}, *_in_one_language(problem, code)],
            "classification": on_one_line(body.classification or ""),
            "founding_date": body.start_date and body.start_date.isoformat(),
            "dissolution_date": body.end_date and body.end_date.isoformat(),
        })  # fmt: skip
    behalf = {row.on_behalf_of for row in problem.all_memberships if row.on_behalf_of}
    for name in sorted(behalf | {person.organisation for person in people if person.organisation}):
        yield {"id": _of("institution", name), "name": on_one_line(name), "classification": _OFFICE}
    for name in sorted({person.group for person in people if person.group}):
        yield {"id": _of("group", name), "name": on_one_line(name), "classification": _GROUP}


def _in_one_language(problem: Problem, code: str) -> Iterator[Thing]:
    """Yield the name of a body in each language by itself, where more than English is written and they differ.

    The keys are those by which EveryPolitician gives names in several languages.
    """
    names = {}
    for language in dict.fromkeys((*languages(problem), ENGLISH)):
        with writing_in(language):
            names[language] = on_one_line(body_title(problem, code))
    if len(set(names.values())) > 1:
        yield from ({"name": name, "lang": language, "note": "multilingual"} for language, name in names.items())


def _posts(edition: Edition) -> Iterator[Thing]:
    """Yield the chair and the vice-chairs of each body that has any."""
    rows = edition.problem.all_memberships
    found = dict.fromkeys((row.body, row.role) for row in rows if row.role in PRESIDING_ROLES)
    for body, role in found:
        label = together(edition.problem, role_title, role)
        organization = _of("organization", body)
        yield {"id": _of("post", f"{body}/{role}"), "label": label, "role": label, "organization_id": organization}


def _memberships(edition: Edition) -> Iterator[Thing]:
    for row in edition.problem.all_memberships:
        yield stated({
            "person_id": _of("person", row.person),
            "organization_id": _of("organization", row.body),
            "post_id": _of("post", f"{row.body}/{row.role}") if row.role in PRESIDING_ROLES else None,
            "role": together(edition.problem, role_title, row.role),
            "on_behalf_of_id": row.on_behalf_of and _of("institution", row.on_behalf_of),
            "start_date": row.start_date and row.start_date.isoformat(),
            "end_date": row.end_date and row.end_date.isoformat(),
        })  # fmt: skip
    for code, person in edition.problem.people.items():
        for kind, name in (("institution", person.organisation), ("group", person.group)):
            if name:
                yield {"person_id": _of("person", code), "organization_id": _of(kind, name)}


def _event(edition: Edition, one: Dated) -> Thing:
    return stated({
        "id": one.meeting.uid,
        "name": on_one_line(one.title),
        "start_date": one.start.isoformat("T", "minutes"),
        "end_date": one.end.isoformat("T", "minutes"),
        "status": _STATUS.get(one.meeting.status, one.meeting.status),
        "location": on_one_line(one.place) or (edition.say(ONLINE) if one.mode == "online" else ""),
        "organization_id": _of("organization", one.meeting.body),
    })  # fmt: skip


def _of(kind: str, code: str) -> str:
    return f"{kind}/{on_one_line(code)}"
