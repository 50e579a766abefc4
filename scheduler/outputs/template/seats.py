"""The grid of seats: people down, bodies across, and a letter where somebody sits; beside the list of memberships."""

from xlsxwriter import Workbook

from scheduler.domain.choices import choice_words
from scheduler.domain.seat_marks import MARKS, SEATS
from scheduler.outputs.template.sheets import LAST_ROW, codes_of

_MOST_BODIES = 40
_KEY_ROW, _HEADINGS_ROW = 0, 1
_PERSON_WIDTH, _BODY_WIDTH = 30, 11
_FONT = {"font_name": "Arial", "font_size": 11, "valign": "vcenter"}
_HEADING = {**_FONT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDE6F3", "font_color": "#1F3864"}
_NEEDED = {**_HEADING, "bg_color": "#1F3864", "font_color": "#FFFFFF"}


def write_seats(workbook: Workbook) -> None:
    """Fill the sheet of the grid, which is there already: a key, headings to choose bodies in, and drop-downs."""
    sheet = workbook.get_worksheet_by_name(SEATS)
    text = workbook.add_format({**_FONT, "num_format": "@"})
    mark = workbook.add_format({**_FONT, "num_format": "@", "align": "center"})
    heading = workbook.add_format(_HEADING)
    sheet.set_column(0, 0, _PERSON_WIDTH, text)
    sheet.set_column(1, _MOST_BODIES, _BODY_WIDTH, mark)
    letters = {letter: choice_words(role) for role, (letter, *_) in MARKS.items()}
    key = " · ".join(f"{letter} {words.lower()}" for letter, words in letters.items())
    sheet.write_string(_KEY_ROW, 0, f"{key} · blank: no seat", workbook.add_format(_FONT))
    sheet.write_string(_HEADINGS_ROW, 0, "Person", workbook.add_format(_NEEDED))
    for column in range(1, _MOST_BODIES + 1):
        sheet.write_blank(_HEADINGS_ROW, column, None, heading)
    bodies, people = ({"validate": "list", "source": f"={codes_of(table)}"} for table in ("bodies", "people"))
    sheet.data_validation(_HEADINGS_ROW, 1, _HEADINGS_ROW, _MOST_BODIES, {**bodies, "show_error": False})
    sheet.data_validation(_HEADINGS_ROW + 1, 0, LAST_ROW, 0, {**people, "show_error": False})
    marks = {"validate": "list", "source": list(letters), "show_error": False}
    sheet.data_validation(_HEADINGS_ROW + 1, 1, LAST_ROW, _MOST_BODIES, marks)
    sheet.set_row(_HEADINGS_ROW, 34)
    sheet.freeze_panes(_HEADINGS_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(_HEADINGS_ROW)
    sheet.repeat_columns(0)
