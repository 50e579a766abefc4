"""The words that an officer meets, and what each means: the glossary of the outputs, for whoever shows it elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Explained:
    """A word, what it means, and what it is: a column, a status, a role, a wish, a rule."""

    word: str
    meaning: str
    kind: str


def words_explained() -> tuple[Explained, ...]:
    """Return every word, in the order of the alphabet; see `scheduler.outputs.glossary`."""
    from scheduler.outputs.glossary import glossary  # noqa: PLC0415 - XlsxWriter comes with it

    return tuple(Explained(term.word, term.meaning, term.kind) for term in glossary())
