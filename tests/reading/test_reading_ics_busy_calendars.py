"""Busy calendars lie beside the input, whatever a cell says; what is in them never takes long."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.reading.ics import busy
from scheduler.reading.ics.busy import GIVE_EMAILS, BusyRow, Owner, busy_absences
from scheduler.reading.ics.components import EXPORT_LESS
from scheduler.reading.ics.files import OF_THIS_YEAR, PUT_BESIDE

SETTINGS = Settings("Meetings", date(2015, 11, 1), date(2016, 10, 31))
HELD = "DTSTART:20151119T100000", "DTEND:20151119T110000"
PEOPLE = {"ANN": Owner("Councillor Ann", "ann@example.org"), "BOB": Owner("Councillor Bob")}


def calendar(*events: tuple[str, ...]) -> bytes:
    lines = ["BEGIN:VCALENDAR"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def write(folder: Path, content: bytes, name: str = "a.ics") -> str:
    (folder / name).write_bytes(content)
    return name


def fault_of(folder: Path, file: str) -> tuple[str, str]:
    absences, faults, warnings = busy_absences([BusyRow(2, "person", ("ANN",), file)], folder, SETTINGS, PEOPLE)
    assert (absences, warnings) == ([], [])
    [fault] = faults
    assert (fault.table, fault.row, fault.column) == ("busy_calendars", 2, "file")
    return fault.message, fault.remedy


def test_an_event_makes_everybody_named_unavailable(tmp_path: Path) -> None:
    write(tmp_path, calendar(HELD))
    rows = [BusyRow(2, "person", ("ANN", "BOB"), "a.ics"), BusyRow(3, "room", ("CR1",), "a.ics")]
    begin, end = datetime(2015, 11, 19, 10), datetime(2015, 11, 19, 11)
    expected = [
        Absence(kind, who, begin, end, "busy, says the diary a.ics")
        for kind, who in [("person", "ANN"), ("person", "BOB"), ("room", "CR1")]
    ]
    assert busy_absences(rows, tmp_path, SETTINGS, PEOPLE) == (expected, [], [])


def test_what_is_doubtful_is_a_warning_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, calendar(("SUMMARY:Secret",), HELD))
    absences, faults, warnings = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE)
    assert (len(absences), faults, len(warnings)) == (1, [], 1)
    assert (warnings[0].table, warnings[0].row, warnings[0].column) == ("busy_calendars", 2, "file")
    assert "Secret" not in repr((absences, warnings))


def test_a_file_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path, calendar(HELD))
    rows = [BusyRow(number, "person", ("ANN",), file) for number, file in enumerate(["a.ics", "b.ics"], start=2)]
    absences, faults, _ = busy_absences(rows, tmp_path, SETTINGS, PEOPLE)
    assert len(absences) == 1
    assert faults == [Fault("busy_calendars", 3, "file", "there is no file “b.ics” beside the input", PUT_BESIDE)]


@pytest.mark.parametrize("file", ["/dev/zero", "../a.ics", "in/../a.ics", ".."])
def test_a_path_is_no_name_of_a_file(tmp_path: Path, file: str) -> None:
    write(tmp_path, calendar(HELD))
    message = f"“{file}” is a path, and the name of a file beside the input is wanted"
    assert fault_of(tmp_path, file) == (message, PUT_BESIDE)


@pytest.mark.parametrize("file", ["none.ics", "nul\0.ics", "half \ud800.ics", "loop.ics"])
def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path, file: str) -> None:
    (tmp_path / "loop.ics").symlink_to("loop.ics")
    assert fault_of(tmp_path, file) == (f"there is no file “{file}” beside the input", PUT_BESIDE)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    home = tmp_path / "input"
    home.mkdir()
    write(tmp_path, calendar(HELD))
    (home / "a.ics").symlink_to(tmp_path / "a.ics")
    assert fault_of(home, "a.ics") == ("“a.ics” leads to a file that does not lie beside the input", PUT_BESIDE)


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ics")
    (tmp_path / "folder.ics").mkdir()
    for file in ("pipe.ics", "folder.ics", "."):
        assert fault_of(tmp_path, file) == (f"“{file}” is no plain file", PUT_BESIDE)


def test_a_file_that_the_machine_will_not_open_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, calendar(HELD))
    monkeypatch.setattr(Path, "open", refuse)
    remedy = "Close it in other programs, and see that you may read it."
    assert fault_of(tmp_path, "a.ics") == ("“a.ics” cannot be opened: Permission denied", remedy)


def test_a_file_that_is_far_too_large_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, b"")
    os.truncate(tmp_path / "a.ics", 10 * 1024**3)
    assert fault_of(tmp_path, "a.ics") == ("“a.ics” is larger than 100 MB", EXPORT_LESS)


def test_calendars_that_together_hold_far_too_much_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "MOST_DAYS_TOGETHER", 3)
    write(tmp_path, calendar(HELD))
    rows = [BusyRow(number, "person", ("ANN", "BOB"), "a.ics") for number in (2, 3)]
    absences, faults, _ = busy_absences(rows, tmp_path, SETTINGS, PEOPLE)
    message = "with “a.ics”, the busy calendars hold more than 3 days of events"
    assert (len(absences), faults) == (2, [Fault("busy_calendars", 3, "file", message, EXPORT_LESS)])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no calendar file"),
        (b"<!doctype html><html></html>", "is a web page, and no calendar file"),
        (b"\x1f\x8b\x08\x00", "is compressed, and no calendar file"),
        (b"PK\x03\x04", "is a ZIP archive, and no calendar file"),
        (b"BEGIN:VTODO\nEND:VTODO\n", "is no calendar file"),
        (calendar(HELD)[:-15], "breaks off before its end"),
        (calendar(HELD).replace(b"END:VEVENT", b"END:VTODO"), "is damaged: its entries do not end where they should"),
        (b"END:VCALENDAR\n", "is damaged: its entries do not end where they should"),
        (calendar((f"EXDATE:{'a' * 3_000_000}",)), "has a line longer than any calendar's"),
        (calendar(("EXDATE:" + "20151119T100000,\r\n " * 100_000,)), "has a line longer than any calendar's"),
        (b"\0" * 5_000_000, "is no calendar file"),
        (b"BEGIN:VCALENDAR\n" * 9_000, "is damaged: its entries never end"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 250_001, "has more than 250,000 events"),
        (
            calendar((*HELD, "RRULE:FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50")),
            "has more than 50,000 events in the days of",
        ),
    ],
)
def test_a_file_that_is_no_years_calendar_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    assert fault_of(tmp_path, write(tmp_path, content))[0].startswith(f"“a.ics” {message}")


@pytest.mark.parametrize(
    ("start", "rule", "number"),
    [
        ("20151119", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("20151119", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=10", 1),
        ("20151119", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("16000101", "FREQ=DAILY", 368),
        ("00010101", "FREQ=DAILY", 368),
        ("00010101", "FREQ=DAILY;COUNT=1000000000", 368),
        ("16010101", "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=1000000000", 105),
        ("16010101", "FREQ=HOURLY;INTERVAL=24;COUNT=1000000000", 368),
        ("99991231", "FREQ=DAILY", 0),
    ],
)
def test_a_rule_that_finds_little_is_quick(tmp_path: Path, start: str, rule: str, number: int) -> None:
    write(tmp_path, calendar((f"DTSTART:{start}T100000", "DURATION:PT1H", f"RRULE:{rule}")))
    absences, faults, _ = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE)
    assert (len(absences), faults) == (number, [])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: b"\xef\xbb\xbf" + c,
        lambda c: c.replace(b"\r\n", b"\n"),
        lambda c: c + c,
        lambda c: c.decode().encode("utf-16"),
        lambda c: c.decode().encode("utf-16-be"),
    ],
)
def test_marks_bare_line_ends_and_several_calendars_are_read(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    write(tmp_path, spoil(calendar(HELD)))
    absences, faults, _ = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE)
    assert (len(absences), faults) == (1, [])


def test_a_file_of_many_years_is_read_and_only_its_days_of_the_calendar_count(tmp_path: Path) -> None:
    """With what programs add: reminders, texts, pictures on lines of any length."""
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM"
    about = "DESCRIPTION:" + "\r\n ".join(["Join the meeting" * 4] * 20)
    days = [date(2001, 1, 1) + timedelta(days=number) for number in range(5_000)]
    events = [(f"DTSTART;VALUE=DATE:{day:%Y%m%d}", about, alarm) for day in days]
    picture = f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{'A' * 3_000_000}"
    content = calendar(*events, (*HELD, picture), ("DTSTART:20151201T100000", "DURATION:P3000D", "RRULE:FREQ=DAILY"))
    assert len(content) > 10_000_000
    write(tmp_path, content)
    absences, faults, warnings = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE)
    assert (faults, warnings) == ([], [])
    assert [absence.start for absence in absences] == [datetime(2015, 11, 19, 10), datetime(2015, 12, 1, 10)]


def declined(*addresses: str) -> tuple[str, ...]:
    return (*HELD, *(f"ATTENDEE;CN=Somebody;PARTSTAT=DECLINED:{address}" for address in addresses))


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org",
        'attendee;cn="Ann: the Mayor";partstat=declined:MAILTO:Ann@Example.org',
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ann+council@example.org",
        "ATTENDEE;PARTSTAT=DECLINED;EMAIL=ann@example.org:invalid:nomail",
        "ATTENDEE;CN=Ann;ROLE=REQ-PARTICIPANT;RSVP=TRUE;PARTSTA\r\n T=DECLINED:mailto:an\r\n n@example.org",
    ],
)
def test_who_has_declined_is_free(tmp_path: Path, line: str) -> None:
    write(tmp_path, calendar((*HELD, line, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:host@example.org")))
    rows = [BusyRow(2, "person", ("ANN",), "a.ics")]
    assert busy_absences(rows, tmp_path, SETTINGS, PEOPLE) == ([], [], [])


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.org",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ann@example.org",
        "ATTENDEE;CN=declined:mailto:ann@example.org",
        "ORGANIZER:mailto:ann@example.org",
    ],
)
def test_who_has_not_declined_is_busy(tmp_path: Path, line: str) -> None:
    write(tmp_path, calendar((*HELD, line)))
    absences, faults, warnings = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE)
    assert (len(absences), faults, warnings) == (1, [], [])


def test_of_several_who_share_a_calendar_each_is_asked_alone(tmp_path: Path) -> None:
    people = {"ANN": Owner("Ann", "home@ann.example; ann@example.org"), "CEM": Owner("Cem", "cem@example.org")}
    write(tmp_path, calendar(declined("mailto:ann@example.org", "mailto:bob@example.org")))
    rows = [BusyRow(2, "person", ("ANN", "CEM"), "a.ics")]
    absences, _, warnings = busy_absences(rows, tmp_path, SETTINGS, people)
    assert ([absence.who for absence in absences], warnings) == (["CEM"], [])


def test_one_repeat_may_be_declined(tmp_path: Path) -> None:
    series = "DTSTART:20151112T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"
    one = "RECURRENCE-ID:20151119T100000", *declined("mailto:ann@example.org")
    write(tmp_path, calendar(series, one).replace(b"UID:1", b"UID:0"))
    absences, _, _ = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE)
    assert [absence.start.day for absence in absences] == [12, 26]


def test_where_no_e_mail_is_given_what_was_declined_counts_and_is_told(tmp_path: Path) -> None:
    write(tmp_path, calendar(declined("mailto:bob@example.org"), ("DTSTART:20151120", *declined("x")[2:])))
    rows = [BusyRow(2, "person", ("BOB",), "a.ics"), BusyRow(3, "room", ("CR1",), "a.ics")]
    absences, faults, warnings = busy_absences(rows, tmp_path, SETTINGS, PEOPLE)
    message = (
        "“a.ics” has 2 invitations that somebody has declined; with no e-mail for Councillor Bob, they count as busy"
    )
    assert (len(absences), faults) == (4, [])
    assert warnings == [Fault("busy_calendars", 2, "file", message, GIVE_EMAILS)]


@pytest.mark.parametrize(
    "line", ["DTSTART:20141119", "DTSTART:20141119\r\nRRULE:FREQ=DAILY;COUNT=9", "DTSTART:20171119"]
)
def test_a_diary_of_another_year_is_told_once(tmp_path: Path, line: str) -> None:
    write(tmp_path, calendar((line,), (line,)))
    rows = [BusyRow(number, "person", ("ANN",), "a.ics") for number in (2, 3)]
    absences, faults, warnings = busy_absences(rows, tmp_path, SETTINGS, PEOPLE)
    days = "from Sunday 1 November 2015 to Monday 31 October 2016"
    message = f"“a.ics” has 2 events, and none of them makes anybody busy {days}"
    assert (absences, faults) == ([], [])
    assert warnings == [Fault("busy_calendars", 2, "file", message, OF_THIS_YEAR)]


def test_an_empty_diary_is_not_doubtful(tmp_path: Path) -> None:
    write(tmp_path, calendar())
    assert busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], tmp_path, SETTINGS, PEOPLE) == ([], [], [])
