"""An officer's workbook copied, if that takes a few seconds, and as bytes without a clock."""

import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook

_LARGEST_COPY = 12_000_000
"""Bytes of a workbook unpacked: some 200,000 cells, a hundred years of meetings."""
_MOST_MERGED_CELLS = 100_000
_MOST_FORMULAS = 5_000
"""openpyxl writes out each formula that cells share, however long."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
_WITHOUT_VALUE = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f(?:(?!</c>).)*?)(?:<v ?/>|<v></v>)</c>', re.DOTALL)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_NO_MOMENT = b"2000-01-01T00:00:00Z"
_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def copied(original: Path, *, values: bool = False) -> Workbook | None:
    """Return the workbook in memory, formulas (or their values) and all; None if it is none or too large to copy."""
    if not zipfile.is_zipfile(original) or not _is_modest(original):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of the parts it leaves out: the original keeps them
        return openpyxl.load_workbook(original, data_only=values)


def _is_modest(original: Path) -> bool:
    """Whether loading it is a matter of seconds: openpyxl builds every cell, and every cell of a merged range."""
    with zipfile.ZipFile(original) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST_COPY:
            return False
        texts = [parts.read(part) for part in parts.infolist() if part.filename.endswith(".xml")]
        ranges = (ref.decode("ascii") for text in texts for ref in _MERGED.findall(text))
        formulas = sum(len(_FORMULA.findall(text)) for text in texts)
        return formulas <= _MOST_FORMULAS and sum(_area(ref) for ref in ranges) <= _MOST_MERGED_CELLS


def _area(reference: str) -> int:
    left, top, right, bottom = (edge or 0 for edge in range_boundaries(reference))
    return (right - left + 1) * (bottom - top + 1)


def frozen_bytes(workbook: Workbook) -> bytes:
    """Return the workbook as a file, the same bytes whenever it is made."""
    saved, frozen = BytesIO(), BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = _MOMENTS.sub(rb"\g<1>" + _NO_MOMENT, content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), content, zipfile.ZIP_DEFLATED)
    return frozen.getvalue()


# -- what formulas last came to: openpyxl writes the formulas alone


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
