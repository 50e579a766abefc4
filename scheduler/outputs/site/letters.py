"""The sheet for a mail merge: each member's own link, and a letter; never for publication."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO

import xlsxwriter

from scheduler.domain.people import Person
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.naming import on_one_line
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
_OFFER = (
    "Your meetings of {calendar} can be kept in your own calendar, where they change when a meeting is moved or "
    "cancelled. Open this page and choose your calendar program:"
)
_ADVICE = (
    "Please subscribe, and do not import: an imported copy never changes again. Some programs look only once a day.",
    "This link is yours alone, so please do not pass it on.",
    "If it gets into other hands, tell us: you will have a new one, and the old one will stop working.",
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
            yield (*about, page, feed, _letter(problem, plan, person, page))


def _letter(problem: Problem, plan: Plan, person: Person, page: str) -> str:
    calendar, authority = on_one_line(plan.title), on_one_line(problem.settings.authority or "")
    paragraphs = (f"Dear {on_one_line(person.name)},", _OFFER.format(calendar=calendar), page, *_ADVICE, authority)
    return "\n\n".join(filter(None, paragraphs))
