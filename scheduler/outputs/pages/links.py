"""Where the other outputs are: the workbook, and the feed of everything, of each body, room and person."""

from scheduler.domain.bodies import Body
from scheduler.domain.people import Person
from scheduler.domain.wording import counted
from scheduler.outputs.naming import name_of_day, organisations
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.year import Year
from scheduler.outputs.plain_text import feed_address, feed_path


def links(year: Year) -> Html:
    """Return the links to the other outputs, and to the feeds."""
    return element(
        "section",
        element("h2", "Files and feeds"),
        element(
            "p",
            "To keep a feed in your own calendar, subscribe to its address; an imported copy never changes again. "
            "Calendars refresh when they choose, some of them once a day.",
        ),
        element(
            "ul",
            element("li", _link("Workbook with every list (calendar.xlsx)", "calendar.xlsx")),
            element("li", _link("All meetings and meeting days", feed_address("all.ics"))),
            element("li", _link("Meetings open to the public", feed_address("public.ics")), ", the feed to publish"),
            element("li", _link("Deadlines for officers", feed_address("deadlines.ics"))),
            class_="links",
        ),
        _meeting_days(year),
        _rooms(year) if year.problem.rooms else None,
        _organisations(year),
        _people(year) if year.problem.people else None,
        id="feeds",
    )


def _link(text: str, address: str) -> Html:
    return element("a", text, href=address)


def _feed(text: str, folder: str, code: str) -> Html:
    return element("li", _link(text, feed_address(feed_path(folder, code))))


def _rooms(year: Year) -> Html:
    rooms = (_feed(f"{room.name}, {room.venue}", "rooms", room.code) for room in year.problem.rooms.values())
    return element("details", element("summary", "Rooms"), element("ul", *rooms, class_="links"))


def _meeting_days(year: Year) -> Html | None:
    codes = dict.fromkeys((*year.problem.meeting_days, *(one.meeting_day for one in year.plan.occurrences)))
    days = [_feed(name_of_day(year.problem, code), "meeting-days", code) for code in codes]
    return (
        element("details", element("summary", "Meeting days"), element("ul", *days, class_="links")) if days else None
    )


def _organisations(year: Year) -> Html | None:
    feeds = [_feed(name, "organisations", name) for name in organisations(year.problem).values()]
    if not feeds:
        return None
    about = element("p", "The meetings where somebody of the organisation sits; nobody is named.")
    return element("details", element("summary", "Organisations"), about, element("ul", *feeds, class_="links"))


def _person(person: Person) -> Html:
    busy = element(
        "a",
        "only when busy",
        href=feed_address(feed_path("busy", person.code)),
        aria_label=f"only when busy: {person.name}",
    )
    return element("li", _link(person.name, feed_address(feed_path("people", person.code))), " (", busy, ")")


def _people(year: Year) -> Html:
    people = map(_person, year.problem.people.values())
    return element(
        "details",
        element("summary", "Members' own feeds, for officers"),
        element(
            "p",
            element("strong", "Not for publication."),
            " Each says where one member sits, deputises or sends apologies. Give it to that member only. "
            "The second says nothing but when they are busy.",
        ),
        element("ul", *people, class_="links"),
    )


def bodies(year: Year) -> Html:
    """Return every body with its code, how often it meets, and its feed."""
    gone = (Body(code, code) for code in year.bodies if code not in year.problem.bodies)
    all_bodies = (*year.problem.bodies.values(), *gone)
    head = ("Code", "Body, and its feed", "Meetings")
    return element(
        "section",
        element("h2", "Bodies and their feeds"),
        element(
            "table",
            element("caption", counted(len(all_bodies), "body", "bodies")),
            element("thead", element("tr", *(element("th", text, scope="col") for text in head))),
            element("tbody", *(_body(body, len(year.plan.of_body(body.code))) for body in all_bodies)),
            class_="plain",
        ),
        id="bodies",
    )


def _body(body: Body, meetings: int) -> Html:
    return element(
        "tr",
        element("td", body.code),
        element("th", _link(body.name, feed_address(feed_path("bodies", body.code))), scope="row"),
        element("td", meetings, class_="figure"),
    )
