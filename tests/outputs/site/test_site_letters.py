from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.people import Person
from scheduler.outputs.site.letters import letters
from scheduler.outputs.site.register import Register, member_name, private_address

BASE = "https://meetings.example.gov.uk"
REGISTER = Register(bytes(32))


def rows(content: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(BytesIO(content))["Letters"].iter_rows(values_only=True))


def test_each_member_has_a_row_with_their_own_link_under_headings_in_the_first_row() -> None:
    head, *found = rows(letters(invented_problem(), invented_plan(), REGISTER, BASE))
    assert head == ("Person", "Name", "Email", "Organisation", "Page", "Feed", "Letter")
    assert [row[0] for row in found] == list(invented_problem().people)
    address = private_address(REGISTER, "LDR")
    page = f"{BASE}/m/{address}.html"
    assert found[0][:6] == (
        "LDR", "Leader of the Council", "leader@aldermoor.example", "Aldermoor", page, f"{BASE}/m/{address}.ics",
    )  # fmt: skip
    assert found[0][6] == (
        "Dear Leader of the Council,\n\n"
        "Your meetings of Aldermoor Partnership 2026-27 can be kept in your own calendar, where they change when a "
        "meeting is moved or cancelled. Open this page and choose your calendar program:\n\n"
        f"{page}\n\n"
        "Please subscribe, and do not import: an imported copy never changes again. Some programs look only once a "
        "day.\n\n"
        "This link is yours alone, so please do not pass it on.\n\n"
        "If it gets into other hands, tell us: you will have a new one, and the old one will stop working.\n\n"
        "Aldermoor Borough Council"
    )


def test_whose_link_is_revoked_has_no_letter() -> None:
    revoked = REGISTER.revoked([member_name("LDR")], "")
    found = rows(letters(invented_problem(), invented_plan(), revoked, BASE))
    assert [row[0] for row in found[1:]] == [code for code in invented_problem().people if code != "LDR"]


def test_nothing_becomes_a_formula_or_a_link() -> None:
    evil = Person("=1+1", "=HYPERLINK(0)", email="+cmd|x", organisation="@SUM(A1)")
    problem = replace(invented_problem(), people={evil.code: evil})
    content = letters(problem, invented_plan(), REGISTER, BASE)
    sheet = openpyxl.load_workbook(BytesIO(content))["Letters"]
    assert [cell.value for cell in sheet[2]][:4] == ["=1+1", "=HYPERLINK(0)", "+cmd|x", "@SUM(A1)"]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert [cell.quotePrefix for cell in sheet[2]][:4] == [True] * 4
    with ZipFile(BytesIO(content)) as parts:
        assert b"hyperlink" not in parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_same_links_are_the_same_bytes() -> None:
    problem, plan = invented_problem(), invented_plan()
    assert letters(problem, plan, REGISTER, BASE) == letters(problem, plan, REGISTER, BASE)


def test_without_an_authority_the_letter_ends_before_it() -> None:
    problem = invented_problem()
    problem = replace(problem, settings=replace(problem.settings, authority=None))
    assert str(rows(letters(problem, invented_plan(), REGISTER, BASE))[1][6]).endswith("stop working.")
