"""An officer's workbook copied, if that takes a few seconds, and as bytes without a clock."""

import re
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.workbook import Workbook

_LARGEST_COPY = 12_000_000
"""Bytes of a workbook unpacked: some 200,000 cells, a hundred years of meetings."""
_MOST_MERGED_CELLS = 100_000
_MOST_FORMULAS = 5_000
"""openpyxl writes out each formula that cells share, however long."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
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
