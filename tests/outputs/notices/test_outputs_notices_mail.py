"""Messages and invitations: what programs read in them, and what nobody can smuggle into them."""

import datetime as dt
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO

import pytest
from builders import meeting, member, person
from icalendar import Calendar
from openpyxl import load_workbook
from outputs.notices.a_change import PROBLEM, SEATS, Change, council_of, dates, first, restated, then

from scheduler.domain.plan import CANCELLED, Attendance
from scheduler.outputs.feeds import feeds
from scheduler.outputs.notices.addresses import Mailbox, is_address, mailbox_of, organiser_of
from scheduler.outputs.notices.invitations import invitation
from scheduler.outputs.notices.outbox import files_of

TWO = (("HWB", "2015-11-19"), ("GB", "2015-12-03"))
STARTED = first(PROBLEM, *dates(PROBLEM, *TWO))
MOMENT = dt.datetime(2015, 11, 2, 9, tzinfo=dt.UTC)
DATE = b"Date: Mon, 02 Nov 2015 09:00:00 +0000\r\n"


def files_for(change: Change, code: str, ending: str) -> list[bytes]:
    """Return the files of somebody's invitations."""
    made = files_of(change.outbox(), MOMENT)
    return [
        made[path]
        for path in sorted(made)
        if path.startswith("notices/invitations/") and f" ({code})/" in path and path.endswith(ending)
    ]


def read(message: bytes) -> EmailMessage:
    found = message_from_bytes(message, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_an_invitation_is_the_event_of_the_feed_with_who_invites_and_who_is_invited() -> None:
    (ics,) = files_for(STARTED, "BOB", ".ics")
    calendar = Calendar.from_ical(ics)
    assert (str(calendar["METHOD"]), str(calendar["PRODID"])) == ("REQUEST", "-//meeting-day//meeting-day//EN")
    (event,) = calendar.events
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == (
        "mailto:democratic.services@example.gov.uk",
        "Democratic Services",
    )
    assert str(event["ATTENDEE"]) == "mailto:bob@example.gov.uk"
    assert dict(event["ATTENDEE"].params) == {
        "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "CN": "Councillor Bob",
        "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE",
    }  # fmt: skip
    lines = ics[ics.index(b"BEGIN:VEVENT") : ics.index(b"END:VEVENT")].replace(b"\r\n ", b"").split(b"\r\n")
    kept = [line for line in lines if not line.startswith((b"ORGANIZER", b"ATTENDEE"))]
    feed = feeds(PROBLEM, STARTED.after)["people/BOB.ics"].replace(b"\r\n ", b"")
    assert b"\r\n".join(kept) in feed


def test_roles_and_answers_follow_from_the_seat() -> None:
    problem = council_of(
        *SEATS,
        member("OBS", "HWB", "observer"),
        *(person(code, email=f"{code}@example.org") for code in ("CLK", "OBS")),
    )
    sent = meeting(problem, "HWB", "2015-11-19", apologies=["BOB"])
    change = first(problem, sent, *dates(problem, TWO[1]))
    found = {}
    for code in ("ANN", "BOB", "CLK", "OBS"):
        (ics,) = files_for(change, code, ".ics")
        (event,) = Calendar.from_ical(ics).events
        params = event["ATTENDEE"].params
        found[code] = (params["ROLE"], params["PARTSTAT"], params["RSVP"], str(event["TRANSP"]))
    assert found == {
        "ANN": ("CHAIR", "NEEDS-ACTION", "TRUE", "OPAQUE"),
        "BOB": ("REQ-PARTICIPANT", "DECLINED", "FALSE", "TRANSPARENT"),
        "CLK": ("REQ-PARTICIPANT", "NEEDS-ACTION", "TRUE", "OPAQUE"),
        "OBS": ("OPT-PARTICIPANT", "NEEDS-ACTION", "TRUE", "OPAQUE"),
    }


def test_a_substitute_takes_part_in_the_member_s_place() -> None:
    item = STARTED.letter_to("BOB").lines[0].item
    seat = Attendance("BOB", "adviser", voting=False, outcome="substitute", substitute="CAT")
    made = invitation(item, Mailbox("O", "o@example.org"), Mailbox("C", "c@example.org"), seat)
    assert b"ROLE=REQ-PARTICIPANT" in made.replace(b"\r\n ", b"")
    of_a_lunch = invitation(item, Mailbox("O", "o@example.org"), Mailbox("C", "c@example.org"), None)
    assert b"ROLE=OPT-PARTICIPANT" in of_a_lunch.replace(b"\r\n ", b"")


def test_a_cancellation_is_a_cancel_with_a_raised_sequence() -> None:
    (ics,) = files_for(restated(STARTED, PROBLEM, CANCELLED), "ANN", ".ics")
    calendar = Calendar.from_ical(ics)
    (event,) = calendar.events
    assert (str(calendar["METHOD"]), str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert dict(event["ATTENDEE"].params) == {
        "CUTYPE": "INDIVIDUAL", "ROLE": "CHAIR", "CN": "Councillor Ann",
    }  # fmt: skip


def test_a_message_is_a_draft_with_the_letter_in_words() -> None:
    made = files_of(STARTED.outbox(), MOMENT)["notices/messages/Councillor Bob (BOB).eml"]
    message = read(made)
    assert (message["From"], message["To"], message["Subject"], message["X-Unsent"]) == (
        "Democratic Services <democratic.services@example.gov.uk>",
        "Councillor Bob <bob@example.gov.uk>",
        "Your meetings",
        "1",
    )
    assert DATE in made
    assert message["Message-ID"].endswith("@example.gov.uk>")
    assert message.get_content().splitlines()[0] == "Dear Councillor Bob,"
    assert message.defects == []
    assert all(line.endswith(b"\r") for line in made.split(b"\n")[:-1])


def test_a_message_with_an_invitation_has_it_as_an_alternative() -> None:
    moved = then(STARTED, PROBLEM, *dates(PROBLEM, ("HWB", "2015-11-26"), TWO[1]))
    (made,), (ics,) = files_for(moved, "BOB", ".eml"), files_for(moved, "BOB", ".ics")
    message = read(made)
    assert message.get_content_type() == "multipart/alternative"
    text, calendar = message.iter_parts()
    assert (text.get_content_type(), calendar.get_content_type()) == ("text/plain", "text/calendar")
    assert (calendar["Content-Type"].params["method"], calendar.get_payload(decode=True)) == ("REQUEST", ics)
    assert message["Subject"] == "Moved: Health Board, Thursday 26 November 2015 at 10:00"
    assert "moved from Thursday 19 November 2015" in text.get_content()
    assert [message.defects, text.defects, calendar.defects] == [[], [], []]
    assert files_for(moved, "BOB", ".eml") == [made]


def test_who_has_no_address_has_a_letter_and_nothing_else() -> None:
    made = files_of(STARTED.outbox(), MOMENT)
    assert [path for path in made if "CAT" in path] == ["notices/letters/Councillor Cat (CAT).docx"]
    silent = council_of(*SEATS, organiser="Democratic Services")
    made = files_of(first(silent, *dates(silent, *TWO)).outbox(), MOMENT)
    assert {path.rpartition(".")[2] for path in made} == {"docx", "xlsx"}


NAMES = (
    "Ann,\r\nBcc: everybody@example.org",
    "Ann\nATTENDEE:mailto:x@example.org",
    'Ann "the, Great"; MP',
    "Siân Ŵyn-Ó'Brien 李",
    "=HYPERLINK(1)",
    "Ann\u2028\x00\x85X",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_can_add_a_line_or_a_formula_to_anything(name: str) -> None:
    problem = council_of(*SEATS, person("BOB", name=name, email="bob@example.gov.uk"))
    change = first(problem, *dates(problem, *TWO))
    made = files_of(change.outbox(), MOMENT)
    for path in (one for one in made if "/BOB" in one and one.endswith(".eml")):
        message = read(made[path])
        assert sorted(message.keys()) == sorted(
            {"From", "To", "Subject", "Date", "X-Unsent", "Message-ID", "MIME-Version", "Content-Type"}
            | ({"Content-Transfer-Encoding"} if "messages" in path else set())
        )
        (to,) = message["To"].addresses
        assert (to.addr_spec, "\n" in to.display_name) == ("bob@example.gov.uk", False)
    (ics,) = files_for(change, "BOB", ".ics")
    (event,) = Calendar.from_ical(ics).events
    assert str(event["ATTENDEE"]) == "mailto:bob@example.gov.uk"
    book = load_workbook(BytesIO(made["notices/notices.xlsx"]))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_what_is_an_address_and_what_is_none() -> None:
    for text in ("a@example.org", "a.b+c@ex-ample.gov.uk", "o'neill@example.org", "a%b@example.org"):
        assert is_address(text), text
    for text in (
        "", "ann", "a@b", "a@example.org; b@example.org", "a@example.org,b@example.org", "a b@example.org",
        "a@example.org\nBcc: x@example.org", "<a@example.org>", "siân@example.org", "a@exämple.org", "a@-example.org",
        f"{'a' * 65}@example.org", f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 63}.org", "a@example..org",
        "@example.org",
    ):  # fmt: skip
        assert not is_address(text), text
    assert Mailbox("A", "a%b#@example.org").uri == "mailto:a%25b%23@example.org"


def test_who_invites_is_a_name_with_an_address_or_an_address() -> None:
    assert organiser_of("Democratic Services <ds@example.org>") == Mailbox("Democratic Services", "ds@example.org")
    assert organiser_of(' "Services, Democratic" <ds@example.org> ') == Mailbox(
        "Services, Democratic", "ds@example.org"
    )
    assert organiser_of("ds@example.org") == Mailbox("ds@example.org", "ds@example.org")
    assert organiser_of("<ds@example.org>") == Mailbox("ds@example.org", "ds@example.org")
    for text in (None, "", "Democratic Services", "A <a@example.org> B <b@example.org>", "A <a@example.org>, b@x.org"):
        assert organiser_of(text) is None, text
    assert mailbox_of("Ann", None) is None


def test_the_sheets_say_who_is_told_what_and_serve_a_mail_merge() -> None:
    moved = then(STARTED, PROBLEM, *dates(PROBLEM, ("HWB", "2015-11-26"), TWO[1]))
    book = load_workbook(BytesIO(files_of(moved.outbox(), MOMENT)["notices/notices.xlsx"]))
    assert book.sheetnames == ["To look at first", "Letters", "Changes", "By law"]
    letters = list(book["Letters"].iter_rows(values_only=True))
    assert letters[0] == ("Name", "Salutation", "Email", "Organisation", "Subject", "Changes")
    assert [row[0] for row in letters[1:]] == ["Councillor Ann", "Councillor Bob", "Councillor Clk", "Town Hall"]
    changes = list(book["Changes"].iter_rows(values_only=True))
    assert changes[0] == (
        "Name", "Salutation", "Email", "Meeting", "Change", "From", "To", "Please note", "Why", "What to do",
    )  # fmt: skip
    assert changes[1][:7] == (
        "Councillor Ann",
        "Dear Councillor Ann",
        "ann@example.gov.uk",
        "Health Board",
        "Moved",
        "Thursday 19 November 2015, 10:00 to 12:00, Committee Room 1, Town Hall",
        "Thursday 26 November 2015, 10:00 to 12:00, Committee Room 1, Town Hall",
    )
    assert book["Changes"].row_dimensions[2].height > 15, "the places stand on several lines, none cut off"
    assert book["Letters"].page_setup.orientation == "landscape"
    first_sheet = [row for row in book["To look at first"].iter_rows(values_only=True) if row[0]]
    assert [row[0] for row in first_sheet[-5:]] == [
        "Councillor Ann", "Councillor Bob", "Councillor Clk", "Town Hall",
        "The public, at the council's offices and on its website",
    ]  # fmt: skip


def test_where_the_law_asks_for_a_notice_and_nobody_is_written_to_there_are_sheets_alone() -> None:
    assert list(files_of(replace(STARTED.outbox(), letters=()), MOMENT)) == ["notices/notices.xlsx"]
