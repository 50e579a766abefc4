"""Tables as Excel has them: a frame round rows, with a style; rows written below are taken into it."""

import re

from scheduler.outputs.copies.outline import outline, spliced, tag_with
from scheduler.outputs.copies.parts import Parts

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


def grown(parts: Parts, sheet: str, *, header: int, end: int, to: int) -> None:
    """Let the table of a sheet whose headings are in a row reach as far as a row, where it held the last one before."""
    for part in parts.related(sheet, "table"):
        content = parts.contents[part]
        root = outline(content, 1)
        match = _REFERENCE.fullmatch(root.attributes["ref"])
        if (
            match is None
            or int(match[2]) != header
            or not end <= int(match[4]) < to
            or "totalsRowCount" in root.attributes
        ):
            continue
        reach = f"{match[1]}{header}:{match[3]}{to}"
        parts.contents[part] = spliced(
            content, [tag_with(content, each, ref=reach) for each in (root, *root.all("autoFilter"))]
        )
