"""Word documents: headings, paragraphs, lists, tables and pictures by python-docx, accessible and the same each time.

Whoever reads by ear finds a title, headings in order, tables whose first row is marked as their heading and
pictures with words; whoever edits finds named styles (`styles.py`) and hardly any direct formatting. The same content
gives the same bytes: no clock reaches a document, neither its properties nor its archive.
"""

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Literal

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from scheduler.languages import ENGLISH, JOINT, WELSH, said, writing, writing_in
from scheduler.outputs.archives import archive_of
from scheduler.outputs.bilingual import Words, apart, joined
from scheduler.outputs.documents.styles import LANGUAGE, NUMBERING, NUMBERS, SETTINGS, STYLES, TABLE_STYLE
from scheduler.outputs.naming import cleaned, on_one_line

PAPERS: Mapping[str, tuple[float, float, float]] = {"A4": (21.0, 29.7, 2.3), "A5": (14.8, 21.0, 1.5)}
"""Width, height and margin of each paper upright, in centimetres."""
LONGEST_PROPERTY = 255
LOCALES = {ENGLISH: LANGUAGE, WELSH: "cy-GB"}
"""Languages, as Word names them."""
_NO_MOMENT = dt.datetime(2000, 1, 1)
"""Of a document that is of no moment."""


class Document:
    """A document that grows from its title downwards.

    Parameters
    ----------
    title : str or mapping of str to str
        Written at the top in the style Title, and among the document's properties; in each language of the document.
    author, subject : str
        Of its properties.
    made : datetime or None
        When it was made, for its properties; a moment with a zone is written in UTC.
    paper : {"A4", "A5"}
        Its paper.
    landscape : bool
        Whether the paper lies on its side.

    """

    def __init__(
        self,
        title: Words,
        *,
        author: str = "",
        subject: str = "",
        made: dt.datetime | None = None,
        paper: Literal["A4", "A5"] = "A4",
        landscape: bool = False,
    ) -> None:
        self.document = docx.Document()
        """python-docx's own, for what has no words here."""
        self._paper = paper
        by_language = {writing(): title} if isinstance(title, str) else title
        self._titles = {language: on_one_line(words) for language, words in by_language.items()}
        self._title = self._heading = joined(self._titles.values())
        self._strip_template()
        self._describe(on_one_line(author), on_one_line(subject), made)
        self._lay_out(self.document.sections[0], landscape=landscape)
        self._number_pages(self.document.sections[0])
        self.paragraph(self._titles, "Title")

    def heading(self, text: Words, level: int = 1) -> Paragraph:
        """Write a heading; 1 is the highest level, and none is left out on the way down."""
        texts = {language: on_one_line(words) for language, words in apart(text).items()}
        self._heading = joined(texts.values())
        return self.paragraph(texts, f"Heading {level}")

    def paragraph(self, text: Words, style: str | None = None) -> Paragraph:
        """Write a paragraph in a style by its name; a line's end is a line's end in it."""
        paragraph = self.document.add_paragraph("", style)
        _spoken(paragraph.paragraph_format.element, text)
        return paragraph

    def bullets(self, items: Sequence[str]) -> None:
        """Write a list with bullets."""
        for item in items:
            self.paragraph(item, "List Bullet")

    def numbered(self, items: Sequence[str]) -> None:
        """Write a list with numbers from 1."""
        numbering: Any = self.document.part.numbering_part.element
        number = numbering.add_num(NUMBERS)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        for item in items:
            self.paragraph(item, "List Number")
            marks = self._last("w:p").get_or_add_pPr().get_or_add_numPr()
            marks.get_or_add_numId().val = number.numId
            marks.get_or_add_ilvl().val = 0

    def table(
        self,
        columns: Sequence[Words],
        rows: Sequence[Sequence[Words]],
        *,
        widths: Sequence[float] | None = None,
        caption: str | None = None,
        small: bool = False,
    ) -> None:
        """Write a table under its headings, which are repeated on each page; no row is parted by a page's end.

        Parameters
        ----------
        columns : sequence of str
            The headings.
        rows : sequence of sequences of str
            The cells of each row, as many as there are columns.
        widths : sequence of float, optional
            Of the columns, in centimetres; else all are as wide.
        caption : str, optional
            Written above it. It is also the table's alternative text, for which else the heading above it stands.
        small : bool
            Whether it is in smaller letters, for many columns.

        """
        self._keep_with_what_follows()
        if caption:
            self.paragraph(caption, "Caption")
        elif self._follows_table():
            self.paragraph("", "Note")
        table = self.document.add_table(rows=0, cols=len(columns), style=TABLE_STYLE)
        table.autofit = False
        for column, width in zip(table.columns, widths or (), strict=bool(widths)):
            column.width = Cm(width)
        styles, size = self.document.styles, "Small Table" if small else "Table"
        heading, text = (styles[f"{size} {kind}"].style_id for kind in ("Heading", "Text"))
        element = self._last("w:tbl")
        for number, row in enumerate((columns, *rows)):
            row_element = element.add_tr()
            row_element.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for column, words in zip(element.tblGrid.gridCol_lst, row, strict=True):
                cell = row_element.add_tc()
                cell.width = column.w
                paragraph = cell.p_lst[0]
                paragraph.style = text if number else heading
                _spoken(paragraph, words)
                if not paragraph.r_lst:
                    paragraph.add_r()
        element.tr_lst[0].trPr.append(OxmlElement("w:tblHeader"))
        _add(element.tblPr, "w:tblCaption", val=on_one_line(caption or self._heading)[:LONGEST_PROPERTY])

    def picture(self, png: bytes, alt: str, width: float) -> None:
        """Show a picture, so many centimetres wide, with the words that say what is in it."""
        self.document.add_picture(BytesIO(png), width=Cm(width))
        *_, drawn = self._last("w:p").iter(qn("wp:docPr"))
        drawn.set("descr", on_one_line(alt))

    def page_break(self) -> None:
        """Begin a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def turned(self, *, landscape: bool, margin: float | None = None) -> Section:
        """Begin a new page, from which on the paper lies on its side, or stands.

        Its margin is the paper's own, or another in centimetres.
        """
        section: Section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._lay_out(section, landscape=landscape, margin=margin)
        return section

    def to_bytes(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        saved = BytesIO()
        self.document.save(saved)
        with zipfile.ZipFile(saved) as parts:
            return archive_of((name, parts.read(name)) for name in parts.namelist())

    # -- what stands in a document before its first word

    def _strip_template(self) -> None:
        """Put this house's styles, lists and settings in the place of the template's, and leave out its picture."""
        numbering: Any = self.document.part.numbering_part.element
        for element, text in (
            (self.document.styles.element, STYLES),
            (numbering, NUMBERING),
            (self.document.settings.element, SETTINGS),
        ):
            for child in list(element):
                element.remove(child)
            element.extend(list(parse_xml(text)))
        for relations, superfluous in (
            (self.document.part.package.rels, "thumbnail"),
            (self.document.part.rels, "stylesWithEffects"),
        ):
            for key in [key for key, relation in relations.items() if relation.reltype.endswith(superfluous)]:
                del relations[key]

    def _describe(self, author: str, subject: str, made: dt.datetime | None) -> None:
        """Write the properties, of which the template's are another's."""
        moment = made or _NO_MOMENT
        if moment.tzinfo is not None:
            moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
        properties = self.document.core_properties
        properties.title = self._title[:LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = author[:LONGEST_PROPERTY]
        properties.subject = subject[:LONGEST_PROPERTY]
        properties.comments = "Written by meeting-day."
        properties.language = LOCALES[next(iter(self._titles))]
        properties.created = properties.modified = moment.replace(microsecond=0)

    def _lay_out(self, section: Section, *, landscape: bool, margin: float | None = None) -> None:
        """Set the paper of a section, and its margins."""
        width, height, usual = PAPERS[self._paper]
        margin = usual if margin is None else margin
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(height), Cm(width)) if landscape else (Cm(width), Cm(height))
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(margin)
        section.header_distance = section.footer_distance = Cm(margin / 2)

    def _number_pages(self, section: Section) -> None:
        """Write the title and `Page 2 of 9` at the foot of every page, in each language."""
        foot = section.footer.paragraphs[0]
        foot.style = "Footer"
        for number, (language, title) in enumerate(self._titles.items()):
            with writing_in(language):
                page, of, _ = said("Page {page} of {pages}", page="\n", pages="\n").split("\n")
                _spoken(foot.paragraph_format.element, f"{'  |  ' if number else ''}{title}  |  {page}")
                _add_field(foot, "PAGE")
                _spoken(foot.paragraph_format.element, of)
                _add_field(foot, "NUMPAGES")

    # -- the document's own elements, which python-docx makes and does not hand out

    def _last(self, tag: str) -> Any:  # noqa: ANN401 - python-docx's elements are typed by their tags alone
        return self.document.element.body.findall(qn(tag))[-1]

    def _follows_table(self) -> bool:
        """Whether what was written last is a table, which the next one would be joined to."""
        written = [child for child in self.document.element.body if child.tag != qn("w:sectPr")]
        return bool(written[-1].tag == qn("w:tbl"))

    def _keep_with_what_follows(self) -> None:
        """Keep the paragraph written last on the page of what comes next: what announces a table stays with it."""
        if not self._follows_table():
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True


def _spoken(paragraph: Any, words: Words) -> None:  # noqa: ANN401 - python-docx's elements are typed by their tags alone
    """Write text into a paragraph, and of each language that is not the styles' own, which it is."""
    for number, (language, text) in enumerate(apart(words).items()):
        if number:
            paragraph.add_r().text = JOINT
        run = paragraph.add_r()
        if language != ENGLISH:
            _add(run.get_or_add_rPr(), "w:lang", val=LOCALES[language])
        run.text = cleaned(text)


def _add(parent: Any, tag: str, **attributes: str) -> Any:  # noqa: ANN401 - likewise
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Write a field that the program which shows the document fills in."""
    run = paragraph.add_run()
    holder: Any = run.element.getparent()
    field = _add(holder, "w:fldSimple", instr=name)
    run.text = "1"
    field.append(run.element)
