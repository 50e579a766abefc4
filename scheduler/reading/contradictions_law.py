"""What is contradictory in `law_waivers`: matters that are none, answers given twice, and those that answer nothing."""

from scheduler.domain.problem import Problem
from scheduler.law.rows import MATTERS
from scheduler.law.warnings import idle_waivers
from scheduler.reading.rows import Findings, Row, Rows
from scheduler.reading.tables.texts import shown, word_key

TABLE = "law_waivers"


def check_law_waivers(rows: Rows, findings: Findings) -> None:
    """Spell every matter as the rows of law do; note those they do not know, and those answered twice."""
    matters = {word_key(matter): matter for matter in MATTERS}
    first: dict[tuple[str | None, str | None, str], Row] = {}
    for row in rows[TABLE]:
        given = row.get("matter")
        if given is None:
            continue
        matter = matters.get(word_key(given))
        if matter is None:
            remedy = f"{findings.suggestion(word_key(given), matters)}`meeting-day law` lists every matter."
            findings.fault(row, "matter", f"{shown(given)} is no matter of law", remedy)
            continue
        row.values["matter"] = matter
        key = row.get("body"), row.get("authority"), matter
        if row.fine("body", "authority") and first.setdefault(key, row) is not row:
            message = f"{matter} is answered twice: here and in row {first[key].number}"
            findings.contradiction(row, "matter", message, "Clear one of the two rows.")


def warn_of_idle_waivers(problem: Problem, rows: Rows, findings: Findings) -> None:
    """Warn of each row that answers nothing that could be warned of in this input, or in a calendar of it."""
    idle = idle_waivers(problem)
    for row, waiver in zip(rows[TABLE], problem.law_waivers, strict=True):
        if waiver in idle:
            whose = f"of {problem.bodies[waiver.body].name}" if waiver.body else "of this input"
            message = f"nothing {whose} goes against the law in the matter {waiver.matter}, so this answers nothing"
            findings.warning(row, "matter", message, "Clear the row, or correct its body or matter.")
