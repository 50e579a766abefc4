"""`place-cards.docx`: a card for everybody at each lunch, with name, organisation and table."""

from scheduler.domain.lunch_tables import LunchTables
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date
from scheduler.outputs.day_papers.lettering import bare_pages
from scheduler.outputs.day_papers.plates import cards
from scheduler.outputs.documents.word import Document
from scheduler.outputs.lunch_tables.shown import lunches_shown
from scheduler.outputs.naming import name_of_day, on_one_line
from scheduler.outputs.workbook.cover import moment_made


def table_cards(problem: Problem, plan: Plan, tables: LunchTables) -> bytes:
    """Return the cards of all lunches that are not over, in order of table and name."""
    author = on_one_line(problem.settings.authority or "")
    document = Document("Place cards", author=author, subject=plan.title, made=moment_made(plan))
    lunches = [one for one in lunches_shown(problem, plan, tables) if not one.lunch.held]
    document.paragraph(
        "Print the pages after this one on A4 card and cut along the dotted lines: eight cards to a page, by table."
    )
    rows = [
        (
            name_of_day(problem, one.lunch.meeting_day),
            long_date(one.lunch.date),
            counted(one.lunch.tables, "table"),
            counted(len(one.seats), "card"),
        )
        for one in lunches
    ]
    document.table(("Lunch", "Day", "Tables", "Cards"), rows, widths=(5.6, 5.6, 2.6, 2.6))
    bare_pages(document)
    for one in lunches:
        guests = [
            (seat.name, seat.organisation, table) for table in range(1, one.lunch.tables + 1) for seat in one.at(table)
        ]
        cards(document, guests, f"place cards of the lunch on {long_date(one.lunch.date)}")
    return document.to_bytes()
