"""`tables.html`: the tables of each lunch as a picture, beside it lists by table and by name, to look at and to print.

No access needs and no diets: it may hang at the door.
"""

from scheduler.domain.lunch_tables import LunchTables
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, short_date
from scheduler.outputs.lunch_tables.picture import LETTERS, picture_of
from scheduler.outputs.lunch_tables.shown import lunches_shown, quality
from scheduler.outputs.naming import on_one_line, whole_title
from scheduler.outputs.pages.templates import rendered
from scheduler.outputs.workbook.cover import made_in_words


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
                "picture": picture_of(one),
                "tables": [(table, one.at(table)) for table in range(1, one.lunch.tables + 1)],
                "near": one.near_words,
                "seats": one.seats,
            }
            for number, one in enumerate(lunches, start=1)
        ],
        letters=LETTERS,
        footing=" ".join(("Made by meeting-day.", *made_in_words(plan))),
    )
