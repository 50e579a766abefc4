"""A data frame held against the sheet of the same table, value by value."""

import datetime as dt

import pandas as pd

NOTHING_IN_WORDS = {
    "Nobody",
    "Nothing more",
    "Nobody in particular",
    "None",
    "Not known",
    "Everybody",
    "Not held",
    "All",
}


def as_a_cell(value: object) -> object:
    """Return a value of a frame as openpyxl reads the cell that shows it."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, pd.Timedelta):
        return (dt.datetime.min + value.to_pytimedelta()).time()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value


def assert_shows(rows: list[tuple[object, ...]], table: pd.DataFrame) -> None:
    """Compare the rows of a sheet, headings first, with a frame, value by value."""
    headings, *cells = rows
    assert list(headings) == list(table.attrs["titles"].values())
    assert set(table.attrs["titles"]) <= set(table.columns)
    table = table[list(table.attrs["titles"])]
    if table.empty:
        assert [[cell for cell in row if cell is not None] for row in cells] == [[cells[0][0]]]
        return
    values = [tuple(map(as_a_cell, row)) for row in table.astype(object).itertuples(index=False)]
    shown = [
        tuple(None if was is None and cell in NOTHING_IN_WORDS else cell for was, cell in zip(*row, strict=True))
        for row in zip(values, cells, strict=True)
    ]
    assert values == shown
