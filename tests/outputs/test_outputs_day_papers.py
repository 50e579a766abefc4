"""The papers of a day: what stands in each, for whom, and that everybody can read them."""

import datetime as dt
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import docx
import openpyxl
import pytest
from accessible_documents import faults_of
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.day_papers import PAPERS
from scheduler.domain.people import Person
from scheduler.domain.plan import Attendance
from scheduler.outputs.day_papers import Day, papers_of
from scheduler.outputs.day_papers.day import PRIVATE_MEETING
from scheduler.outputs.day_papers.door_signs import CANCELLED_SIGN, NOT_OPEN, OPEN, Line, signs
from scheduler.outputs.day_papers.lettering import fitting
from scheduler.outputs.day_papers.plates import Plate, plates
from scheduler.outputs.day_papers.sign_in import signing

FIRST_DAY, SECOND_DAY = dt.date(2026, 11, 19), dt.date(2027, 5, 20)
AUDIT, ONLINE = dt.date(2027, 1, 22), dt.date(2027, 7, 1)
CONTACT = "Democratic Services, 01234 567890, at the main door"
HALL = "Town Hall, Market Place, AL1 1AA"


def problem(**settings):
    found = invented_problem()
    return replace(found, settings=replace(found.settings, contact=CONTACT, **settings))


def day(date, plan=None, **more):
    return Day(more.pop("problem", problem()), invented_plan() if plan is None else plan, date, **more)


def made(date, **more):
    return {paper.file: content for paper, content in papers_of(day(date, **more)).items()}


def words(content):
    """Return the text of each paragraph of a document, and of each cell of its tables, in order."""
    document = docx.Document(BytesIO(content))
    found = [one.text for one in document.paragraphs]
    return [*found, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)]


def rows(content, number):
    return [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(content)).tables[number].rows]


# -- every paper


def test_a_meeting_day_has_every_paper_and_each_can_be_read_by_anybody():
    found = made(FIRST_DAY)
    assert list(found) == [paper.file for paper in PAPERS]
    assert {name: faults_of(content) for name, content in found.items() if name.endswith(".docx")} == {
        name: [] for name in found if name.endswith(".docx")
    }


def test_a_paper_is_the_same_each_time():
    assert made(FIRST_DAY) == made(FIRST_DAY)


@pytest.mark.parametrize(
    ("date", "lacks"),
    [
        (AUDIT, {"place-cards.docx", "catering-order.docx", "speaker-brief.docx", "speaker-thanks.docx"}),
        (SECOND_DAY, {"speaker-brief.docx", "speaker-thanks.docx"}),
        (dt.date(2026, 12, 25), {paper.file for paper in PAPERS}),
    ],
)
def test_a_day_has_no_paper_for_what_it_has_not(date, lacks):
    assert {paper.file for paper in PAPERS} - set(made(date)) == lacks


def test_what_is_held_online_has_no_door_no_plates_and_nothing_to_sign():
    assert list(made(ONLINE)) == ["run-sheet.docx", "sign-in.xlsx", "members-pages.docx"]
    assert "No room is booked: what is held is online, or has no room yet." in words(made(ONLINE)["run-sheet.docx"])


def test_no_paper_names_who_needs_which_diet():
    for name, content in made(FIRST_DAY, names_on_doors=True).items():
        with zipfile.ZipFile(BytesIO(content)) as parts:
            text = b"".join(parts.read(part) for part in parts.namelist()).decode(errors="ignore")
        assert (name, "vegan" in text.casefold()) == (name, name == "catering-order.docx")
    assert not any("Leader" in line for line in words(made(FIRST_DAY)["catering-order.docx"]))


def test_nobodys_access_needs_are_on_any_paper():
    known = problem()
    known = replace(known, people=known.people | {"LDR": replace(known.people["LDR"], access="Wheelchair")})
    for content in made(FIRST_DAY, problem=known).values():
        with zipfile.ZipFile(BytesIO(content)) as parts:
            assert not any(b"heelchair" in parts.read(part) for part in parts.namelist())


# -- run sheet


def test_the_run_sheet_says_what_is_where_and_when():
    content = made(FIRST_DAY)["run-sheet.docx"]
    assert rows(content, 0)[1:4] == [
        ["09:30 to 11:30", "Children's Trust Board", "Committee Room 2", "Director of Public Health", "1", "Confirmed"],
        ["09:30 to 11:30", "Health and Wellbeing Board", "Committee Room 1", "Leader of the Council", "3", "Confirmed"],
        ["12:00 to 13:00", "Lunch", "Committee Rooms 1 and 2", "", "5", ""],
    ]
    assert f"Questions on the day: {CONTACT}" in words(content)
    section = docx.Document(BytesIO(content)).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)


def test_the_run_sheet_says_what_is_changed_between_two_stays_in_a_room():
    plan = invented_plan()
    meetings = tuple(replace(one, room="CR1") if one.body == "ALB" else one for one in plan.meetings)
    table = rows(made(FIRST_DAY, plan=replace(plan, meetings=meetings))["run-sheet.docx"], 1)
    assert [row[-1] for row in table if row[0].startswith("Committee Room 1,")] == [
        "Nothing",
        (
            "As Partnership Day: lunch leaves it in Committee Rooms 1 and 2: Cabaret: 1 round table of 8; "
            "30 minutes between the two"
        ),
    ]


@pytest.mark.parametrize(
    ("given_out", "changes", "told"),
    [
        (None, (), "This calendar is neither confirmed nor published yet."),
        (invented_plan(), (), "Nothing."),
        (invented_plan(), ("The room is another.",), "The room is another."),
    ],
)
def test_the_run_sheet_says_what_has_changed(given_out, changes, told):
    assert words(made(FIRST_DAY, given_out=given_out, changes=changes)["run-sheet.docx"]).count(told) == 1


# -- door signs


def test_a_door_sign_names_public_meetings_only():
    found = {sign.room: sign.lines for sign in signs(day(FIRST_DAY))}
    assert found["Committee Room 1"] == (Line(570, 690, "Health and Wellbeing Board", OPEN),)
    assert found["Committee Room 2"] == (Line(570, 690, PRIVATE_MEETING, ""),)
    assert found["Committee Rooms 1 and 2"] == (Line(720, 780, "Lunch", "By invitation"),)
    assert not any("Children" in line for line in words(made(FIRST_DAY)["door-signs.docx"]))


def test_a_door_sign_names_private_meetings_where_that_is_asked_for():
    found = {sign.room: sign.lines for sign in signs(day(FIRST_DAY, names_on_doors=True))}
    assert found["Committee Room 2"] == (Line(570, 690, "Children's Trust Board", NOT_OPEN),)
    assert found["Council Chamber"] == (Line(810, 930, "Aldermoor Board", NOT_OPEN),)


def test_each_room_has_a_page_with_its_name_as_a_heading():
    document = docx.Document(BytesIO(made(FIRST_DAY)["door-signs.docx"]))
    headings = [one for one in document.paragraphs if one.style.name.startswith("Room ")]
    rooms = ["Committee Room 1", "Committee Room 2", "Committee Rooms 1 and 2", "Council Chamber"]
    assert [one.text for one in headings] == rooms
    assert {one.style.base_style.name for one in headings} == {"Heading 1"}
    assert [one.paragraph_format.page_break_before for one in headings] == [False, True, True, True]
    assert "Committee Room 1 and Committee Room 2 opened into one" in [one.text for one in document.paragraphs]


def test_a_sign_says_what_has_become_of_a_confirmed_meeting():
    before = invented_plan()
    (audit,) = (one for one in before.meetings if one.date == AUDIT)

    def sign_after(**change):
        meetings = tuple(replace(one, **change) if one.uid == audit.uid else one for one in before.meetings)
        found = signs(day(AUDIT, replace(before, meetings=meetings), given_out=before))
        return [(sign.room, [line.note for line in sign.lines]) for sign in found]

    later = dt.date(2027, 1, 29)
    assert sign_after(status="cancelled") == [("Reading Room", [CANCELLED_SIGN])]
    assert sign_after(date=later) == [("Reading Room", ["Moved to Friday 29 January 2027 at 18:30, Reading Room"])]
    assert sign_after(room="CH") == [
        ("Reading Room", ["Moved to Council Chamber at 18:30"]),
        ("Council Chamber", [OPEN]),
    ]
    assert sign_after(start=1080) == [("Reading Room", [OPEN])]
    gone = replace(before, meetings=tuple(one for one in before.meetings if one.uid != audit.uid))
    (sign,) = signs(day(AUDIT, gone, given_out=before))
    assert [line.note for line in sign.lines] == [CANCELLED_SIGN]


def test_a_sign_says_nothing_of_where_a_private_meeting_has_gone():
    before = invented_plan()
    meetings = tuple(replace(one, room="LIB") if one.body == "CTB" else one for one in before.meetings)
    found = {
        sign.room: sign.lines for sign in signs(day(FIRST_DAY, replace(before, meetings=meetings), given_out=before))
    }
    assert found["Committee Room 2"] == (Line(570, 690, PRIVATE_MEETING, "Moved"),)


def test_a_provisional_meeting_that_goes_leaves_no_sign():
    before = invented_plan()
    meetings = tuple(one for one in before.meetings if one.date != SECOND_DAY)
    after = replace(before, meetings=meetings, occurrences=before.occurrences[:1])
    assert signs(day(SECOND_DAY, after, given_out=before)) == ()


def test_a_sign_with_much_on_it_has_smaller_letters():
    plan = invented_plan()
    (audit,) = (one for one in plan.meetings if one.date == AUDIT)
    for many, size in ((1, "40"), (6, "24"), (12, "16")):
        more = tuple(replace(audit, uid=f"{number}", start=480 + 50 * number) for number in range(many))
        content = made(AUDIT, plan=replace(plan, meetings=more, occurrences=()))["door-signs.docx"]
        names = {
            cell.style.name
            for row in docx.Document(BytesIO(content)).tables[1].rows
            for cell in row.cells[0].paragraphs
        }
        assert f"Sign Time {size}" in names


# -- name plates and place cards


def test_a_plate_is_for_whoever_sits_there_and_who_presides_comes_first():
    (meeting,) = (one for one in invented_plan().meetings if one.uid and one.body == "HWB" and one.date == FIRST_DAY)
    where = "Health and Wellbeing Board, 09:30, Committee Room 1"
    assert list(plates(day(FIRST_DAY), meeting)) == [
        Plate("Leader of the Council", "Chair", "Aldermoor", where),
        Plate("Deputy Director of Public Health", "Substitute", "Aldermoor", where),
        Plate("Chief Officer of the Clinical Network", "", "NHS", where),
    ]


def test_both_sides_of_a_plate_say_the_same_and_lie_opposite():
    document = docx.Document(BytesIO(made(FIRST_DAY)["name-plates.docx"]))
    table = document.tables[1]
    assert all(row.cells[0].text == row.cells[1].text for row in table.rows)
    assert len(table.rows) == 5
    turned = re.findall(r'w:textDirection w:val="(\w+)"', table.rows[0]._tr.xml)  # noqa: SLF001 - no other way to it
    assert turned == ["tbRl", "btLr"]
    section = document.sections[-1]
    assert {round(one.cm, 2) for one in (section.left_margin, section.top_margin, section.bottom_margin)} == {1.0}


@pytest.mark.parametrize("name", ["O", "W" * 60, "Representative of the " + "voluntary " * 4, "عضو المجلس"])
def test_a_name_is_as_large_as_fits(name):
    known = problem()
    known = replace(known, people=known.people | {"LDR": Person("LDR", name)})
    found = made(FIRST_DAY, problem=known)
    assert name.strip() in words(found["name-plates.docx"])[-1] + "".join(words(found["name-plates.docx"]))
    assert faults_of(found["name-plates.docx"]) == []


def test_the_size_is_the_largest_in_which_no_word_is_parted():
    assert fitting("Ann", (80, 40, 20), 26, 2) == 80
    assert fitting("Ann Clerk and some other words that need room", (80, 40, 20), 26, 2) == 40
    assert fitting("W" * 90, (80, 40, 20), 26, 2) == 20


def test_a_card_has_the_number_of_a_table_where_there_is_one():
    without = rows(made(FIRST_DAY)["place-cards.docx"], 1)
    assert without[0] == ["Chief Officer of the Clinical Network\nNHS", "Deputy Director of Public Health\nAldermoor"]
    assert without[-1] == ["A. N. Invented, general practitioner\nAldermoor Practice", ""]
    tables = {"PD": {"NHS": 2, "DEP": 1}}
    numbered = rows(made(FIRST_DAY, tables=tables)["place-cards.docx"], 1)
    assert numbered[0] == [f"{card}\nTable {number}" for card, number in zip(without[0], (2, 1), strict=True)]
    assert numbered[-1][0].endswith("Table 1")


# -- signing in


def test_members_and_substitutes_sign_in_and_apologies_are_listed():
    (meeting,) = (one for one in invented_plan().meetings if one.body == "HWB" and one.date == SECOND_DAY)
    found = [(one.person, one.role, one.expected, one.instead) for one in signing(day(SECOND_DAY), meeting)]
    assert found == [
        ("LDR", "Chair", "attends", ""),
        ("DPH", "Vice-chair", "substitute: Deputy Director of Public Health", ""),
        ("DEP", "Substitute", "attends", "DPH"),
        ("NHS", "Member", "apologies", ""),
    ]
    content = made(SECOND_DAY)["sign-in.docx"]
    assert [row[:3] for row in rows(content, 1)] == [
        ["Name", "Organisation", "Role"],
        ["Leader of the Council", "Aldermoor", "Chair"],
        ["Deputy Director of Public Health", "Aldermoor", "For Director of Public Health"],
        *[["", "", ""]] * 3,
    ]
    assert "Apologies sent: Chief Officer of the Clinical Network." in words(content)


def test_the_workbook_has_a_row_for_each_seat_and_asks_who_came():
    sheet = openpyxl.load_workbook(BytesIO(made(SECOND_DAY)["sign-in.xlsx"]))["Sign-in"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(table) if row[0] == "Date")
    assert table[head] == [
        *("Date", "Start", "Body", "Number", "Meeting", "Person", "Name", "Organisation", "Role", "Expected", "Came"),
        *("Substitute for", "In", "Out", "Note"),
    ]
    of_hwb = [row for row in table[head + 1 :] if row[2] == "HWB"]
    assert [row[5] for row in of_hwb] == ["LDR", "DPH", "DEP", "NHS", None, None, None]
    assert {(row[0], row[1], row[3], row[4]) for row in of_hwb} == {
        (dt.datetime(2027, 5, 20), dt.time(9, 30), 2, "Health and Wellbeing Board")
    }
    assert [row[11] for row in of_hwb] == [None, None, "DPH", None, None, None, None]
    assert {row[10] for row in table[head + 1 :]} == {None}
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"yes,no,apologies"', f"K{head + 2}:K{len(table)}")


# -- lunch


def test_the_caterer_is_told_numbers_dates_and_cost():
    found = made(FIRST_DAY, problem=problem(cost_per_head=Fraction("13.50"), catering_days=5, numbers_days=2))
    table = dict(rows(found["catering-order.docx"], 0))
    assert table["Where"] == f"Committee Rooms 1 and 2, {HALL}"
    assert (table["Number of lunches"], table["Cost"]) == ("5", "£67.50, at £13.50 each")
    assert table["Order by"] == "Wednesday 11 November 2026 (5 clear working days before the lunch)"
    assert table["Numbers can change until"] == "Monday 16 November 2026 (2 clear working days before the lunch)"
    assert rows(found["catering-order.docx"], 1) == [["Need", "Lunches"], ["Vegan", "1"], ["No need stated", "4"]]


def test_what_is_not_known_of_a_lunch_is_left_out():
    known = problem()
    people = {code: replace(one, dietary=None) for code, one in known.people.items()}
    content = made(FIRST_DAY, problem=replace(known, people=people))["catering-order.docx"]
    assert "Cost" not in dict(rows(content, 0))
    assert "Nobody has stated a dietary need." in words(content)


def test_public_holidays_that_are_not_known_are_told():
    plan = invented_plan()
    early = dt.date(1901, 1, 3)
    (first, *_) = plan.occurrences
    old = replace(plan, occurrences=(replace(first, date=early),))
    table = dict(rows(made(early, plan=old)["catering-order.docx"], 0))
    assert table["Order by"] == "Not known: public holidays so far back are not known here"


def test_the_speaker_is_told_before_whom():
    content = made(FIRST_DAY)["speaker-brief.docx"]
    facts = dict(rows(content, 0))
    assert (facts["Theme"], facts["Sponsor"]) == ("Social prescribing: what works?", "Health and Wellbeing Board")
    assert (facts["People"], facts["Contact"]) == ("5, you included", CONTACT)
    assert ["Health and Wellbeing Board", "Leader of the Council", "3"] in rows(content, 1)
    assert "Aldermoor (3); NHS" in words(content)


def test_the_speaker_is_thanked_on_the_next_working_day():
    found = problem(organiser="Democratic Services <democratic.services@example.gov.uk>")
    letter = [line for line in words(made(FIRST_DAY, problem=found)["speaker-thanks.docx"]) if line]
    assert letter[0] == "Aldermoor Borough Council"
    assert letter[1] == "Friday 20 November 2026"
    assert letter[3] == "Dear A. N. Invented, general practitioner"
    assert letter[-1] == "Democratic Services"
    assert not any("@" in line for line in letter)


def test_the_speaker_is_thanked_by_whoever_is_known_where_little_is():
    plan, bare = invented_plan(), problem()
    bare = replace(
        bare,
        settings=replace(bare.settings, authority=None, contact=None),
        themes={},
        speakers={},
    )
    (first, *_) = plan.occurrences
    late = dt.date(2100, 12, 31)
    meetings = tuple(replace(one, date=late) for one in plan.meetings if one.date == FIRST_DAY)
    later = replace(plan, meetings=meetings, occurrences=(replace(first, date=late, theme=None),))
    found = made(late, plan=later, problem=bare)
    letter = [line for line in words(found["speaker-thanks.docx"]) if line]
    assert letter[:2] == ["Aldermoor Partnership 2026-27", "Saturday 1 January 2101"]
    assert "Thank you for speaking at the lunch of Partnership Day on Friday 31 December 2100." in letter
    assert not any("sponsored" in line for line in letter)
    assert {"Contact", "Theme"} - set(dict(rows(found["speaker-brief.docx"], 0))) == {"Contact"}


# -- members' pages


def test_a_member_is_told_from_which_room_to_which():
    content = made(SECOND_DAY, tables={"PD": {"NHS": 2}})["members-pages.docx"]
    text = words(content)
    assert text[2] == "A page for each of the 4 people who are there. Hand or send to each only their own."
    names = [one.text for one in docx.Document(BytesIO(content)).paragraphs if one.style.name == "Heading 1"]
    assert names == [
        "Chief Officer of the Clinical Network",
        "Deputy Director of Public Health",
        "Director of Public Health",
        "Leader of the Council",
    ]
    assert rows(content, 0)[1:] == [
        ["09:30 to 11:30", "Children's Trust Board", f"Committee Room 2, {HALL}", "Member"],
        ["12:00 to 13:00", "Lunch: Young people's voice", f"Committee Rooms 1 and 2, {HALL}", "Table 2"],
    ]
    assert rows(content, 1)[1][-1] == "You deputise for Director of Public Health"
    assert rows(content, 3)[1][-1] == "You are in the chair"
    assert "Health and Wellbeing Board, 09:30: your apologies are noted." in text
    assert "Health and Wellbeing Board: apologies from Chief Officer of the Clinical Network." in text
    assert "Health and Wellbeing Board, 09:30: Deputy Director of Public Health sits in your place." in text


def test_a_member_is_told_what_the_rooms_have():
    known = problem()
    room = replace(known.rooms["LIB"], features=frozenset({"hearing_loop", "step_free"}))
    found = made(AUDIT, problem=replace(known, rooms=known.rooms | {"LIB": room}))
    assert "Reading Room has: hearing loop and step free." in words(found["members-pages.docx"])


def test_a_day_on_which_nobody_is_known_to_sit_has_no_pages_and_no_plates():
    plan = invented_plan()
    meetings = tuple(replace(one, attendance=()) for one in plan.meetings if one.date == AUDIT)
    found = made(AUDIT, plan=replace(plan, meetings=meetings, occurrences=()))
    assert list(found) == ["run-sheet.docx", "door-signs.docx", "sign-in.docx", "sign-in.xlsx"]


def test_a_meeting_without_a_room_yet_stands_on_no_door():
    plan = invented_plan()
    meetings = tuple(replace(one, room=None, venue=None) for one in plan.meetings if one.date == AUDIT)
    found = made(AUDIT, plan=replace(plan, meetings=meetings, occurrences=()))
    assert "door-signs.docx" not in found
    assert rows(found["members-pages.docx"], 0)[1][2] == "No room yet"


def test_a_room_without_a_venue_has_its_name_alone():
    known = problem()
    room = replace(known.rooms["LIB"], venue="")
    (sign,) = signs(day(AUDIT, problem=replace(known, rooms=known.rooms | {"LIB": room})))
    assert sign.venue == ""
    assert faults_of(made(AUDIT, problem=replace(known, rooms=known.rooms | {"LIB": room}))["door-signs.docx"]) == []


def test_a_room_of_one_and_a_board_of_sixty_have_their_papers():
    known, plan = problem(), invented_plan()
    people = {f"P{number}": Person(f"P{number}", f"Member {number:02}", "Aldermoor") for number in range(60)}
    known = replace(known, people=known.people | people)
    (audit,) = (one for one in plan.meetings if one.date == AUDIT)
    for number, expected in ((1, 1), (60, 60)):
        rows_of = tuple(Attendance(code, "member", voting=True, outcome="attends") for code in list(people)[:number])
        held = replace(plan, meetings=(replace(audit, attendance=rows_of),), occurrences=())
        found = made(AUDIT, plan=held, problem=known)
        assert len(rows(found["name-plates.docx"], 1)) == expected
        assert {name: faults_of(content) for name, content in found.items() if name.endswith("docx")} == {
            name: [] for name in found if name.endswith("docx")
        }


def test_whatever_stands_in_a_cell_is_text_on_every_paper():
    text = '<b>&"\x0b\ufffe]]> =1+1\nanother line ' * 5
    known = problem(organiser=text, authority=text)
    known = replace(
        known,
        people={code: replace(one, name=f"{text}{code}", organisation=text) for code, one in known.people.items()},
        bodies={code: replace(one, name=f"{text}{code}") for code, one in known.bodies.items()},
        rooms={code: replace(one, name=f"{text}{code}", venue=text) for code, one in known.rooms.items()},
        themes={code: replace(one, title=text) for code, one in known.themes.items()},
        speakers={code: replace(one, name=text, organisation=text) for code, one in known.speakers.items()},
    )
    found = made(FIRST_DAY, problem=known, given_out=invented_plan(), changes=(text,), names_on_doors=True)
    assert list(found) == [paper.file for paper in PAPERS]
    documents = {name: content for name, content in found.items() if name.endswith(".docx")}
    assert [(name, faults) for name, content in documents.items() if (faults := faults_of(content))] == []
    assert all(any("<b>&" in line for line in words(content)) for content in documents.values())
