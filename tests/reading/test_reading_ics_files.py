"""Where calendar files may lie, how they may be written, and which of their days count."""

import datetime as dt

import pytest
from busy_files import calendar_file, event, refusal

from scheduler.domain.problem import Settings
from scheduler.domain.reasons import Fault
from scheduler.reading.ics.busy import BusyRow, busy_absences
from scheduler.reading.ics.files import PUT_BESIDE

SETTINGS = Settings("Meetings", dt.date(2015, 11, 1), dt.date(2016, 10, 31))
DAY = calendar_file(event("DTSTART:20151119T100000", "DTEND:20151119T110000"))
DAILY = "DURATION:PT1H", "RRULE:FREQ=DAILY"


def absences(folder, *files, settings=SETTINGS):
    rows = [BusyRow(number, "person", ("ANN",), file) for number, file in enumerate(files, start=2)]
    return busy_absences(rows, folder, settings, {})


def test_events_count_a_day_before_and_after_the_calendar(tmp_path):
    (tmp_path / "away.ics").write_bytes(calendar_file(event("DTSTART:20150101T220000", *DAILY)))
    found, _, _ = absences(tmp_path, "away.ics")
    assert (found[0].start.date(), found[-1].start.date()) == (dt.date(2015, 10, 31), dt.date(2016, 11, 1))


def test_times_are_local_to_the_calendar(tmp_path):
    (tmp_path / "away.ics").write_bytes(calendar_file(event("DTSTART:20151119T100000Z", "DURATION:PT1H")))
    paris = Settings("Meetings", dt.date(2015, 11, 1), dt.date(2016, 10, 31), timezone="Europe/Paris")
    found, _, _ = absences(tmp_path, "away.ics", settings=paris)
    assert [one.start for one in found] == [dt.datetime(2015, 11, 19, 11)]


def test_a_file_that_several_rows_name_is_a_fault_at_each(tmp_path):
    (tmp_path / "away.ics").write_bytes(DAY)
    found, faults, _ = absences(tmp_path, "gone.ics", "away.ics", "gone.ics")
    assert len(found) == 1
    assert [one.row for one in faults] == [2, 4]


def test_a_doubt_says_what_to_do_at_the_row(tmp_path):
    (tmp_path / "away.ics").write_bytes(calendar_file(event("DTEND:20151119T110000")))
    message = "“away.ics” has 1 event whose start cannot be read (line 3, Thursday 19 November 2015)"
    remedy = "Put it right in the calendar program, and export the calendar again."
    found, faults, warnings = absences(tmp_path, "away.ics", "away.ics")
    assert ([one.start for one in found], faults) == ([dt.datetime(2015, 11, 19)] * 2, [])
    assert warnings == [Fault("busy_calendars", 2, "file", f"{message}: the day of its end is busy", remedy)]


def test_a_file_may_lie_in_a_folder_beside_the_input(tmp_path):
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "away.ics").write_bytes(DAY)
    assert len(absences(tmp_path, "calendars/away.ics")[0]) == 1


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "away.ics").write_bytes(DAY)
    (tmp_path / "link.ics").symlink_to("away.ics")
    assert len(absences(tmp_path, "link.ics")[0]) == 1


@pytest.mark.parametrize("file", ["x" * 300, "away.ics/more.ics"])
def test_a_name_that_no_file_can_have_is_a_fault(tmp_path, file):
    (tmp_path / "away.ics").write_bytes(DAY)
    shown = file if len(file) < 60 else f"{'x' * 60}…"
    message = f"there is no file “{shown}” beside the input"
    assert absences(tmp_path, file) == ([], [Fault("busy_calendars", 2, "file", message, PUT_BESIDE)], [])


def test_a_folder_that_is_not_there_holds_no_file(tmp_path):
    _, faults, _ = absences(tmp_path / "gone", "away.ics")
    assert [fault.message for fault in faults] == ["there is no file “away.ics” beside the input"]


def test_lines_may_end_and_be_folded_in_any_way():
    folded = DAY.replace(b"DTSTART", b"DTST\r\n ART").replace(b"DTEND", b"DT\r\n\tEND")
    odd = DAY.replace(b"DTSTART", b"\xff\xfe;=\r\nUID\r\n:\r\n\r\nDTSTART")
    files = DAY, folded, folded.replace(b"\r\n", b"\n"), folded.replace(b"\r\n", b"\r"), odd
    assert [refusal(content) for content in files] == [""] * 5


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (DAY + b"BEGIN:VCARD\nEND:VCARD\n", "a.ics is no calendar file"),
        (b"END:\n", "a.ics is damaged: its entries do not end where they should"),
        (
            calendar_file(*(event(f"DTSTART:20150101T{minute // 60:02d}{minute % 60:02d}00", *DAILY, uid=str(minute))
                            for minute in range(140))),
            "a.ics has more than 50,000 events in the days of this calendar",
        ),
        (
            calendar_file(*(event("DTSTART:16010101T100000", f"{line};COUNT=9999", uid=str(n)) for n, line in
                            enumerate(["DURATION:PT1H\r\nRRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2"] * 15))),
            "a.ics has more repeats, dates or time zones than can be read",
        ),
    ],
)  # fmt: skip
def test_a_file_that_asks_for_too_much_is_refused(content, message):
    assert refusal(content) == message
