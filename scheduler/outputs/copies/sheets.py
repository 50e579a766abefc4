"""The sheets of a workbook: which there are, one put in front of them, one taken away."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from scheduler.outputs.copies.outline import Edit, Element, appended, outline, spliced, tag_with, text
from scheduler.outputs.copies.parts import Parts

_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True)
class Sheet:
    """A sheet: what it is called, and which part it is."""

    title: str
    part: str


def sheets_of(parts: Parts) -> list[Sheet]:
    """Return the sheets with cells in the order of their tabs."""
    main = parts.main
    worksheets = set(parts.related(main, "worksheet"))
    listed = outline(parts.contents[main], 2).find("sheets")
    found = [] if listed is None else [(each, parts.target(main, each.attributes["id"])) for each in listed.children]
    return [Sheet(each.attributes["name"], part) for each, part in found if part in worksheets]


def put_last(parts: Parts, title: str) -> str:
    """Put an empty sheet behind all others, and return its part."""
    book = parts.contents[parts.main]
    namespace = outline(book, 0).namespace
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{namespace}"><sheetData/></worksheet>'
    part, new = _begun(parts, title, content.encode())
    book = parts.contents[parts.main]
    parts.contents[parts.main] = spliced(book, [appended(book, _child(outline(book, 2), "sheets"), new)])
    return part


def _begun(parts: Parts, title: str, content: bytes) -> tuple[str, bytes]:
    """Add the part of a sheet, and return its name and the element that lists it."""
    part = parts.part_in_turn("xl/worksheets/sheet", ".xml")
    parts.add(part, content, _SHEET_KIND)
    relation = parts.relate(parts.main, "worksheet", part)
    root = outline(parts.contents[parts.main], 2)
    number = max((int(each.attributes["sheetId"]) for each in _child(root, "sheets").children), default=0) + 1
    named = f'name={quoteattr(title)} sheetId="{number}" xmlns:r="{parts.dialect}" r:id="{relation}"'
    return part, f'<sheet xmlns="{root.namespace}" {named}/>'.encode()


def put_first(parts: Parts, title: str, content: bytes, titles: str) -> str:
    """Put a sheet before all others, show it when the workbook is opened, and return its part.

    `titles` are the rows that are printed on each of its pages: `$4:$4`.
    """
    part, new = _begun(parts, title, content)
    main = parts.main
    book = parts.contents[main]
    root = outline(book, 2)
    listed = _child(root, "sheets")
    first = min((each.start for each in listed.children), default=None)
    edits = [appended(book, listed, new) if first is None else (first, first, new)]
    edits += _shifted_names(book, root, at=0, by=1)
    rows = text(f"{quoted(title)}!{titles}")
    edits.append(_named(book, root, f'name="_xlnm.Print_Titles" localSheetId="0">{rows}'))
    edits += [
        tag_with(book, view, activeTab=None, firstSheet=None)
        for views in root.all("bookViews")
        for view in views.all("workbookView")
    ]
    parts.contents[main] = spliced(book, edits)
    return part


def take_away(parts: Parts, sheet: Sheet) -> None:
    """Take a sheet away, with its tables and its names."""
    main = parts.main
    book = parts.contents[main]
    root = outline(book, 2)
    listed = _child(root, "sheets").children
    at = next(n for n, each in enumerate(listed) if parts.target(main, each.attributes["id"]) == sheet.part)
    gone = listed[at]
    parts.contents[main] = spliced(book, [(gone.start, gone.end, b""), *_shifted_names(book, root, at=at, by=-1)])
    parts.unrelate(main, gone.attributes["id"])
    for part in (*parts.related(sheet.part, "table"), sheet.part):
        parts.drop(part)


def not_chosen(content: bytes) -> bytes:
    """Return a sheet whose tab is not chosen: else it would be changed together with the one that is."""
    views = outline(content, 2).find("sheetViews")
    chosen = [] if views is None else [view for view in views.children if "tabSelected" in view.attributes]
    return spliced(content, [tag_with(content, view, tabSelected=None) for view in chosen])


def free_title(parts: Parts, wanted: str) -> str:
    """Return the title, or with a number behind it where a sheet has it already."""
    listed = _child(outline(parts.contents[parts.main], 2), "sheets").children
    taken = {each.attributes["name"].casefold() for each in listed}
    numbered = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(title for title in numbered if title.casefold() not in taken)


def _child(root: Element, name: str) -> Element:
    found = root.find(name)
    if found is None:
        raise ValueError(f"a workbook without {name}")
    return found


def quoted(title: str) -> str:
    """Return the title of a sheet as a formula has it."""
    return "'" + title.replace("'", "''") + "'"


def _named(book: bytes, root: Element, name: str) -> Edit:
    """Return the edit that adds a name, of which everything but the element is given."""
    namespace = f'xmlns="{root.namespace}"'
    new = f"<definedName {namespace} {name}</definedName>"
    names = root.find("definedNames")
    if names is not None:
        return appended(book, names, new.encode())
    before = [each.end for each in root.children if each.name in ("sheets", "functionGroups", "externalReferences")]
    return before[-1], before[-1], f"<definedNames {namespace}>{new}</definedNames>".encode()


def _shifted_names(book: bytes, root: Element, *, at: int, by: int) -> list[Edit]:
    """Return the edits of names that belong to one sheet, known by its place; those of a sheet taken away go."""
    edits: list[Edit] = []
    for name in (each for names in root.all("definedNames") for each in names.children):
        place = int(name.attributes.get("localSheetId", -1))
        if by < 0 and place == at:
            edits.append((name.start, name.end, b""))
        elif place >= at:
            edits.append(tag_with(book, name, localSheetId=str(place + by)))
    return edits
