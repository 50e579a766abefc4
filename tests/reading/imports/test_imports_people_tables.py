"""Lists of members, bodies and seats as councils write them, read from tables of any file."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook

from scheduler.domain.found import Found, FoundPerson, FoundSeat, Source, together
from scheduler.reading.imports.content import Content, Kind
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source
from scheduler.reading.imports.written_names import body_in_title, name_in, names_between, without_brackets
from scheduler.reading.tables.headers import Unreadable

Rows = list[list[object]]


def csv_of(text: str, name: str = "members.csv") -> Found:
    return read_source(Content(name, text.encode(), "csv"))


def seats(found: Found) -> list[tuple[str, str, str]]:
    return [(seat.person, seat.body, seat.role) for seat in found.seats]


def people(found: Found) -> list[str]:
    return [person.name for person in found.people]


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.place) for one in found.left_out]


def every_word(found: Found) -> str:
    """Return everything that is kept of a source, as one text."""
    return repr(found)


# -- people


def test_a_list_of_councillors() -> None:
    found = csv_of(
        "Name,Political Party,Ward,E-mail\n"
        "Councillor Ivy Marsh,Green Party,North,ivy.marsh@anytown.example\n"
        '"Okoro, Cllr Ben",Labour,South,ben@anytown.example\n'
    )
    assert found.people == (
        FoundPerson(
            "Councillor Ivy Marsh",
            Source("members.csv", "line 2"),
            email="ivy.marsh@anytown.example",
            group="Green Party",
        ),
        FoundPerson("Cllr Ben Okoro", Source("members.csv", "line 3"), email="ben@anytown.example", group="Labour"),
    )
    assert told(found) == [("the column Ward", "nothing in a calendar of meetings is made of it", "line 1")]
    assert found.read_as == (("members.csv", "a list of members"),)


def test_names_in_parts() -> None:
    found = csv_of("Title,Forename,Surname,Group\nCllr,Ivy,Marsh,Green\n,Ben,Okoro,Labour\n")
    assert people(found) == ["Cllr Ivy Marsh", "Ben Okoro"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Smith, Jo", "Jo Smith"), ("Councillor Smith, Jo Ann", "Councillor Jo Ann Smith"),
        ("Jo Smith, OBE", "Jo Smith, OBE"), ("O'Neil, Cllr Sam", "Cllr Sam O'Neil"),
        ("Director of Health, Anytown", "Director of Health, Anytown"), ("Smith, Jo, MBE", "Smith, Jo, MBE"),
        ("Jo Smith*", "Jo Smith"), ("Headteacher, St Mary's School", "Headteacher, St Mary's School"),
    ],
)  # fmt: skip
def test_a_surname_that_comes_first_is_put_last(written: str, name: str) -> None:
    assert people(csv_of(f'Member,Party\n"{written}",Green\n')) == [name]


def test_the_heading_says_that_surnames_come_first() -> None:
    assert people(csv_of('"Surname, first name",Party\n"van der Berg de Groot, Jo",Green\n')) in (
        [],
        ["Jo van der Berg de Groot"],
    )


@pytest.mark.parametrize(
    "cell", ["Vacancy", "Vacant seat", "VACANT", "2 vacancies", "To be confirmed", "TBC", "Vacancy (Labour)"]
)
def test_a_vacancy_is_nobody(cell: str) -> None:
    found = csv_of(
        f"Councillor,Party,Committee\n{cell},Labour,Planning Committee\nCllr Ivy Marsh,Green,Planning Committee\n"
    )
    assert people(found) == ["Cllr Ivy Marsh"]
    assert told(found) == [(f"{cell}, Planning Committee", "nobody has the seat", "line 2")]


def test_terms_of_office_end_on_the_day_that_is_said() -> None:
    found = csv_of(
        "Councillor,Party,Term of office\nCllr A Bee,Green,4 May 2023 to 6 May 2027\nCllr C Dee,Green,06/05/2027\n"
        "Cllr E Eff,Green,2023 - 2027\nCllr G Aitch,Green,\n"
    )
    assert [person.end_date for person in found.people] == [date(2027, 5, 6), date(2027, 5, 6), None, None]
    assert told(found) == [("term of office 2023 - 2027", "no day is said", "line 4")]


# -- seats


def test_several_committees_in_one_cell() -> None:
    found = csv_of(
        "Councillor,Group,Committees\n"
        'Cllr A Bee,Green,"Planning Committee (Chair); Licensing Committee; Cabinet"\n'
        'Cllr C Dee,Labour,"Planning Committee\nChair of Licensing Committee"\n'
        'Cllr E Eff,Labour,"Planning Committee, Licensing Committee - Vice-Chairman"\n'
        'Cllr G Aitch,Labour,"Housing, Health and Adults Committee"\n'
    )
    assert seats(found) == [
        ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr A Bee", "Licensing Committee", "member"),
        ("Cllr A Bee", "Cabinet", "member"), ("Cllr C Dee", "Planning Committee", "member"),
        ("Cllr C Dee", "Licensing Committee", "chair"), ("Cllr E Eff", "Planning Committee", "member"),
        ("Cllr E Eff", "Licensing Committee", "vice_chair"),
        ("Cllr G Aitch", "Housing, Health and Adults Committee", "member"),
    ]  # fmt: skip


def test_a_seat_on_each_row_with_its_role_days_and_substitutes() -> None:
    found = csv_of(
        "Committee,Member,Role,Substitute,Start date,End date,Voting,Representing\n"
        'Planning Committee,Cllr A Bee,Chairman,"Cllr C Dee; Cllr E Eff",21 May 2026,20/05/2027,,\n'
        "Planning Committee,Cllr C Dee,,,,,yes,\n"
        "Health Board,Dr G Aitch,Member,,,,no,NHS Anytown\n"
        "Health Board,Cllr A Bee,Grand Vizier,,soon,,,\n"
    )
    assert found.seats == (
        FoundSeat(
            "Planning Committee", "Cllr A Bee", Source("members.csv", "line 2"), "chair",
            start_date=date(2026, 5, 21), end_date=date(2027, 5, 20), substitutes=("Cllr C Dee", "Cllr E Eff"),
        ),
        FoundSeat("Planning Committee", "Cllr C Dee", Source("members.csv", "line 3"), voting=True),
        FoundSeat("Health Board", "Dr G Aitch", Source("members.csv", "line 4"), "member", "NHS Anytown", voting=False),
        FoundSeat("Health Board", "Cllr A Bee", Source("members.csv", "line 5")),
    )  # fmt: skip
    assert people(found) == ["Cllr A Bee", "Cllr C Dee", "Cllr E Eff", "Dr G Aitch"]
    assert [what for what, _, _ in told(found)] == ["soon", "Grand Vizier (Cllr A Bee, Health Board)"]


def test_two_seats_of_one_person_on_one_body_are_one() -> None:
    found = csv_of(
        "Committee,Member,Role,Start date\nPlanning Committee,Cllr A Bee,,\n"
        "Planning Committee,Councillor A Bee,Chair,\n"
        "Planning Committee,Cllr C Dee,Vice-Chair,\nPlanning Committee,Cllr C Dee,,21 May 2026\n"
    )
    assert seats(found) == [
        ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr C Dee", "Planning Committee", "vice_chair"),
    ]  # fmt: skip
    assert [(what, place) for what, _, place in told(found)] == [
        ("Cllr A Bee as member of Planning Committee", "line 2"),
        ("Cllr C Dee as member of Planning Committee", "line 5"),
    ]  # fmt: skip


def test_of_two_times_the_later_stays() -> None:
    found = csv_of(
        "Committee,Member,Role,From,To\nAudit Board,Cllr A Bee,Chair,2019-05-01,2023-05-04\n"
        "Audit Board,Cllr A Bee,Member,2023-05-05,\nAudit Board,Cllr A Bee,Member,2023-05-05,\n"
    )
    assert [(seat.role, seat.start_date) for seat in found.seats] == [("member", date(2023, 5, 5))]
    assert told(found) == [
        ("Cllr A Bee as chair of Audit Board",
         "members.csv, line 3 has this person there for another time, which ends later", "line 2")
    ]  # fmt: skip


def test_a_pool_of_substitutes_stands_at_the_members_of_their_group() -> None:
    found = csv_of(
        "Body,Name,Party,Role\nPlanning Committee,Cllr A Bee,Green,Chair\nPlanning Committee,Cllr C Dee,Labour,Member\n"
        "Planning Committee,Cllr E Eff,Green,Substitute\nPlanning Committee,Cllr G Aitch,,Named substitute\n"
        "Planning Committee,Mx I Jay,,Clerk\nPlanning Committee,Cllr K Ell,Con,Reserve\n"
        "Licensing Committee,Cllr A Bee,Green,Substitute\n"
    )
    whole = joined(found)
    assert [(seat.person, seat.role, seat.substitutes) for seat in whole.seats] == [
        ("Cllr A Bee", "chair", ("Cllr E Eff", "Cllr G Aitch")), ("Cllr C Dee", "member", ("Cllr G Aitch",)),
        ("Mx I Jay", "clerk", ()),
    ]  # fmt: skip
    assert told(whole) == [
        ("Cllr A Bee", "a substitute of a body whose members this file does not name", "line 8"),
        ("Cllr K Ell, substitute on Planning Committee",
         "no member of the same group is there to be sat for", "line 3"),
    ]  # fmt: skip


def test_more_substitutes_than_any_council_has_members_are_told() -> None:
    names = [f"Cllr {chr(65 + number // 26)}{chr(97 + number % 26)} Ash" for number in range(203)]
    rows = "".join(f"Audit Board,{name},{'Sub' if number else 'Chair'}\n" for number, name in enumerate(names))
    found = csv_of(f"Body,Name,Role\n{rows}")
    assert [len(seat.substitutes) for seat in found.seats] == [200]
    assert [(what, why) for what, why, _ in told(found)] == [
        (name, "more than 200 substitutes of one body") for name in names[201:]
    ]  # fmt: skip


def test_a_substitute_who_is_a_member_too_sits_for_the_others() -> None:
    found = csv_of(
        "Body,Name,Role\nAudit Board,Cllr A Bee,Chair\nAudit Board,Cllr C Dee,\nAudit Board,Cllr C Dee,Substitute\n"
    )
    assert [(seat.person, seat.substitutes) for seat in found.seats] == [
        ("Cllr A Bee", ("Cllr C Dee",)), ("Cllr C Dee", ()),
    ]  # fmt: skip


def test_the_groups_of_another_file_divide_a_pool_too() -> None:
    grid = csv_of(",Planning Committee\nCllr A Bee,C\nCllr C Dee,M\nCllr E Eff,S\nCllr G Aitch,S\n", "grid.csv")
    own = csv_of("Name,Body,Substitutes\nCllr I Jay,Audit Board,Cllr C Dee\n", "own.csv")
    names = csv_of("Name,Party\nCllr A Bee,Green\nCllr C Dee,Labour\nCllr E Eff,Green\nCllr I Jay,Green\n")
    found = joined(together([grid, own, names]))
    assert {seat.person: seat.substitutes for seat in found.seats} == {
        "Cllr A Bee": ("Cllr E Eff", "Cllr G Aitch"), "Cllr C Dee": ("Cllr G Aitch",), "Cllr I Jay": ("Cllr C Dee",),
    }  # fmt: skip
    assert found.read_as == (
        ("grid.csv", "a grid of members and bodies"), ("own.csv", "a list of members"),
        ("members.csv", "a list of members"),
    )  # fmt: skip


def test_a_members_own_substitute_goes_before_the_pool() -> None:
    found = csv_of(
        "Body,Name,Role,Substitute\nAudit Board,Cllr A Bee,Chair,Cllr C Dee (tel 01632 960123)\n"
        "Audit Board,Cllr E Eff,Substitute,\nAudit Board,Cllr G Aitch,,TBC\n"
        "',Cllr G Aitch,,\nAudit Board,',Member,\nAudit Board,...,Member,\n"
    )
    assert told(found)[1:] == [
        ("TBC", "nobody has the seat", "line 4"), ("'", "it is no name", "line 5"), ("'", "it is no name", "line 6"),
        ("...", "it is no name", "line 7"),
    ]  # fmt: skip
    assert [(seat.person, seat.substitutes) for seat in found.seats] == [
        ("Cllr A Bee", ("Cllr C Dee",)), ("Cllr G Aitch", ("Cllr E Eff",)),
    ]  # fmt: skip


def test_offices_that_are_no_seats_are_told() -> None:
    found = csv_of(
        "Name,Party,Position\nCllr A Bee,Green,Leader of the Council\nCllr C Dee,Green,Chair of Planning Committee\n"
        "Cllr E Eff,Green,Councillor\n"
    )
    assert seats(found) == [("Cllr C Dee", "Planning Committee", "chair")]
    assert told(found) == [("Leader of the Council", "an office that is no seat on a body", "line 2")]


def test_a_role_beside_several_bodies_is_not_guessed() -> None:
    found = csv_of(
        "Name,Committees,Role\nCllr A Bee,Planning Committee; Licensing Committee,Chair\n"
        "Cllr C Dee,Planning Committee; Licensing Committee,Member; Vice-Chair\n"
        "Cllr E Eff,Planning Committee; Licensing Committee,Member\n"
    )
    assert [role for _, _, role in seats(found)] == ["member", "member", "member", "vice_chair", "member", "member"]
    assert told(found) == [("Chair", "it is not said of which of several bodies", "line 2")]


def test_a_list_of_bodies_with_their_members() -> None:
    found = csv_of(
        "Committee,Chair,Vice-Chair,Members,Substitutes,Clerk\n"
        'Planning Committee,Cllr A Bee,Vacant,"Cllr A Bee, Cllr C Dee and Cllr E Eff",'
        '"Cllr G Aitch\nCllr I Jay",Kim Ell\n'
        ",Cllr A Bee,,,,\n"
    )
    assert seats(found) == [
        ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr C Dee", "Planning Committee", "member"),
        ("Cllr E Eff", "Planning Committee", "member"), ("Kim Ell", "Planning Committee", "clerk"),
    ]  # fmt: skip
    assert {seat.substitutes for seat in found.seats if seat.role != "clerk"} == {("Cllr G Aitch", "Cllr I Jay")}
    assert told(found) == [
        ("Vacant", "nobody has the seat", "line 2"),
        ("Cllr A Bee as member of Planning Committee",
         "members.csv, line 2 has this person there as chair", "line 2"),
        ("a row without a body", "it names no body", "line 4"),
    ]  # fmt: skip


# -- tables of workbooks, documents and pages


def workbook_of(sheets: dict[str, Rows]) -> Found:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = BytesIO()
    book.save(written)
    return read_source(Content("members.xlsx", written.getvalue(), "workbook"))


MEMBERS: Rows = [["Name", "Position"], ["Cllr A Bee", "Chairman"], ["Cllr C Dee", ""]]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Planning Committee", "Planning Committee"), ("Membership of the Health Board", "Health Board"),
        ("Members of Audit Panel 2026-27", "Audit Panel"), ("Licensing Committee members", "Licensing Committee"),
    ],
)  # fmt: skip
def test_a_table_under_the_name_of_its_body(title: str, body: str) -> None:
    wanted = [("Cllr A Bee", body, "chair"), ("Cllr C Dee", body, "member")]
    assert seats(workbook_of({title: MEMBERS})) == wanted
    assert seats(workbook_of({"Sheet1": [[title], [], *MEMBERS]})) == wanted
    document = Document()
    document.add_heading(title, 2)
    table = document.add_table(0, 2)
    for row in MEMBERS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    written = BytesIO()
    document.save(written)
    assert seats(read_source(Content("members.docx", written.getvalue(), "word"))) == wanted
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in MEMBERS)
    page = f"<!doctype html><html><body><h2>{title}</h2><table>{rows}</table></body></html>"
    assert seats(read_source(Content("members.html", page.encode(), "html"))) == wanted


def test_a_table_of_all_councillors_is_of_no_body() -> None:
    found = workbook_of({"Councillors": [["Name", "Party"], ["Cllr A Bee", "Green"]]})
    assert (found.seats, people(found)) == ((), ["Cllr A Bee"])


def test_names_of_bodies_between_the_rows() -> None:
    rows: Rows = [
        ["Name", "Role"],
        ["Planning Committee"],
        ["Cllr A Bee", "Chair"],
        ["Members of Audit Board"],
        ["Cllr C Dee"],
    ]
    found = workbook_of({"Seats held": rows})
    assert seats(found) == [("Cllr A Bee", "Planning Committee", "chair"), ("Cllr C Dee", "Audit Board", "member")]


def test_dates_of_a_spreadsheet_and_cells_that_cannot_be_had() -> None:
    found = workbook_of({
        "Seats held": [
            ["Name", "Body", "From", "To", "Term of office"], ["Cllr A Bee", "Audit Board", date(2026, 5, 21), 7, ""],
            ["Cllr C Dee", "#REF!", "", "", date(2027, 5, 5)], ["Cllr E Eff", "Audit Board", "", "", date(2027, 5, 5)],
        ]
    })  # fmt: skip
    assert [(seat.person, seat.start_date, seat.end_date) for seat in found.seats] == [
        ("Cllr A Bee", date(2026, 5, 21), None), ("Cllr E Eff", None, date(2027, 5, 5)),
    ]  # fmt: skip
    assert [(what, place) for what, _, place in told(found)] == [
        ("7", "'Seats held'!D2"), ("a cell", "'Seats held'!B3"),
    ]  # fmt: skip


def test_lists_and_what_is_none_stand_side_by_side() -> None:
    found = workbook_of({
        "Members": [["Name", "Party"], ["Cllr A Bee", "Green"]],
        "Budget": [["Item", "Pounds"], ["Paper", 12], ["Ink", 9]],
        "Blank": [],
    })  # fmt: skip
    assert people(found) == ["Cllr A Bee"]
    assert told(found) == [
        ("Budget (3 rows)", "neither a calendar nor a list of bodies, members or seats", "Budget, row 1")
    ]  # fmt: skip


def test_a_file_without_any_list_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"budget\.csv holds nothing that is known"):
        csv_of("Item,Pounds\nPaper,12\n", "budget.csv")


def test_rows_that_name_nobody_and_headings_said_again() -> None:
    found = csv_of("Name,Party\nCllr A Bee,Green\nName,Party\n,Green\nTotal,2\n\n")
    assert people(found) == ["Cllr A Bee"]
    assert told(found) == [
        ("a row without a name", "it names nobody", "line 4"), ("Total", "it names nobody", "line 5"),
    ]  # fmt: skip


# -- other programs' lists


def test_democracy_clubs_list() -> None:
    found = csv_of(
        "council_id,raw_division,raw_identifier,email,url,raw_name,raw_party\n"
        "ANY,North,17,a.bee@anytown.example,https://anytown.example/17,Councillor A Bee,Green\n"
        "ANY,North,18,,https://anytown.example/18,Vacancy,\n"
    )
    (bee,) = found.people
    assert (bee.name, bee.identity, bee.email, bee.group) == (
        "Councillor A Bee",
        "list person 17",
        "a.bee@anytown.example",
        "Green",
    )
    assert [what for what, _, _ in told(found)] == [
        "the column council_id", "the column raw_division", "the column url", "Vacancy",
    ]  # fmt: skip


def test_openslides_list_of_committees() -> None:
    found = csv_of(
        "name,description,forward_to_committees,organization_tags,managers,meeting_name\n"
        "Planning Committee,,Cabinet,,admin,First meeting\n,x,,,,\nCabinet,,,,,\n"
    )
    assert [body.name for body in found.bodies] == ["Planning Committee", "Cabinet"]
    assert [what for what, _, _ in told(found)] == [
        "the column description", "the column forward_to_committees", "the column managers", "the column meeting_name",
        "a row without a name",
    ]  # fmt: skip


# -- what is private


PRIVATE = (
    "12 Acacia Avenue", "ZX1 2YZ", "01632 960123", "07700 900456", "19/02/1961", "ivy.home@mail.example", "face.jpg",
    "ivy@home.example",
)  # fmt: skip


def test_what_is_private_is_never_kept() -> None:
    found = csv_of(
        "Name,Party,Home address,Telephone,Mobile no.,Date of birth,Photograph,Contact details,Home e-mail,"
        "Postcode,Email\n"
        '"Cllr Ivy Marsh\n12 Acacia Avenue\nZX1 2YZ",Green,"12 Acacia Avenue, ivy@home.example",01632 960123,'
        "07700 900456,19/02/1961,face.jpg,01632 960123 ivy@home.example,ivy.home@mail.example,ZX1 2YZ,"
        "ivy@anytown.example\n"
        "Cllr Ben Okoro Tel: 01632 960123,Labour,12 Acacia Avenue,,,,,,,,ben@anytown.example (07700 900456)\n"
    )
    assert people(found) == ["Cllr Ivy Marsh", "Cllr Ben Okoro"]
    assert [person.email for person in found.people] == ["ivy@anytown.example", "ben@anytown.example"]
    assert [secret for secret in PRIVATE if secret in every_word(found)] == []
    assert [what for what, why, _ in told(found) if why.startswith("private")] == [
        f"the column {heading}"
        for heading in ("Home address", "Telephone", "Mobile no.", "Date of birth", "Photograph", "Contact details",
                        "Home e-mail", "Postcode")
    ]  # fmt: skip
    assert [what for what, why, _ in told(found) if why.startswith("only the name")] == [
        "Cllr Ivy Marsh", "Cllr Ben Okoro",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Members of " + "x" * 300 + " Board", ""),
        ("Council", ""),
        ("Green Group", "Green Group"),
        ("", ""),
        ("Anytown Council: committee places", ""),
        ("Committee places", ""),
        ("Committee on Standards", "Committee on Standards"),
    ],
)
def test_titles_that_name_a_body_or_none(title: str, body: str) -> None:
    assert body_in_title(title) == body


@pytest.mark.parametrize(
    "text", ["x" * 30_000, "(" * 30_000, "a, " * 10_000, "a - " * 10_000, "Cllr " * 9_000, "1 " * 15_000, "a@" * 9_000]
)
def test_long_cells_are_read_in_no_time(text: str) -> None:
    found = csv_of(f'Name,Committees,Role,Email,Substitutes\n"{text}","{text}","{text}","{text}","{text}"\n')
    assert len(found.people) < 40_000


KINDS: tuple[Kind, ...] = ("csv", "html", "word", "workbook", "xml", "json", "calendar")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [b"PK\x03\x04", b"<", b"{}", b"\0\0", b"Name", b'Name,Party\n"', b"\xff\xfe"])
def test_whatever_is_no_list_is_refused_in_words(kind: Kind, data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_source(Content("odd", data, kind))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Cllr Jo Smith (Chair)", ("Cllr Jo Smith", "Chair", "")), ("Jo Smith (VC)", ("Jo Smith", "vice chair", "")),
        ("Cllr Jo Smith (Lab) (Vice-Chair)", ("Cllr Jo Smith", "Vice-Chair", "Lab")),
        ("Cllr Jo Smith - Chairman", ("Cllr Jo Smith", "Chairman", "")), ("Jo Smith, Chair", ("Jo Smith", "Chair", "")),
        ("Cllr Jo Smith [Green Party]", ("Cllr Jo Smith", "", "Green Party")),
        ("Cllr Jo Smith, Green Group", ("Cllr Jo Smith", "", "Green Group")), ("Jo, Green", ("Jo, Green", "", "")),
        ("Director (Public Health)", ("Director (Public Health)", "", "")),
        ("Jo Smith, OBE", ("Jo Smith, OBE", "", "")), ("(Chair)", ("(Chair)", "", "")),
        ("Jo Smith-Jones", ("Jo Smith-Jones", "", "")), ("", ("", "", "")),
    ],
)  # fmt: skip
def test_roles_and_groups_behind_a_name(text: str, parts: tuple[str, str, str]) -> None:
    assert without_brackets(text) == parts


def test_roles_behind_names_are_those_of_the_seat() -> None:
    found = csv_of(
        "Committee,Member\nAudit Board,Cllr A Bee (Green) (Chair)\nAudit Board,Cllr C Dee - Vice-Chair\n"
        "Audit Board; Cabinet,Cllr E Eff (Chair)\n"
    )
    assert [role for _, _, role in seats(found)] == ["chair", "vice_chair", "member", "member"]
    assert found.people[0].group == "Green"
    assert told(found) == [("Chair (Cllr E Eff)", "it is not said of which of several bodies", "line 4")]


def test_a_list_of_bodies_with_a_column_for_each_group() -> None:
    found = csv_of(
        "Committee,Labour,Conservative Group,Independent\n"
        'Planning Committee,"Cllr A Bee (Chair)\nCllr C Dee","Cllr E Eff, Cllr G Aitch (VC)",Vacancy\n'
        "Audit Board,Cllr C Dee,,Cllr I Jay\n"
    )
    assert seats(found) == [
        ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr C Dee", "Planning Committee", "member"),
        ("Cllr E Eff", "Planning Committee", "member"), ("Cllr G Aitch", "Planning Committee", "vice_chair"),
        ("Cllr C Dee", "Audit Board", "member"), ("Cllr I Jay", "Audit Board", "member"),
    ]  # fmt: skip
    assert {one.name: one.group for one in found.people} == {
        "Cllr A Bee": "Labour", "Cllr C Dee": "Labour", "Cllr E Eff": "Conservative Group",
        "Cllr G Aitch": "Conservative Group", "Cllr I Jay": "Independent",
    }  # fmt: skip
    assert found.read_as == (("members.csv", "a list of bodies with their members"),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cllrs Jo Smith and Al Jones", ["Cllr Jo Smith", "Al Jones"]),
        ("Councillors A Bee, C Dee & E Eff", ["Councillor A Bee", "C Dee", "E Eff"]),
        ("Head of Legal and Democratic Services", ["Head of Legal and Democratic Services"]),
        ("Cllr A Bee, Leader of the Council", ["Cllr A Bee, Leader of the Council"]),
        ("Cllr A Bee, Green Group", ["Cllr A Bee, Green Group"]), ("Cllr A Bee, OBE", ["Cllr A Bee, OBE"]),
        ("Ann Bee, Carl Dee", ["Ann Bee", "Carl Dee"]),
        ("Cllr A Bee (Chair), Vacancy", ["Cllr A Bee (Chair)", "Vacancy"]),
        ("", []), ("A;;B", ["A", "B"]),
    ],
)  # fmt: skip
def test_names_of_several_people(text: str, names: list[str]) -> None:
    assert names_between(text) == names


def test_two_people_on_one_row_have_a_seat_each() -> None:
    found = csv_of("Body,Representatives\nPort Health Board,Cllrs A Bee and C Dee\n")
    assert seats(found) == [("Cllr A Bee", "Port Health Board", "member"), ("C Dee", "Port Health Board", "member")]


@pytest.mark.parametrize("sheet", ["Outside bodies", "Appointments"])
def test_appointments_to_outside_bodies_are_told_and_not_taken(sheet: str) -> None:
    first = "Organisation" if sheet == "Outside bodies" else "Outside body"
    rows: Rows = [[first, "Representative"], ["Museum Trust", "Cllr A Bee"]]
    found = workbook_of({sheet: rows, "Members": [["Name", "Party"], ["Cllr C Dee", "Green"]]})
    assert (people(found), found.seats) == (["Cllr C Dee"], ())
    assert [(what, why) for what, why, _ in told(found)] == [
        (f"{sheet} (2 rows)", "others call the meetings of outside bodies")
    ]  # fmt: skip


def test_a_groups_column_of_a_list_of_people_is_not_read() -> None:
    found = csv_of("Name,Committee,Labour\nCllr A Bee,Audit Board,yes\n")
    assert [what for what, _, _ in told(found)] == ["the column Labour"]


def test_a_list_longer_than_any_councils_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"members\.csv has a list of more than 20,000 rows"):
        csv_of("Name,Party\n" + "A Bee,Green\n" * 20_001)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Cllr A Bee, 12 Acacia Avenue, Anytown", "Cllr A Bee"), ("A Bee, Flat 3, The Lofts", "A Bee"),
        ("Cllr A Bee, The Old Rectory, Anytown ZX1 2YZ", "Cllr A Bee"), ("A Bee, Anytown, ZX1 2YZ", "A Bee"),
        ("Bee, Cllr A, 12 High Street", "Cllr A Bee"),
        ("Cllr A Bee, MBE, JP", "Cllr A Bee, MBE, JP"), ("Cllr A Bee, Leader of the Council", "Cllr A Bee"),
        ("Cllr A Bee, Chair", "Cllr A Bee, Chair"), ("Dee, Cllr C (Lab)", "Cllr C Dee (Lab)"),
    ],
)  # fmt: skip
def test_where_somebody_lives_is_no_part_of_a_name(cell: str, name: str) -> None:
    assert name_in(cell)[0] == name
