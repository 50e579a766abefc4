"""What the law says: every row with its instrument, from where the program reads it."""

from itertools import groupby

from markdown_tables import cell

from scheduler.domain.wording import listed, long_date
from scheduler.law.row import Row
from scheduler.law.rows import EDITION, ROWS
from scheduler.law.words import matter_title

INTRODUCTION = """# The law

What the law says of a council's meetings, with the instrument that says so and the day on which it was last looked up
there; the edition of the law is that of {edition}.
What stands here is what the program goes by, and no advice: “please check” marks what rests on one source alone. What
it warns of, and how a warning is answered: [law warnings](law-warnings.md).
`meeting-day law` prints the rows, and `meeting-day law year.xlsx` those that bear on a workbook.
"""


def law_page() -> str:
    """Return the page of the rows, matter by matter."""
    parts = [INTRODUCTION.format(edition=long_date(EDITION))]
    for matter, rows in groupby(ROWS, key=lambda row: row.matter):
        parts.append(f"## {matter_title(matter)}\n")
        parts.append("".join(map(_line, rows)))
        parts.append(f"Its name in the sheet Law waivers is `{matter}`.\n")
    return "\n".join(parts)


def _line(row: Row) -> str:
    """Return what is said of a row: for whom, what, by which instrument, since when, and when that was looked up."""
    by = "" if row.day is None else f" (on {long_date(row.day)})"
    names = f": {listed(row.names)}" if row.names else ""
    return f"- **{row.for_whom}**: {cell(row.says)}{by}{names}. {cell(row.instrument)}. {row.standing}.\n"
