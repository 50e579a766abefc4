"""Letters in words: from, to, why, what to do, whom to ask; and nobody else's business."""

import datetime as dt
from io import BytesIO

from accessible_documents import faults_of
from builders import meeting, member, person
from docx import Document
from outputs.notices.a_change import (
    DAY_ROWS,
    PROBLEM,
    SEATS,
    council_of,
    dates,
    first,
    restated,
    then,
    with_lunch,
)

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL
from scheduler.outputs.notices.letters import way_to
from scheduler.outputs.notices.messages import letter_text
from scheduler.outputs.notices.outbox import files_of

TWO = (("HWB", "2015-11-19"), ("GB", "2015-12-03"))
STARTED = first(PROBLEM, *dates(PROBLEM, *TWO))
MOMENT = dt.datetime(2015, 11, 2, 9, tzinfo=dt.UTC)

SPEAKER = "notices/letters/speakers/Dr Gp (GP).docx"


def test_a_letter_says_from_to_why_what_to_do_and_whom_to_ask() -> None:
    moved = then(STARTED, PROBLEM, *dates(PROBLEM, ("HWB", "2015-11-26"), TWO[1]))
    (change,) = moved.letter_to("ANN").lines
    letter = moved.letter_to("ANN", reasons={change.item.event.uid: "The hall is shut"})
    assert letter_text(letter).splitlines() == [
        "Dear Councillor Ann,",
        "",
        moved.letter_to("ANN").opening,
        "",
        "MOVED",
        "Please put the new date and place in your diary, and tell us if you cannot come.",
        "",
        "Health Board",
        "  Was: Thursday 19 November 2015, 10:00 to 12:00, Committee Room 1, Town Hall",
        "  Is now: Thursday 26 November 2015, 10:00 to 12:00, Committee Room 1, Town Hall",
        "  Please note: Why: The hall is shut",
        "",
        "If you have a question or cannot come, please ask: Democratic Services.",
        "",
        "Democratic Services",
        "Anytown",
    ]
    assert letter.opening == (
        "The calendar “Anytown: Calendar” has changed since that of Thursday 1 October 2015. Below is 1 change to your "
        "meetings. This date is provisional and may still change."
    )


def test_a_first_letter_lists_the_meetings() -> None:
    letter = STARTED.letter_to("CAT")
    assert (letter.title, letter.salutation) == ("Your meetings", "Dear Councillor Cat")
    assert letter.opening == (
        "These are your meetings in the calendar “Anytown: Calendar”. This date is provisional and may still change."
    )
    (part,) = letter.parts
    assert (part.heading, part.columns) == ("New meetings", ("Meeting", "When and where"))


def test_each_part_of_a_letter_is_told_to_its_receiver_alone() -> None:
    sent = meeting(PROBLEM, "HWB", "2015-11-19", substitutes={"BOB": "CAT"}, apologies=["ANN"])
    changed = then(STARTED, PROBLEM, sent, *dates(PROBLEM, TWO[1]))
    notes = {code: " ".join(changed.letter_to(code).lines[0].remarks) for code in ("ANN", "BOB", "CAT")}
    assert notes == {
        "ANN": "Your apologies are noted (is away): tell us if you can come after all.",
        "BOB": "Councillor Cat is asked to sit in your place (is away): tell us if you can come after all.",
        "CAT": "You are asked to sit for Councillor Bob: tell us if you cannot.",
    }
    back = then(changed, PROBLEM, *dates(PROBLEM, *TWO))
    assert back.letter_to("ANN").lines[0].remarks == ("Your role: chair. You attend.",)
    everything = "".join(letter_text(one) for one in changed.outbox().letters if one.receiver[1] not in ("ANN", "BOB"))
    assert "is away" not in everything


def test_nobody_reads_a_diet_or_an_access_need_of_anybody() -> None:
    problem = council_of(*SEATS, person("ANN", name="Councillor Ann", dietary="vegan", access="step-free"))
    letters = first(problem, *dates(problem, *TWO)).outbox().letters
    text = "".join(map(letter_text, letters))
    assert "vegan" not in text
    assert "step-free" not in text


def test_how_firm_a_date_is_stands_beside_it_where_not_all_are_alike() -> None:
    confirmed = restated(STARTED, PROBLEM, CONFIRMED)
    assert confirmed.letter_to("ANN").lines[0].remarks == ("The date is confirmed now.",)
    again = restated(confirmed, PROBLEM, PROVISIONAL)
    assert "This date is provisional" in again.letter_to("ANN").opening
    off = restated(STARTED, PROBLEM, CANCELLED)
    assert "provisional" not in off.letter_to("ANN").opening
    assert "These dates are provisional" in STARTED.letter_to("Town Hall").opening
    both = council_of(*SEATS, member("ANN", "GB"))
    mixed = restated(STARTED, both, CONFIRMED).letter_to("ANN")
    assert [line.remarks for line in mixed.lines] == [
        ("The date is confirmed now.",),
        ("The date is provisional and may still change.",),
    ]


def test_what_is_said_of_a_meeting_otherwise_is_told() -> None:
    body = PROBLEM.bodies["HWB"].__class__(**{**vars(PROBLEM.bodies["HWB"]), "open_to_public": True})
    problem = council_of(*SEATS, body)
    opened = then(STARTED, problem, *dates(problem, *TWO))
    assert opened.letter_to("BOB").lines[0].remarks == ("It is open to the public.",)
    shut = then(opened, PROBLEM, *dates(PROBLEM, *TWO))
    assert shut.letter_to("BOB").lines[0].remarks == ("No longer: It is open to the public.",)
    renamed = council_of(*SEATS, body.__class__(**{**vars(body), "name": "Wellbeing Board"}))
    named = then(opened, renamed, *dates(renamed, *TWO))
    assert named.letter_to("BOB").lines[0].remarks == ("It is now called Wellbeing Board (was Health Board).",)


def test_the_keeper_of_rooms_reads_what_to_book_and_nobodys_name() -> None:
    letter = STARTED.letter_to("Town Hall")
    assert (letter.salutation, letter.title) == ("Dear colleague", "Bookings at Town Hall")
    assert letter.opening.startswith("This is what is held in your rooms in the calendar")
    assert letter.parts[0].to_do == "Please book the rooms for these."
    assert "Councillor" not in letter_text(letter)
    moved = then(STARTED, PROBLEM, meeting(PROBLEM, "HWB", "2015-11-19", room="CR2"), *dates(PROBLEM, TWO[1]))
    assert moved.letter_to("Town Hall").title == "Changes to bookings at Town Hall"
    assert [part.heading for part in moved.letter_to("Library").parts] == ["Now here"]


def test_by_which_way_somebody_can_be_told() -> None:
    people = (person("ANN", name="Councillor Ann", email="ann@example.gov.uk; other@example.gov.uk"),)
    problem = council_of(*SEATS, *people)
    outbox = first(problem, *dates(problem, *TWO)).outbox()
    ways = {letter.receiver[1]: way_to(outbox.sender, letter) for letter in outbox.letters}
    assert ways == {
        "ANN": "Letter: “ann@example.gov.uk; other@example.gov.uk” is no e-mail address",
        "BOB": "E-mail or letter",
        "CAT": "Letter: no e-mail is given",
        "CLK": "Letter: no e-mail is given",
        "Town Hall": "Letter: the keeper of rooms has no e-mail here",
    }
    silent = council_of(*SEATS, organiser="", contact="")
    outbox = first(silent, *dates(silent, *TWO)).outbox()
    assert {way_to(outbox.sender, one) for one in outbox.letters if one.receiver[0] == "person"} == {
        "Letter: nobody is named who invites (setting organiser)"
    }
    assert (outbox.sender.contact, outbox.sender.signature) == ("Anytown", "Anytown")
    named = council_of(*SEATS, contact="")
    contact = first(named, *dates(named, *TWO)).outbox().sender.contact
    assert contact == "Democratic Services, democratic.services@example.gov.uk"


def test_every_letter_can_be_read_by_ear_and_is_the_same_each_time() -> None:
    problem = council_of(*DAY_ROWS, *SEATS)
    lunch = first(problem, *with_lunch(problem, "2015-11-19"))
    moved = then(lunch, problem, *with_lunch(problem, "2015-11-26", "T2"))
    for change in (lunch, moved):
        made = files_of(change.outbox(), MOMENT)
        assert made == files_of(change.outbox(), MOMENT)
        documents = {path: content for path, content in made.items() if path.endswith(".docx")}
        assert SPEAKER in documents
        assert [fault for content in documents.values() for fault in faults_of(content)] == []


def test_the_letters_to_print_are_each_on_a_page_of_their_own() -> None:
    made = files_of(STARTED.outbox(), MOMENT)
    printed = Document(BytesIO(made["notices/letters.docx"]))
    headings = [one for one in printed.paragraphs if one.style.name == "Heading 1"]
    people = [f"Your meetings: Councillor {name}" for name in ("Ann", "Bob", "Cat", "Clk")]
    assert [one.text for one in headings] == [*people, "Bookings at Town Hall"]
    assert all(one.paragraph_format.page_break_before for one in headings)
