"""The workbook of a plan, read back as any other program would."""

from functools import cache
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.workbook import workbook_bytes


def reopened(problem: Problem, plan: Plan) -> Workbook:
    """Write the workbook and read it back."""
    return openpyxl.load_workbook(BytesIO(workbook_bytes(problem, plan)), rich_text=True)


@cache
def invented_workbook() -> Workbook:
    """Return the invented council's workbook; no test changes it."""
    return reopened(invented_problem(), invented_plan())


def table_rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Return the values of the sheet's one table, headings first."""
    (table,) = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[table.ref]]
