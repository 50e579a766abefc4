"""What a text means that stands for a code."""

import pytest
from builders import body, council

from scheduler.domain.names import person_key
from scheduler.errors import InputFaults
from scheduler.reading.called import Called
from scheduler.reading.requests.names import Names, bodies_named
from scheduler.reading.tables.texts import CellFault


def test_codes_count_before_earlier_codes_and_those_before_names() -> None:
    called = Called()
    called.add("ANN", ("BOB", "OLD"))
    called.add("BOB", ("Somebody",), ("OLD",))
    assert [called.code(text) for text in ("bob ", "old", "some-body", "nobody", "")] == [
        "BOB",
        "BOB",
        "BOB",
        None,
        None,
    ]


def test_a_name_of_several_means_none_of_them() -> None:
    called = Called(person_key)
    called.add("A1", ("Cllr Ann Other",))
    called.add("A2", ("Dr Ann Other", "Ann Other"))
    assert called.code("Ms Ann Other") is None
    assert called.all_called("Ms Ann Other") == ["A1", "A2"]
    assert called.suggestion("Ann Othr") == "Did you mean A1? "
    assert (called.codes, called.first["annother"]) == (["A1", "A2"], "A1")


def test_a_code_given_twice_is_spelt_as_the_first() -> None:
    called = Called()
    called.add("hwb", ("Health Board",))
    called.add("HWB", ("-",))
    assert (called.code("HWB"), called.all_called("health board"), called.all_called("-")) == ("hwb", ["hwb"], [])


TWINS = council(body("A1", name="Area Board"), body("A2", name="Area board"), body("HWB", name="Health Board"))


def test_a_command_line_is_told_whose_name_it_is() -> None:
    with pytest.raises(CellFault, match="“area-board” is the name of A1 and A2") as refused:
        Names(TWINS).body("area-board")
    assert refused.value.remedy == "Write the code of the one that is meant."


def test_bodies_are_named_by_code_or_name_and_every_other_is_told() -> None:
    assert bodies_named(["hwb", "Health  board", "A2"], TWINS) == {"HWB", "A2"}
    with pytest.raises(InputFaults) as refused:
        bodies_named(["Area Board", "HWBX", "hwb", "HWBX"], TWINS)
    assert [fault.sentence for fault in refused.value.faults] == [
        "“Area Board” is the name of A1 and A2. Write the code of the one that is meant.",
        "“HWBX” is not the code of a body of the input. Did you mean HWB? Write its code.",
    ]
