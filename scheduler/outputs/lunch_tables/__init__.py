"""`tables/`: the lunch tables of a year as facts, workbook, page with pictures, and place cards."""

from collections.abc import Mapping

from scheduler.domain.lunch_tables import LunchTables
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.lunch_tables.cards import table_cards
from scheduler.outputs.lunch_tables.facts import TABLES_FILE, tables_bytes
from scheduler.outputs.lunch_tables.page import tables_page
from scheduler.outputs.lunch_tables.sheets import tables_workbook
from scheduler.outputs.places import TABLES_FOLDER

WORKBOOK, PAGE, CARDS = "tables.xlsx", "tables.html", "place-cards.docx"


def table_papers(problem: Problem, plan: Plan, tables: LunchTables) -> Mapping[str, bytes]:
    """Return every file of lunch tables, by its path in the plan's folder."""
    files = {
        TABLES_FILE: tables_bytes(tables),
        WORKBOOK: tables_workbook(problem, plan, tables),
        PAGE: tables_page(problem, plan, tables).encode(),
        CARDS: table_cards(problem, plan, tables),
    }
    return {f"{TABLES_FOLDER}/{name}": content for name, content in files.items()}
