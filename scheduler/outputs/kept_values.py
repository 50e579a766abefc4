"""What formulas last came to, put back into a workbook saved anew: openpyxl writes the formulas alone."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook

_WITHOUT_VALUE = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f(?:(?!</c>).)*?)(?:<v ?/>|<v></v>)</c>', re.DOTALL)


def with_values(saved: bytes, values: Workbook) -> bytes:
    """Return a saved workbook in which each formula has the value that it has in another one.

    Parameters
    ----------
    saved : bytes
        The workbook as openpyxl writes it.
    values : Workbook
        One with the same sheets, opened for the values of its formulas.

    """
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(values.worksheets, start=1)}
    filled = BytesIO()
    with zipfile.ZipFile(BytesIO(saved)) as before, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename in parts:
                content = _WITHOUT_VALUE.sub(_filler(parts[part.filename].__getitem__, values.epoch), content)
            after.writestr(part, content, zipfile.ZIP_DEFLATED)
    return filled.getvalue()


def _filler(cell_at: Callable[[str], Cell], epoch: datetime) -> Callable[[re.Match[bytes]], bytes]:
    def filled(match: re.Match[bytes]) -> bytes:
        address, attributes, formula = match[1], match[2], match[3]
        cell = cell_at(address.decode())
        if cell.value is None:
            return match[0]
        kind, text = _value_of(cell, epoch)
        content = b'<c r="%b"%b t="%b">%b<v>%b</v></c>'
        return content % (address, attributes, kind.encode(), formula, escape(text).encode())

    return filled


def _value_of(cell: Cell, epoch: datetime) -> tuple[str, str]:
    """Return the kind of a cell, and its value as a workbook writes it."""
    value = cell.value
    if cell.data_type == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, date | time | timedelta):
        return "n", str(to_excel(value, epoch))
    return ("str" if isinstance(value, str) else "n"), str(value)
