"""A workbook without its macros: the programs in it, the sheets that are programs, and the signatures of both."""

from dataclasses import dataclass

from scheduler.outputs.copies.outline import outline, spliced, tag_with
from scheduler.outputs.copies.parts import TYPES, Parts
from scheduler.outputs.copies.sheets import Sheet, take_away

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
"""The kind of a workbook that has no macros, and is no template."""
_PROGRAMS = ("vbaProject", "attachedToolbars")
"""The relations that lead to programs; their signatures are led to from there."""
_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet", "dialogsheet")
"""The relations that lead to sheets of macros of the old kind."""


@dataclass(frozen=True)
class WithoutMacros:
    """A workbook, and whether it had any."""

    content: bytes
    macros: bool


def without_macros(content: bytes) -> WithoutMacros:
    """Return a workbook as one of the kind .xlsx; the same bytes where it is one.

    A file that cannot be taken apart is returned as it is: whoever reads it says what is wrong.
    """
    try:
        return _without(content)
    except Exception:  # noqa: BLE001 - a broken workbook may lack anything, and the reader has the words for it
        return WithoutMacros(content, macros=False)


def _without(content: bytes) -> WithoutMacros:
    parts = Parts.unpacked(content)
    main = parts.main
    programs = [(main, each) for each in parts.relations(main) if _kind(each.attributes["Type"]) in _PROGRAMS]
    sheets = _program_sheets(parts)
    declared = [
        each
        for each in outline(parts.contents[TYPES], 1).all("Override")
        if each.attributes["PartName"].lstrip("/") == main and each.attributes["ContentType"] != _PLAIN
    ]
    if not programs and not sheets and not declared:
        return WithoutMacros(content, macros=False)
    for part, relation in programs:
        gone = parts.target(part, relation.attributes["Id"])
        parts.unrelate(part, relation.attributes["Id"])
        for each in parts.relations(gone):
            parts.drop(parts.target(gone, each.attributes["Id"]))
        parts.drop(gone)
    for sheet in sheets:
        take_away(parts, sheet)
    types = parts.contents[TYPES]
    edits = [
        tag_with(types, each, ContentType=_PLAIN)
        for each in outline(types, 1).all("Override")
        if each.attributes["PartName"].lstrip("/") == main
    ]
    parts.contents[TYPES] = spliced(types, edits)
    return WithoutMacros(parts.packed(), macros=bool(programs or sheets))


def _kind(relation: str) -> str:
    return relation.rpartition("/")[2]


def _program_sheets(parts: Parts) -> list[Sheet]:
    """Return the sheets that are programs."""
    main = parts.main
    wanted = {
        each.attributes["Id"]: parts.target(main, each.attributes["Id"])
        for each in parts.relations(main)
        if _kind(each.attributes["Type"]) in _SHEETS
    }
    listed = outline(parts.contents[main], 2).find("sheets")
    found = () if listed is None else listed.children
    named = ((each.attributes["name"], each.attributes["id"]) for each in found)
    return [Sheet(title, wanted[relation]) for title, relation in named if relation in wanted]
