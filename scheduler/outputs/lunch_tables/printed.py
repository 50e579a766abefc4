"""The papers of lunch tables: `tables.html`, pictures with lists by name and by table, and `place-cards.docx`.

In these two are no access needs: they may lie about in the room.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from scheduler.domain.lunch_tables import LunchTables, organisation_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import authority_title, typed
from scheduler.domain.wording import counted, long_date, short_date
from scheduler.languages import ENGLISH, said, said_of, writing_in
from scheduler.outputs.bilingual import together
from scheduler.outputs.day_papers.lettering import bare_pages
from scheduler.outputs.day_papers.plates import cards
from scheduler.outputs.documents.word import Document
from scheduler.outputs.lunch_tables.facts import CARDS, FACTS, PAGE, WORKBOOK, tables_bytes
from scheduler.outputs.lunch_tables.picture import drawn
from scheduler.outputs.lunch_tables.sheets import tables_workbook
from scheduler.outputs.lunch_tables.shown import SeatShown, lunches_shown, name_of, quality
from scheduler.outputs.naming import name_of_day, on_one_line, whole_title
from scheduler.outputs.pages.editions import PageEdition, in_each_language
from scheduler.outputs.pages.templates import rendered
from scheduler.outputs.places import TABLES_FOLDER
from scheduler.outputs.workbook.cover import made_in_words, moment_made


def tables_page(problem: Problem, plan: Plan, tables: LunchTables, editions: Sequence[PageEdition] = ()) -> str:
    """Return the page as HTML in the language that is being written, the same for the same tables."""
    lunches = lunches_shown(problem, plan, tables)
    return rendered(
        "lunch_tables/tables.html",
        title=said("{title}: lunch tables", title=whole_title(problem, plan)),
        editions=editions,
        authority=on_one_line(authority_title(problem) or ""),
        summary=said_of(len(lunches), "Tables for {number} lunch", "Tables for {number} lunches"),
        quality=_in_english(tables),
        links=[(f"#lunch-{number}", short_date(one.lunch.date)) for number, one in enumerate(lunches, start=1)],
        lunches=[
            {
                "place": f"lunch-{number}",
                "title": one.title,
                "lines": list(one.lines),
                "picture": drawn(one, f"lunch-{number}"),
                "tables": [(table, one.at(table)) for table in range(1, one.lunch.tables + 1)],
                "near": one.near_words,
                "seats": one.seats,
            }
            for number, one in enumerate(lunches, start=1)
        ],
        footing=" ".join((said("Made by meeting-day."), *made_in_words(plan))),
    )


def _in_english(tables: LunchTables) -> list[str]:
    """Say to officers how good the tables are."""
    with writing_in(ENGLISH):
        return list(quality(tables))


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
            (*_on_a_card(problem, seat), table) for table in range(1, one.lunch.tables + 1) for seat in one.at(table)
        ]
        cards(document, problem, guests, f"place cards of the lunch on {long_date(one.lunch.date)}")
    return document.to_bytes()


def _on_a_card(problem: Problem, seat: SeatShown) -> tuple[str, str]:
    """Return the name and the organisation of a guest in each language of the council."""
    organisation = organisation_of(problem, seat.guest)
    return (
        together(problem, name_of, problem, seat.guest),
        on_one_line(together(problem, typed, problem, organisation)),
    )


def table_papers(problem: Problem, plan: Plan, tables: LunchTables) -> Mapping[str, bytes]:
    """Return every file of lunch tables, by its path in the plan's folder."""
    files = {
        FACTS: tables_bytes(tables),
        WORKBOOK: tables_workbook(problem, plan, tables),
        **dict(in_each_language(problem, PAGE, partial(tables_page, problem, plan, tables))),
        CARDS: table_cards(problem, plan, tables),
    }
    return {f"{TABLES_FOLDER}/{name}": content for name, content in files.items()}
