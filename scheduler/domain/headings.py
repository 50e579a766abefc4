"""What stands above each sheet and column of the workbook, in an officer's words; the reader takes them back as well.

Every one of today's plain names (`min_gap_days`) is read too, and what councils call tables and columns otherwise.
"""

HEADINGS: dict[tuple[str, str], str] = {}
"""Words for the heading of a column, by table and column; one that is not here reads as its name does."""

TABLES_OTHERWISE: dict[str, tuple[str, ...]] = {}
"""What councils call a table otherwise: `Councillors` is people."""

COLUMNS_OTHERWISE: dict[tuple[str, str], tuple[str, ...]] = {}
"""What councils call a column otherwise, by table and column: `Venue` of a calendar is the room."""


def sheet_title(table: str) -> str:
    """Return the name of a table's sheet: `Closed dates`."""
    return table.replace("_", " ").capitalize()


def heading_of(table: str, column: str) -> str:
    """Return the heading of a column: `At least this many days between meetings`."""
    return HEADINGS.get((table, column)) or column.replace("_", " ").capitalize()
