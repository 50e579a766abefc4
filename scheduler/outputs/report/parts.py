"""What a report is made of: sections of paragraphs, lists and tables; and what of it only an officer can write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.names import names_in
from scheduler.domain.problem import Problem

TO_COMPLETE = re.compile(r"(\[to be completed: [^\]]*\])")
"""What stands for a fact that no input has, so that it is easily found."""
_POSTS = frozenset(
    """of for adviser assistant chair chairman chief clerk commander commissioner convenor coordinator deputy director
    governor head lead leader manager mayor member monitoring nominee officer president principal representative
    secretary superintendent treasurer vice""".split()  # noqa: SIM905 - a list of words reads as words
)
"""Words in the name of a post, by which it is told from a person's."""
_WITHOUT_A_NAME = "the reason, which names somebody in the workbook"


@dataclass(frozen=True)
class Table:
    """A table; widths in centimetres. Without a caption it is called by the heading above it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    small: bool = False


@dataclass(frozen=True)
class Points:
    """A list, with numbers where its points are referred to."""

    items: tuple[str, ...]
    numbered: bool = False


Block = str | Points | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it: a report is a sequence of them, and of those of the second level."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1

    def sentences(self) -> Iterator[str]:
        """Yield its paragraphs and the items of its lists; rows of tables as one line each."""
        for block in self.blocks:
            if isinstance(block, str):
                yield block
            elif isinstance(block, Points):
                yield from block.items
            else:
                yield from (": ".join(row) for row in block.rows)


def to_complete(what: str) -> str:
    """Return what stands in the place of a fact that the input does not have."""
    return f"[to be completed: {what}]"


def without_names(problem: Problem, text: str) -> str:
    """Return a text that is fit for everybody; in the place of one that names a person who is no post, a mark."""
    people = (person.name for person in problem.people.values() if not _is_post(person.name))
    return to_complete(_WITHOUT_A_NAME) if names_in(text, people) else text


def _is_post(name: str) -> bool:
    return not _POSTS.isdisjoint(re.split(r"\W+", name.casefold()))
