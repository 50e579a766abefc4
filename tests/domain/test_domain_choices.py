"""Every word of a drop-down: as people write it, told from the others, and read back as the choice it stands for."""

import pytest

from scheduler.domain.choices import choice_words
from scheduler.domain.tables import CLASSIFICATIONS, SETTINGS, TABLES, Column
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.texts import word_key

COLUMNS = [column for table in TABLES.values() for column in table.columns] + list(SETTINGS.values())
CHOICES = sorted({column.choices for column in COLUMNS if column.choices})


@pytest.mark.parametrize("choices", CHOICES, ids=lambda choices: choices[0])
def test_every_choice_is_read_back_from_its_words_and_as_it_is(choices: tuple[str, ...]) -> None:
    column = Column("role", "choice", choices=choices)
    assert [read_cell(column, choice_words(choice)) for choice in choices] == list(choices)
    assert [read_cell(column, choice) for choice in choices] == list(choices)


@pytest.mark.parametrize("choices", [*CHOICES, CLASSIFICATIONS], ids=lambda choices: choices[0])
def test_words_are_as_people_write_them_and_each_its_own(choices: tuple[str, ...]) -> None:
    words = [choice_words(choice) for choice in choices]
    assert all(word[0].isupper() and "_" not in word for word in words)
    assert len({word_key(word) for word in words}) == len(choices)


def test_a_classification_in_words_is_the_same_classification() -> None:
    assert [word_key(choice_words(kind)) for kind in CLASSIFICATIONS] == [word_key(kind) for kind in CLASSIFICATIONS]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("vice_chair", "Vice-chair"),
        ("full_council", "Full Council"),
        ("health_and_wellbeing_board", "Health and Wellbeing Board"),
        ("scrutiny_committee", "Scrutiny committee"),
        ("in_person", "In person"),
        ("not_same_day", "Not on the same day"),
        ("GB-ENG", "England"),
        ("chair", "Chair"),
    ],
)
def test_words_an_officer_would_choose(choice: str, words: str) -> None:
    assert choice_words(choice) == words
