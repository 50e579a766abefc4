"""OParl 1.1: the authority, its bodies, their members and meetings, each an object with an address of its own.

Source: the schemas of the OParl specification. An OParl `Body` is the authority, and its `Organization` a body. A
meeting that is not held is `cancelled`; one that everybody could read, and that is shown no more, is `deleted`.
"""

from collections.abc import Iterator
from urllib.parse import quote, unquote

from scheduler.domain.people import Membership
from scheduler.domain.titles import body_title, person_title, plan_title, venue_title
from scheduler.outputs.bilingual import together
from scheduler.outputs.data.meetings import Dated, Edition, Thing, stated
from scheduler.outputs.naming import file_stem, name_of_room, on_one_line, role_title

SCHEMA = "https://schema.oparl.org/1.1/"
FOLDER = "oparl"
SYSTEM_FILE = f"{FOLDER}/system.json"
_LISTS = {
    "Organization": "organizations",
    "Person": "people",
    "Meeting": "meetings",
    "Membership": "memberships",
    "Location": "locations",
}
"""The file of the list of each type."""
_BODY_THAT_MEETS = "Gremium"
"""OParl's own word for an organization that meets; others stand for somebody who does."""
_OFFICE = "Institution"


class OParl:
    """The objects of an edition, in order."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        created = min((one.created for one in edition.meetings), default=edition.made)
        self.stamps = {"created": edition.local(min(created, edition.made)), "modified": edition.local(edition.made)}

    def address(self, kind: str, code: str) -> str:
        """Return the id of a thing, which is where it lies."""
        return self.edition.address(f"{FOLDER}/{kind}/{quote(file_stem(code))}.json")

    def of_list(self, name: str) -> str:
        """Return the address of a list."""
        return self.edition.address(f"{FOLDER}/{name}.json")

    def objects(self) -> Iterator[Thing]:
        """Yield the objects that everything else refers to, and each organization, person, membership and meeting."""
        yield self.system
        yield self.body
        yield from self.organizations()
        yield from self.people()
        yield from self.memberships()
        yield from self.locations().values()
        yield from map(self.meeting, self.edition.meetings)
        yield from self.gone()

    @property
    def system(self) -> Thing:
        """What begins it all."""
        return {
            "id": self.edition.address(SYSTEM_FILE),
            "type": f"{SCHEMA}System",
            "oparlVersion": SCHEMA,
            "body": self.of_list("bodies"),
            "name": on_one_line(together(self.edition.problem, plan_title, self.edition.problem, self.edition.plan)),
            "contactName": on_one_line(self.edition.authority),
            "website": self.edition.address("index.html"),
            **self.stamps,
        }

    @property
    def body(self) -> Thing:
        """The authority."""
        lists = {name: self.of_list(_LISTS[kind]) for name, kind in (("organization", "Organization"),
                 ("person", "Person"), ("meeting", "Meeting"), ("membership", "Membership"),
                 ("locationList", "Location"))}  # fmt: skip
        return {
            "id": self.of_list("body"),
            "type": f"{SCHEMA}Body",
            "system": self.edition.address(SYSTEM_FILE),
            "name": on_one_line(self.edition.authority),
            "website": self.edition.address("index.html"),
            **lists,
            "paper": self.of_list("papers"),
            "legislativeTerm": [],
            **self.stamps,
        }

    def organizations(self) -> Iterator[Thing]:
        """Yield each body that meets, then whom seats are held for."""
        problem = self.edition.problem
        for code, body in problem.bodies.items():
            yield stated({
                "id": self.address("organization", code),
                "type": f"{SCHEMA}Organization",
                "body": self.of_list("body"),
                "name": on_one_line(together(problem, body_title, problem, code)),
                "shortName": on_one_line(code),
                "organizationType": _BODY_THAT_MEETS,
                "classification": on_one_line(body.classification or ""),
                "membership": [self.of_membership(row) for row in problem.memberships_of_body[code]],
                "votingMemberCount": body.seats,
                "startDate": body.start_date and body.start_date.isoformat(),
                "endDate": body.end_date and body.end_date.isoformat(),
                **self.stamps,
            })  # fmt: skip
        behalf = dict.fromkeys(row.on_behalf_of for row in problem.all_memberships if row.on_behalf_of)
        for name in sorted(behalf):
            yield {
                "id": self.address("on-behalf-of", name),
                "type": f"{SCHEMA}Organization",
                "body": self.of_list("body"),
                "name": on_one_line(name),
                "organizationType": _OFFICE,
                **self.stamps,
            }

    def people(self) -> Iterator[Thing]:
        """Yield each person or post by name, with their seats within; nothing else is said of anybody."""
        seats: dict[str, list[Thing]] = {}
        for thing in self.memberships():
            seats.setdefault(thing["person"], []).append(thing)
        problem = self.edition.problem
        for code in problem.people:
            address = self.address("person", code)
            yield stated({
                "id": address,
                "type": f"{SCHEMA}Person",
                "body": self.of_list("body"),
                "name": on_one_line(together(problem, person_title, problem, code)),
                "membership": seats.get(address, []),
                **self.stamps,
            })  # fmt: skip

    def of_membership(self, row: Membership) -> str:
        """Return the id of a seat."""
        parts = (row.body, row.person, row.role, row.start_date.isoformat() if row.start_date else "")
        return self.address("membership", " ".join(filter(None, parts)))

    def memberships(self) -> Iterator[Thing]:
        """Yield each seat."""
        for row in self.edition.problem.all_memberships:
            yield stated({
                "id": self.of_membership(row),
                "type": f"{SCHEMA}Membership",
                "person": self.address("person", row.person),
                "organization": self.address("organization", row.body),
                "role": together(self.edition.problem, role_title, row.role),
                "votingRight": row.voting,
                "startDate": row.start_date and row.start_date.isoformat(),
                "endDate": row.end_date and row.end_date.isoformat(),
                "onBehalfOf": row.on_behalf_of and self.address("on-behalf-of", row.on_behalf_of),
                **self.stamps,
            })  # fmt: skip

    def locations(self) -> dict[str, Thing]:
        """Return each place that is met in, by its id."""
        found = (self.location(one) for one in self.edition.meetings)
        return {thing["id"]: thing for thing in found if thing is not None}

    def location(self, one: Dated) -> Thing | None:
        """Return where a meeting is held; None where that is not known, or it is online only."""
        if not one.place or one.mode == "online":
            return None
        problem = self.edition.problem
        room = problem.rooms.get(one.meeting.room or "")
        met_at = one.meeting.venue or ""
        venue = one.place if room is None else met_at and together(problem, venue_title, problem, met_at)
        return stated({
            "id": self.address("location", one.place),
            "type": f"{SCHEMA}Location",
            "description": on_one_line(venue),
            "room": "" if room is None else on_one_line(together(problem, name_of_room, problem, room.code)),
            **self.stamps,
        })  # fmt: skip

    def meeting(self, one: Dated) -> Thing:
        """Return a meeting."""
        return stated({
            "id": self.address("meeting", one.meeting.uid),
            "type": f"{SCHEMA}Meeting",
            "name": on_one_line(one.title),
            "meetingState": one.meeting.status,
            "cancelled": not one.meeting.live,
            "start": one.start.isoformat("T", "seconds"),
            "end": one.end.isoformat("T", "seconds"),
            "location": self.location(one),
            "organization": [self.address("organization", one.meeting.body)],
            "created": self.edition.local(one.created),
            "modified": self.edition.local(one.changed),
        })  # fmt: skip

    def gone(self) -> Iterator[Thing]:
        """Yield what is left of meetings that everybody could read once, and cannot any more."""
        for uid, created in self.edition.gone.items():
            yield {
                "id": self.address("meeting", uid),
                "type": f"{SCHEMA}Meeting",
                "created": self.edition.local(created),
                "modified": self.edition.local(self.edition.made),
                "deleted": True,
            }


def oparl_document(edition: Edition) -> Thing:
    """Return every object in one list, as a list of OParl has them."""
    return _listed(list(OParl(edition).objects()))


def oparl_files(edition: Edition) -> Iterator[tuple[str, Thing]]:
    """Yield the files of the interface by their paths on the site: the system, its lists, and each object."""
    made, start = OParl(edition), len(edition.base_url) + 1
    objects = list(made.objects())
    for thing in objects:
        yield unquote(thing["id"][start:]), thing
    yield f"{FOLDER}/bodies.json", _listed([made.body])
    yield f"{FOLDER}/papers.json", _listed([])
    for kind, name in _LISTS.items():
        yield f"{FOLDER}/{name}.json", _listed([one for one in objects if one["type"] == f"{SCHEMA}{kind}"])


def _listed(things: list[Thing]) -> Thing:
    """Return a list of objects on one page."""
    pages = {"totalElements": len(things), "elementsPerPage": len(things), "currentPage": 1, "totalPages": 1}
    return {"data": things, "pagination": pages, "links": {}}
