"""`law_waivers`: matters in the words of the rows of law, and answers to nothing."""

import pytest
from small_input import write_input

from scheduler.errors import InputFaults
from scheduler.reading import read_input

BODIES = (
    "body,name,meetings_min,notice_clear_days,legal_kind,attendance_mode\n"
    "HWB,Health Board,2,3,committee,\nGB,Growth Board,1,,committee,online\n"
)


def read(folder, waivers):
    return read_input(write_input(folder / "council", bodies=BODIES, law_waivers=waivers))


def faults(folder, waivers):
    with pytest.raises(InputFaults) as found:
        read(folder, waivers)
    return [(fault.row, fault.column, fault.message, fault.remedy) for fault in found.value.faults]


@pytest.mark.parametrize("matter", ["remote_attendance", "Remote attendance", "remote-attendance"])
def test_a_matter_is_spelt_as_the_rows_do(tmp_path, matter):
    problem, warnings = read(tmp_path, f"body,matter,reason,by\ngb,{matter},Trial,Clerk\n")
    (waiver,) = problem.law_waivers
    assert (waiver.body, waiver.matter, waiver.reason, waiver.by) == ("GB", "remote_attendance", "Trial", "Clerk")
    assert warnings == ()


def test_an_unknown_matter_is_a_fault_with_a_suggestion(tmp_path):
    ((row, column, message, remedy),) = faults(tmp_path, "body,matter,reason\nGB,remote atendance,Trial\n")
    assert (row, column) == (2, "matter")
    assert "is no matter of law" in message
    assert remedy.startswith("Did you mean remote_attendance?")


def test_an_unknown_body_is_a_fault(tmp_path):
    assert [(row, column) for row, column, *_ in faults(tmp_path, "body,matter,reason\nXX,notice,Trial\n")] == [
        (2, "body")
    ]


def test_an_answer_without_a_reason_or_a_matter_is_a_fault(tmp_path):
    found = faults(tmp_path, "body,matter,reason\nGB,notice,\nHWB,,Trial\n")
    assert [(row, column) for row, column, *_ in found] == [(2, "reason"), (3, "matter")]


def test_an_answer_given_twice_is_a_fault(tmp_path):
    ((row, column, message, _),) = faults(tmp_path, "body,matter,reason\nHWB,notice,One\nhwb,Notice,Other\n")
    assert (row, column) == (3, "matter")
    assert "answered twice: here and in row 2" in message


def test_an_answer_to_nothing_is_a_warning(tmp_path):
    _, warnings = read(tmp_path, "body,matter,reason\nHWB,notice,One\nGB,notice,None\n,substitutes,None\n")
    told = [(warning.table, warning.row, warning.column, warning.message) for warning in warnings]
    assert [one[:3] for one in told] == [("law_waivers", 3, "matter"), ("law_waivers", 4, "matter")]
    assert "nothing of Growth Board goes against the law in the matter notice" in told[0][3]
    assert "nothing of this input goes against the law in the matter substitutes" in told[1][3]
