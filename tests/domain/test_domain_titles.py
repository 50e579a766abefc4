"""How the things of a plan are named in a sentence."""

import pytest
from builders import council, person

from scheduler.domain.titles import people_titles, session_title


@pytest.mark.parametrize(
    ("code", "title"),
    [("MORNING", "Morning"), ("AM", "AM"), ("after_lunch", "After lunch"), ("Plenary", "Plenary"), ("", "")],
)
def test_a_session_is_named_by_its_code_as_a_word(code: str, title: str) -> None:
    assert session_title(code) == title


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (("ANN", "BOB"), "Ann and Bob"),
        (("CEO",), "Chief Executive, Trust"),
        (("ANN", "CEO"), "Ann; and Chief Executive, Trust"),
        (("CEO", "ANN", "BOB"), "Chief Executive, Trust; Ann; and Bob"),
        ((), ""),
    ],
)
def test_names_with_commas_of_their_own_stand_between_semicolons(codes: tuple[str, ...], names: str) -> None:
    people = {"ANN": "Ann", "BOB": "Bob", "CEO": "Chief Executive, Trust"}
    problem = council(*(person(code, name=name) for code, name in people.items()))
    assert people_titles(problem, codes) == names
