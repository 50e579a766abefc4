"""The sheet for a mail merge: each member's own link, and a letter; never for publication."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO

import xlsxwriter

from scheduler.domain.people import Person
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import plan_title, sender_title, typed
from scheduler.languages import phrase, said
from scheduler.outputs.bilingual import BETWEEN, in_each, joined
from scheduler.outputs.naming import dear, on_one_line
from scheduler.outputs.site import private_path
from scheduler.outputs.site.addresses import whole_address
from scheduler.outputs.site.register import Register, private_address
from scheduler.outputs.workbook.mail_merge import write_merge_sheet
from scheduler.outputs.workbook.writing import LONGEST_PROPERTY, Styles, book_options

LETTERS_ENDING = ".letters.xlsx"
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""No clock: the same links are the same bytes whenever they are written."""
_COLUMNS = (
    ("Person", 14),
    ("Name", 34),
    ("Email", 34),
    ("Organisation", 26),
    ("Page", 60),
    ("Feed", 60),
    ("Letter", 90),
)
_OFFER = phrase(
    "Your meetings of {calendar} can be kept in your own calendar, where they change when a meeting is moved or "
    "cancelled. Open this page and choose your calendar program:"
)
_ADVICE = (
    phrase(
        "Please subscribe, and do not import: an imported copy never changes again. Some programs look only once a day."
    ),
    phrase("This link is yours alone, so please do not pass it on."),
    phrase("If it gets into other hands, tell us: you will have a new one, and the old one will stop working."),
)


def letters(problem: Problem, plan: Plan, register: Register, base_url: str) -> bytes:
    """Return the workbook: headings in the first row, as a mail merge wants them, and a row for each member.

    Whoever's link has been revoked has no row.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, book_options()) as book:
        title = on_one_line(f"{plan.title}: links for members")[:LONGEST_PROPERTY]
        book.set_properties({"title": title, "comments": "Private. Written by meeting-day.", "created": _CREATED})
        styles = Styles(book)
        sheet = book.add_worksheet("Letters")
        write_merge_sheet(sheet, _COLUMNS, _rows(problem, plan, register, base_url), styles)
    return buffer.getvalue()


def _rows(problem: Problem, plan: Plan, register: Register, base_url: str) -> Iterator[tuple[str, ...]]:
    for person in problem.people.values():
        address = private_address(register, person.code)
        if address is not None:
            page, feed = (whole_address(base_url, private_path(address, ending)) for ending in (".html", ".ics"))
            about = (person.code, person.name, person.email or "", person.organisation or "")
            letters_of_both = in_each(problem, _letter, problem, plan, person, page)
            yield (*about, page, feed, joined(letters_of_both, BETWEEN))


def _letter(problem: Problem, plan: Plan, person: Person, page: str) -> str:
    calendar, authority = (
        on_one_line(plan_title(problem, plan)),
        on_one_line(sender_title(problem, problem.bodies_of_person(person.code)) or ""),
    )
    offer = said(_OFFER, calendar=calendar)
    paragraphs = (f"{dear(on_one_line(typed(problem, person.name)))},", offer, page, *map(said, _ADVICE), authority)
    return "\n\n".join(filter(None, paragraphs))
