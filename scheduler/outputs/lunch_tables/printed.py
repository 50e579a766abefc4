"""The papers of lunch tables: `tables.html`, pictures with lists by name and by table, and `place-cards.docx`.

In these two are no access needs: they may lie about in the room.
"""

from collections.abc import Mapping

from scheduler.domain.lunch_tables import LunchTables
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date, short_date
from scheduler.outputs.day_papers.lettering import bare_pages
from scheduler.outputs.day_papers.plates import cards
from scheduler.outputs.documents.word import Document
from scheduler.outputs.lunch_tables.facts import CARDS, FACTS, PAGE, WORKBOOK, tables_bytes
from scheduler.outputs.lunch_tables.picture import drawn
from scheduler.outputs.lunch_tables.sheets import tables_workbook
from scheduler.outputs.lunch_tables.shown import lunches_shown, quality
from scheduler.outputs.naming import name_of_day, on_one_line, whole_title
from scheduler.outputs.pages.templates import rendered
from scheduler.outputs.places import TABLES_FOLDER
from scheduler.outputs.workbook.cover import made_in_words, moment_made


def tables_page(problem: Problem, plan: Plan, tables: LunchTables) -> str:
    """Return the page as HTML, the same for the same tables."""
    lunches = lunches_shown(problem, plan, tables)
    return rendered(
        "lunch_tables/tables.html",
        title=f"{whole_title(problem, plan)}: lunch tables",
        authority=on_one_line(problem.settings.authority or ""),
        summary=f"Tables for {counted(len(lunches), 'lunch', 'lunches')}",
        quality=list(quality(tables)),
        lunches=[
            {
                "place": f"lunch-{number}",
                "title": one.title,
                "short": short_date(one.lunch.date),
                "lines": list(one.lines),
                "picture": drawn(one, f"lunch-{number}"),
                "tables": [(table, one.at(table)) for table in range(1, one.lunch.tables + 1)],
                "near": one.near_words,
                "seats": one.seats,
            }
            for number, one in enumerate(lunches, start=1)
        ],
        footing=" ".join(("Made by meeting-day.", *made_in_words(plan))),
    )


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
        cards(document, problem, guests, f"place cards of the lunch on {long_date(one.lunch.date)}")
    return document.to_bytes()


def table_papers(problem: Problem, plan: Plan, tables: LunchTables) -> Mapping[str, bytes]:
    """Return every file of lunch tables, by its path in the plan's folder."""
    files = {
        FACTS: tables_bytes(tables),
        WORKBOOK: tables_workbook(problem, plan, tables),
        PAGE: tables_page(problem, plan, tables).encode(),
        CARDS: table_cards(problem, plan, tables),
    }
    return {f"{TABLES_FOLDER}/{name}": content for name, content in files.items()}
