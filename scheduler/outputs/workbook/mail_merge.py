"""A sheet for a mail merge: headings in its first row, as Word and Outlook want them, and text alone below."""

from collections.abc import Iterable, Sequence

from scheduler.outputs.workbook.writing import Styles, Worksheet, set_height, write_text


def write_merge_sheet(
    sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], styles: Styles
) -> None:
    """Write a sheet of text; nothing in it is taken for a formula, even when somebody edits the cell.

    Parameters
    ----------
    sheet : Worksheet
        The sheet, still empty.
    columns : sequence of pairs
        The heading of each column, and its width in digits.
    rows : iterable of sequences of str
        As many cells in each as there are columns.
    styles : Styles
        The formats of the workbook.

    """
    for index, (heading, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, styles["heading"])
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    widths = [width for _, width in columns]
    for number, row in enumerate(rows, start=1):
        set_height(sheet, number, row, widths)
        for index, text in enumerate(row):
            write_text(sheet, number, index, text, styles)
