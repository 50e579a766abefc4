"""The parts of a workbook: what each holds, how they name one another, and of what kind they are."""

import posixpath
import re
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr

from scheduler.outputs.copies.outline import Element, appended, outline, spliced

TYPES = "[Content_Types].xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONS}"/>'.encode()


_SYSTEM, _RIGHTS = 3, 0o600 << 16
"""How this program packs: the system Unix, readable by its owner, without a clock."""
_LARGEST = 60_000_000
"""Bytes of a workbook unpacked: a second or two of copying."""


def is_modest(path: Path) -> bool:
    """Whether a file is a workbook that is copied in a second or two."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist()) <= _LARGEST


def is_as_packed(path: Path) -> bool:
    """Whether a file is as this program packed it: whatever program saves it again packs it otherwise."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        found = {(part.date_time, part.create_system, part.external_attr) for part in archive.infolist()}
    return found == {(_ZIP_EPOCH, _SYSTEM, _RIGHTS)}


class Parts:
    """A workbook's parts by name, to be read and replaced.

    `contents` are the bytes of each part; what is not replaced is written back as it was.
    """

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents

    @classmethod
    def unpacked(cls, packed: bytes) -> "Parts":
        """Return the parts of a file."""
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            return cls({part.filename: archive.read(part) for part in archive.infolist() if not part.is_dir()})

    def packed(self) -> bytes:
        """Return the workbook as a file, without a clock."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.contents.items():
                part = zipfile.ZipInfo(name, _ZIP_EPOCH)
                part.create_system, part.external_attr = _SYSTEM, _RIGHTS
                archive.writestr(part, content, zipfile.ZIP_DEFLATED)
        return target.getvalue()

    @property
    def main(self) -> str:
        """The name of the workbook's main part."""
        return self.related("", "officeDocument")[0]

    @property
    def dialect(self) -> str:
        """How the kinds of relations begin, and what the attributes that name relations belong to."""
        kinds = (each.attributes["Type"].rpartition("/") for each in self.relations(""))
        return next(begin for begin, _, kind in kinds if kind == "officeDocument")

    def relations(self, part: str) -> list[Element]:
        """Return the relations of a part, `""` for the file itself."""
        content = self.contents.get(_relations_of(part))
        return [] if content is None else list(outline(content, 1).all("Relationship"))

    def target(self, part: str, relation: str) -> str:
        """Return the part that a relation of another leads to, by its id."""
        return next(_joined(part, each) for each in self.relations(part) if each.attributes["Id"] == relation)

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of a kind (`comments`) that a part leads to."""
        found = (each for each in self.relations(part) if each.attributes.get("TargetMode") != "External")
        return [_joined(part, each) for each in found if each.attributes["Type"].endswith(f"/{kind}")]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Lead from a part to another, and return the id of the relation."""
        name = _relations_of(part)
        content = self.contents.setdefault(name, _NO_RELATIONS)
        taken = {each.attributes["Id"] for each in self.relations(part)}
        relation = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        new = f'<Relationship Id="{relation}" Type="{self.dialect}/{kind}" Target={quoteattr(_from(part, target))}/>'
        self.contents[name] = spliced(content, [_last(content, _in_namespace(content, new))])
        return relation

    def unrelate(self, part: str, relation: str) -> None:
        """Take a relation of a part away."""
        name = _relations_of(part)
        gone = [(each.start, each.end, b"") for each in self.relations(part) if each.attributes["Id"] == relation]
        self.contents[name] = spliced(self.contents[name], gone)

    def part_in_turn(self, stem: str, suffix: str) -> str:
        """Return a name that no part has yet: `xl/comments3.xml`."""
        known = {name.casefold() for name in self.contents}
        return next(name for n in range(1, len(known) + 2) if (name := f"{stem}{n}{suffix}").casefold() not in known)

    def add(self, part: str, content: bytes, kind: str) -> None:
        """Add a part of a kind (a content type)."""
        self.contents[part] = content
        types = self.contents[TYPES]
        new = f'<Override PartName={quoteattr("/" + part)} ContentType="{kind}"/>'
        self.contents[TYPES] = spliced(types, [_last(types, _in_namespace(types, new))])

    def declare(self, extension: str, kind: str) -> None:
        """Say what kind the parts of an extension are, where that is not said yet."""
        types = self.contents[TYPES]
        root = outline(types, 1)
        if not any(each.attributes["Extension"].casefold() == extension for each in root.all("Default")):
            new = f'<Default Extension="{extension}" ContentType="{kind}"/>'
            self.contents[TYPES] = spliced(types, [(root.opened, root.opened, _in_namespace(types, new))])

    def forget_order_of_formulas(self) -> None:
        """Leave out in what order formulas are worked out: whoever opens the workbook finds it anew."""
        for part in self.related(self.main, "calcChain"):
            gone = next(each for each in self.relations(self.main) if each.attributes["Type"].endswith("/calcChain"))
            self.unrelate(self.main, gone.attributes["Id"])
            self.drop(part)

    def drop(self, part: str) -> None:
        """Leave a part out."""
        self.contents.pop(part, None)
        self.contents.pop(_relations_of(part), None)
        types = self.contents[TYPES]
        edits = [
            (each.start, each.end, b"")
            for each in outline(types, 1).all("Override")
            if each.attributes["PartName"].lstrip("/").casefold() == part.casefold()
        ]
        self.contents[TYPES] = spliced(types, edits)


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _joined(part: str, relation: Element) -> str:
    target = relation.attributes["Target"]
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(str(PurePosixPath(part).parent / target))


def _from(part: str, target: str) -> str:
    """Return how a part names another: `../comments1.xml`."""
    return posixpath.relpath(target, posixpath.dirname(part) or ".")


def _last(content: bytes, new: bytes) -> tuple[int, int, bytes]:
    return appended(content, outline(content, 0), new)


def _in_namespace(content: bytes, new: str) -> bytes:
    """Return an element in the namespace of a part's root, however the part abbreviates it."""
    namespace = outline(content, 0).namespace
    return re.sub(r"^<(\w+)", rf'<\1 xmlns="{namespace}"', new).encode()


def blank() -> Parts:
    """Return a workbook that has no sheet yet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "application/vnd.openxmlformats-package.relationships+xml"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    contents = {
        TYPES: f'<Types xmlns="{types}"><Default Extension="rels" ContentType="{package}"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{office}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'.encode(),
    }
    parts = Parts(contents)
    parts.add(
        "xl/workbook.xml",
        f'<workbook xmlns="{main}"><bookViews><workbookView/></bookViews><sheets></sheets></workbook>'.encode(),
        f"{sheet}.sheet.main+xml",
    )
    parts.add(
        "xl/styles.xml",
        f'<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'.encode(),
        f"{sheet}.styles+xml",
    )
    parts.relate("xl/workbook.xml", "styles", "xl/styles.xml")
    return parts
