"""Workbooks of meeting-day itself are no sources of an import: each is answered with the command that reads it."""

import pytest
from outputs.in_languages import SETTINGS, writing_to
from outputs.workbook.small_council import small_plan, small_problem

from scheduler.errors import InputFaults
from scheduler.languages import IN_ENGLISH
from scheduler.outputs.template import write_example, write_template
from scheduler.outputs.workbook import consultation_bytes, workbook_bytes
from scheduler.reading.imports.sources import read_sources


def refused(path):
    with pytest.raises(InputFaults) as caught:
        read_sources([path])
    (fault,) = caught.value.faults
    return fault.message, fault.remedy


def test_an_input_is_added_to_or_goes_on_to_the_next_year(tmp_path):
    path = tmp_path / "year.xlsx"
    told = (
        "year.xlsx is an input of meeting-day itself",
        "Import into it with --into year.xlsx, or give it and its plan to meeting-day next-year.",
    )
    write_template(path)
    assert refused(path) == told
    path.unlink()
    write_example(path, "harrow-2011-12")
    assert refused(path) == told


@pytest.mark.parametrize(
    ("name", "written", "language"),
    [
        ("calendar.xlsx", workbook_bytes, IN_ENGLISH),
        *(("consultation.xlsx", consultation_bytes, language) for language in SETTINGS),
    ],
)
def test_a_calendar_of_ours_goes_on_to_the_next_year(tmp_path, name, written, language):
    path = tmp_path / name
    path.write_bytes(written(writing_to(small_problem(), language), small_plan()))
    assert refused(path) == (
        f"{name} is a calendar that meeting-day has written",
        "Make next year's input with meeting-day next-year, of the input and the folder of the plan.",
    )
