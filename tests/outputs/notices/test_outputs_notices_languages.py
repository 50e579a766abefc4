"""Letters and messages in Welsh, and in both languages: Welsh first, each of them whole."""

import datetime as dt
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from functools import cache
from io import BytesIO

import docx
import pytest
from accessible_documents import faults_of
from builders import body
from openpyxl import load_workbook
from outputs.in_languages import alike, paragraphs, spoken, writing_to
from outputs.notices.a_change import ROWS, SEATS, Change, council_of, dates, first, then

from scheduler.domain.plan import SUBSTITUTE, Attendance
from scheduler.domain.rooms import Room
from scheduler.languages import IN_BOTH, IN_ENGLISH, IN_WELSH
from scheduler.outputs.bilingual import in_languages_of
from scheduler.outputs.notices.entries import Calendars, changed_items
from scheduler.outputs.notices.outbox import files_of

MOMENT = dt.datetime(2015, 11, 2, 9, tzinfo=dt.UTC)
COUNCIL = council_of(
    *SEATS,
    body("HWB", name="Health Board", welsh_name="Bwrdd Iechyd", legal_kind="health_and_wellbeing_board"),
    body("GB", name="Growth Board", welsh_name="Bwrdd Twf"),
    *(replace(row, welsh_name=f"Ystafell {row.code}", welsh_venue="Neuadd") for row in ROWS if isinstance(row, Room)),
    welsh_title="Calendr",
    welsh_authority="Cyngor",
    contact="01234 567890",
)
FILES = ("Councillor Bob (BOB)", "Councillor Cat (CAT)", "venues/Town Hall")


def change_of(language: str) -> Change:
    """Return a change that moves, cancels and adds a meeting, and has somebody deputise."""
    problem = writing_to(COUNCIL, language)
    before = first(problem, *dates(problem, ("HWB", "2015-11-19"), ("GB", "2015-12-03"), ("GB", "2016-01-14")))
    held = dates(problem, ("HWB", "2015-11-26"), ("GB", "2015-12-03"), ("HWB", "2016-03-03"))
    away = (Attendance("BOB", "member", voting=True, outcome=SUBSTITUTE, substitute="CAT", reason="not expected"),)
    return then(before, problem, *held[:-1], replace(held[-1], attendance=away))


@cache
def made(language: str) -> dict[str, bytes]:
    """Return the notices of that change."""
    return files_of(change_of(language).outbox(), MOMENT)


NAMES = {"Councillor Bob", "Councillor Cat", "Democratic Services"}
"""What the council wrote itself, and what is the same in both languages."""


@pytest.mark.parametrize("name", FILES)
def test_a_welsh_letter_has_no_line_of_english(name: str) -> None:
    english, welsh = (made(language)[f"notices/letters/{name}.docx"] for language in (IN_ENGLISH, IN_WELSH))
    assert alike(paragraphs(english), paragraphs(welsh)) <= NAMES
    assert "Newidiadau i" in "\n".join(paragraphs(welsh))
    assert docx.Document(BytesIO(welsh)).core_properties.language == "cy-GB"


@pytest.mark.parametrize("name", FILES)
def test_a_letter_in_both_is_the_welsh_and_then_the_english_in_one_document(name: str) -> None:
    english, welsh, both = (
        made(language)[f"notices/letters/{name}.docx"] for language in (IN_ENGLISH, IN_WELSH, IN_BOTH)
    )
    texts = [one.text for one in docx.Document(BytesIO(both)).paragraphs if one.text]
    tables = len(docx.Document(BytesIO(both)).tables)
    in_welsh, in_english = (
        [one.text for one in docx.Document(BytesIO(document)).paragraphs if one.text] for document in (welsh, english)
    )
    assert texts == [f"{in_welsh[0]} / {in_english[0]}", *in_welsh, *in_english]
    assert tables == sum(len(docx.Document(BytesIO(one)).tables) for one in (welsh, english))
    assert faults_of(both) == []


def test_each_run_of_welsh_is_marked_as_welsh_and_none_of_the_english() -> None:
    both = made(IN_BOTH)["notices/letters/Councillor Bob (BOB).docx"]
    marked = spoken(both, "cy-GB")
    assert {"Newidiadau i'ch cyfarfodydd", "Symudwyd", "Cyfarfod", "Bwrdd Iechyd"} <= marked
    assert not {"Changes to your meetings", "Moved", "Meeting", "Health Board"} & marked
    assert spoken(made(IN_ENGLISH)["notices/letters/Councillor Bob (BOB).docx"], "cy-GB") == set()


def test_messages_have_subjects_and_words_in_both_and_say_so() -> None:
    message = message_from_bytes(made(IN_BOTH)["notices/messages/Councillor Bob (BOB).eml"], policy=default)
    assert message["Subject"] == "Newidiadau i'ch cyfarfodydd / Changes to your meetings"
    assert message["Content-Language"] == "cy, en"
    welsh, english = message.get_content().replace("\r\n", "\n").split("\n\n* * *\n\n")
    assert welsh.startswith("Annwyl Councillor Bob,")
    assert english.startswith("Dear Councillor Bob,")
    alone = message_from_bytes(made(IN_WELSH)["notices/messages/Councillor Bob (BOB).eml"], policy=default)
    assert alone.get_content().replace("\r\n", "\n").rstrip() == welsh.rstrip()


def test_an_invitation_is_the_event_of_the_feed_and_its_message_is_in_both() -> None:
    files = sorted(path for path in made(IN_BOTH) if path.startswith("notices/invitations/Councillor Bob"))
    message = message_from_bytes(made(IN_BOTH)[files[0]], policy=default)
    plain = message.get_body(("plain",))
    assert plain is not None
    moved = "Symudwyd: Bwrdd Iechyd, dydd Iau 26 Tachwedd 2015 am 10:00 / Moved: Health Board, "
    assert str(message["Subject"]).startswith(moved)
    assert "symudwyd o ddydd Iau 19 Tachwedd 2015" in plain.get_content()
    assert b"SUMMARY:Dros dro / Provisional: Bwrdd Iechyd / Health Board" in made(IN_BOTH)[files[1]]


def test_merge_sheets_have_both_and_what_officers_look_at_first_is_english() -> None:
    book = load_workbook(BytesIO(made(IN_BOTH)["notices/notices.xlsx"]))
    (row,) = (row for row in book["Letters"].iter_rows(values_only=True) if row[0] == "Councillor Bob")
    assert row[1] == "Annwyl Councillor Bob / Dear Councillor Bob"
    assert row[4] == "Newidiadau i'ch cyfarfodydd / Changes to your meetings"
    changes = [row for row in book["Changes"].iter_rows(values_only=True) if row[0] == "Councillor Bob"]
    assert {"Symudwyd / Moved"} <= {row[4] for row in changes}
    first_sheet = "\n".join(str(cell) for row in book["To look at first"].iter_rows(values_only=True) for cell in row)
    assert "moved from Thursday 19 November 2015" in first_sheet
    assert "symudwyd" not in first_sheet


def test_another_language_alone_is_told_to_nobody() -> None:
    problem = writing_to(COUNCIL, IN_ENGLISH)
    english = first(problem, *dates(problem, ("HWB", "2015-11-19")))
    welsh = then(english, writing_to(COUNCIL, IN_BOTH), *dates(problem, ("HWB", "2015-11-19")))
    before = Calendars(in_languages_of(welsh.problem, problem), english.after)
    assert changed_items(before, Calendars(welsh.problem, welsh.after), dt.date(2015, 11, 2)) == {}
