import pytest

from scheduler.domain.plan import Shown, Told, moved_on


@pytest.mark.parametrize(
    ("moment", "before", "expected"),
    [
        ("2015-11-02T09:00:00Z", (), "2015-11-02T09:00:00Z"),
        ("2015-11-02T09:00Z", ("",), "2015-11-02T09:00:00Z"),
        ("2015-11-02", (), "2015-11-02T00:00:00Z"),
        ("2015-11-02T09:00:00+01:00", (), "2015-11-02T08:00:00Z"),
        ("2015-11-02T09:00:00Z", ("2015-11-02T08:00:00Z",), "2015-11-02T09:00:00Z"),
        ("2015-11-02T09:00:00Z", ("2015-11-02T09:00:00Z", "2015-11-02T09:00:59Z"), "2015-11-02T09:01:00Z"),
        ("", ("2015-12-31T23:59:59Z",), "2016-01-01T00:00:00Z"),
        ("", (), ""),
    ],
)
def test_a_moment_of_change_moves_forward(moment, before, expected):
    assert moved_on(moment, *before) == expected


def test_a_person_is_told_of_a_meeting_when_it_or_their_part_last_changed():
    told = {"ANN": Told("a"), "BOB": Told("b", "2015-11-02T09:00:00Z")}
    shown = Shown("Board", "", "", "", changed="2015-11-01T09:00:00Z", people=told)
    assert [shown.last_told(who) for who in ("ANN", "BOB", "CAT")] == [
        "2015-11-01T09:00:00Z",
        "2015-11-02T09:00:00Z",
        "2015-11-01T09:00:00Z",
    ]
