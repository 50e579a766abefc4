"""The law in words for an officer and as documents for a program: its rows, and what they say of an input."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from scheduler.dates.closed_dates import edition_in_words
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.table_places import TablePlace, TablePlaces
from scheduler.domain.wording import counted, long_date
from scheduler.law.row import Row
from scheduler.law.rows import EDITION, ROWS, bears_on
from scheduler.law.warning import LawWarning
from scheduler.law.words import answer_words, matter_title, warning_lines

NO_KINDS = "No body of this input has a legal kind, so the law asks nothing of it that is looked at."
TABLE = "bodies"
"""The table that a law warning is shown at: what the law asks of a body, it asks of its row."""


def law_lines(problem: Problem | None, found: Sequence[LawWarning]) -> Iterator[str]:
    """Yield the rows of law, those that bear on an input where there is one, and then what they say of it."""
    rows = [row for row in ROWS if problem is None or bears_on(row, problem)]
    of = "" if problem is None else f", those of {len(ROWS)} that bear on this input"
    yield f"The law, edition of {long_date(EDITION)}: {counted(len(rows), 'row')}{of}."
    yield from filter(None, [edition_in_words(problem)])
    for matter in dict.fromkeys(row.matter for row in rows):
        yield ""
        yield matter_title(matter)
        for row in (one for one in rows if one.matter == matter):
            yield f"  {row.for_whom}: {row.says}."
            yield f"    {row.instrument}. {row.standing}."
    if problem is not None:
        yield ""
        yield from warning_lines(problem, found) or (NO_KINDS,)


def warning_faults(problem: Problem, found: Sequence[LawWarning], places: TablePlaces) -> list[Fault]:
    """Return law warnings as what had better be looked at in an input, each at the row of its body.

    Parameters
    ----------
    problem : Problem
        The input.
    found : sequence of LawWarning
        Its law warnings.
    places : mapping of str to TablePlace
        Where the tables of the input stand.

    """
    place = places.get(TABLE, TablePlace(TABLE, in_workbook=False))
    numbers = dict(zip(problem.bodies, place.rows, strict=False))
    faults = [
        Fault(
            TABLE,
            None if one.body is None else numbers.get(one.body),
            one.column,
            f"{matter_title(one.matter)}: {one.message.rstrip('.')} ({one.instrument})",
            answer_words(one)
            or f"Put it right, or answer it in the sheet Law waivers with the matter {matter_title(one.matter)}.",
        )
        for one in found
    ]
    return list(map(place.with_cell, faults))


def fault_documents(problem: Problem, found: Sequence[LawWarning], places: TablePlaces) -> list[dict[str, Any]]:
    """Return law warnings in the types of JSON as `validate` shows warnings, each with its matter and its answer."""
    faults = warning_faults(problem, found, places)
    return [
        {
            "table": fault.table,
            "row": fault.row,
            "column": fault.column,
            "message": one.message,
            "remedy": fault.remedy,
            "cell": fault.cell,
            **{name: value for name, value in warning_document(one).items() if name != "message"},
        }
        for fault, one in zip(faults, found, strict=True)
    ]


def warning_document(warning: LawWarning) -> dict[str, Any]:
    """Return a law warning in the types of JSON."""
    waiver = warning.waived
    return {
        "body": warning.body,
        "matter": warning.matter,
        "message": warning.message,
        "instrument": warning.instrument,
        "certainty": warning.certainty,
        "waived": None if waiver is None else {"reason": waiver.reason, "by": waiver.by},
    }


def warnings_document(found: Sequence[LawWarning]) -> dict[str, Any]:
    """Return the law warnings of an input or a calendar, and the edition of the law, in the types of JSON."""
    return {"edition": EDITION.isoformat(), "warnings": [warning_document(one) for one in found]}


def law_document(problem: Problem | None, found: Sequence[LawWarning]) -> dict[str, Any]:
    """Return all rows, each with whether it bears on the input, and what they say of it, in the types of JSON."""
    rows = [{**row_document(row), "bears": None if problem is None else bears_on(row, problem)} for row in ROWS]
    return {"edition": EDITION.isoformat(), "rows": rows, "warnings": warnings_document(found)["warnings"]}


def row_document(row: Row) -> dict[str, Any]:
    """Return a row of law in the types of JSON; a share as `1/4`."""
    return {
        "matter": row.matter,
        "nations": list(row.nations),
        "authority_kinds": list(row.authorities),
        "legal_kinds": list(row.kinds),
        "number": str(row.number) if isinstance(row.number, Fraction) else row.number,
        "least": row.least,
        "unit": row.unit,
        "words": row.says,
        "names": list(row.names),
        "day": None if row.day is None else row.day.isoformat(),
        "instrument": row.instrument,
        "in_force_from": None if row.start_date is None else row.start_date.isoformat(),
        "in_force_to": None if row.end_date is None else row.end_date.isoformat(),
        "checked_on": row.checked_on.isoformat(),
        "certainty": row.certainty,
    }
