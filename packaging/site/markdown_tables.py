"""Tables of Markdown."""

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, each row on a line of its own."""
    lines = [headings, ["---"] * len(headings), *([cell(one) for one in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(text: str) -> str:
    """Return a text as it stands in one cell: on one line, with nothing that would end it or be taken for HTML."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "\\<")
