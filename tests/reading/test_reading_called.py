"""What a text means that stands for a code."""

from scheduler.domain.names import person_key
from scheduler.reading.called import Called


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
