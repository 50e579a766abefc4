"""The styles of every Word document, by name, as WordprocessingML (ECMA-376, part 1, 17.7 and 17.9).

python-docx begins with a template of 164 styles in American English, in blue on white that is too pale. These take
their place: sizes in half-points, distances in twentieths of a point, colours that have at least 7:1 on their ground.
"""

from dataclasses import dataclass

LANGUAGE = "en-GB"
FONT = "Arial"
INK, HEADING_INK, HEADER_GROUND, LINE = "000000", "1F3050", "E3E9F2", "7F7F7F"

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLE_STYLE = "Ruled Table"
BULLETS, NUMBERS = 1, 2
"""The lists, as the numbering part counts them."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style."""

    name: str
    size: float
    """Points."""
    before: float = 0
    after: float = 0
    """Points above and below."""
    based_on: str = "Normal"
    bold: bool = False
    colour: str = INK
    following: str = "Normal"
    level: int | None = None
    """In the outline, from 0."""
    with_next: bool = False
    """Never parted by a page's end from what comes next."""
    other: str = ""
    """Further properties of the paragraph, in the order of the schema."""

    def xml(self) -> str:
        """Return the style's element."""
        keep = "<w:keepNext/><w:keepLines/>" if self.with_next else ""
        level = "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'
        size = round(self.size * 2)
        return (
            f'<w:style w:type="paragraph" w:styleId="{_id(self.name)}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{_id(self.based_on)}"/><w:next w:val="{_id(self.following)}"/><w:qFormat/>'
            f'<w:pPr>{keep}{self.other}<w:spacing w:before="{round(self.before * 20)}" '
            f'w:after="{round(self.after * 20)}"/>{self._place}{level}</w:pPr>'
            f'<w:rPr>{"<w:b/><w:bCs/>" if self.bold else ""}<w:color w:val="{self.colour}"/>'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )

    @property
    def _place(self) -> str:
        """At the right, where a footer stands."""
        return '<w:jc w:val="right"/>' if self.name in {"header", "footer"} else ""


def _id(name: str) -> str:
    """Return a style's id: `Heading1` of `heading 1`."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _list(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


_PARAGRAPHS = (
    _Style("Title", 24, 0, 12, bold=True, colour=HEADING_INK, with_next=True),
    _Style("Subtitle", 14, 0, 12, colour=HEADING_INK),
    _Style("heading 1", 16, 18, 6, bold=True, colour=HEADING_INK, level=0, with_next=True),
    _Style("heading 2", 14, 14, 4, bold=True, colour=HEADING_INK, level=1, with_next=True),
    _Style("heading 3", 12, 10, 4, bold=True, colour=HEADING_INK, level=2, with_next=True),
    _Style("List Bullet", 12, 2, 2, following="List Bullet", other=_list(BULLETS)),
    _Style("List Number", 12, 2, 2, following="List Number", other=_list(NUMBERS)),
    _Style("caption", 11, 8, 4, bold=True, with_next=True),
    _Style("Table Text", 11, 2, 2, following="Table Text"),
    _Style("Table Heading", 11, 2, 2, based_on="Table Text", bold=True, following="Table Heading"),
    _Style("Small Table Text", 9, 1, 1, following="Small Table Text"),
    _Style("Small Table Heading", 9, 1, 1, based_on="Small Table Text", bold=True, following="Small Table Heading"),
    _Style("Note", 10, 4, 6),
    _Style("header", 10, following="header"),
    _Style("footer", 10, following="footer"),
)

_CHARACTERS = (
    ("Default Paragraph Font", ""),
    ("Strong", "<w:b/><w:bCs/>"),
    ("Emphasis", "<w:i/><w:iCs/>"),
)

_BORDER = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
_TABLES = f"""
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
  <w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
  <w:tblPr><w:tblBorders><w:top {_BORDER}/><w:left {_BORDER}/><w:bottom {_BORDER}/><w:right {_BORDER}/>
  <w:insideH {_BORDER}/><w:insideV {_BORDER}/></w:tblBorders></w:tblPr></w:style>
<w:style w:type="table" w:styleId="{_id(TABLE_STYLE)}"><w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/>
  <w:tblPr><w:tblBorders><w:top {_BORDER}/><w:bottom {_BORDER}/><w:insideH {_BORDER}/></w:tblBorders></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{HEADER_GROUND}"/></w:tcPr>
  </w:tblStylePr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>"""

STYLES = f"""<w:styles {NAMESPACE}><w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr>
</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="80" w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
{"".join(style.xml() for style in _PARAGRAPHS)}
{
    "".join(
        f'<w:style w:type="character"{" w:default=" + chr(34) + "1" + chr(34) if not looks else ""} '
        f'w:styleId="{_id(name)}"><w:name w:val="{name}"/><w:rPr>{looks}</w:rPr></w:style>'
        for name, looks in _CHARACTERS
    )
}{_TABLES}</w:styles>"""
"""The styles part."""


def _numbering(number: int, kind: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
    )


NUMBERING = (
    f"<w:numbering {NAMESPACE}>{_numbering(BULLETS, 'bullet', '•')}{_numbering(NUMBERS, 'decimal', '%1.')}"
    + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (BULLETS, NUMBERS))
    + "</w:numbering>"
)
"""The numbering part: bullets, and numbers, of which each list takes a copy that begins with 1."""

SETTINGS = f"""<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="{LANGUAGE}"/></w:settings>"""
"""The settings part: as Word 2013 and later lay a document out."""
