"""Names compared as people write them."""

import unicodedata

import pytest

from scheduler.domain.names import name_key, names_in, person_key

SAME = [
    ("Health and Wellbeing Board", "HEALTH & WELL-BEING  BOARD"),
    ("Health and Wellbeing Board", " Health and Well\u2010being\u00a0Board\u200b"),
    ("Health and Wellbeing Board", "Health\nand Well being Board."),
    ("Children's Services", "Children\u2019s Services"),
    ("Children's Services", "Childrens Services"),
    ("Children's Services", "Children`s  services"),
    ("Licensing \u2013 Sub-Committee", "Licensing Sub Committee"),
    ("Licensing \u2014 Sub-Committee", "Licensing-Subcommittee"),
    ("Leisure, Culture and Sport", "Leisure Culture & Sport"),
    ("task_and_finish", "Task & Finish"),
    ("Cllr Conduct Panel", "Councillor Conduct Panel"),
    ("Cllrs' Forum", "Councillors Forum"),
    ("Caf\u00e9 Forum", unicodedata.normalize("NFD", "Caf\u00e9 Forum")),
    ("St. Mary's Hall", "St Mary\u2019s Hall"),
    ("Health and Wellbeing Board", "The Health &amp; Wellbeing Board"),
    ("Room 1.2", "room  1.2"),
    ("Year 2025-26", "year 2025 \u2013 26"),
]

DIFFERENT = [
    ("Room 1.2", "Room 12"),
    ("Room 1-2", "Room 12"),
    ("Room 1 2", "Room 12"),
    ("Room 1.2", "Room 1-2"),
    ("Cabinet", "Cabinets"),
    ("Andover Board", "&over Boards"),
    ("Caf\u00e9 Forum", "Cafe Forum"),
]

ONE_PERSON = [
    ("Cllr Ann Other", "Ann Other"),
    ("Cllr. Ann Other", "Councillor Ann Other"),
    ("Councillor Dr. Ann Other", "ANN OTHER"),
    ("The Right Hon. Lord Other", "Other"),
    ("Mrs O\u2019Other-Else", "Ms OOther Else"),
    ("Ann Other", "Cllr Ann Other OBE, JP"),
    ("Cynghorydd Ann Other", "Cyng. Ann Other"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_titles_and_honours_of_a_person_make_no_difference(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


def test_a_title_that_is_the_whole_name_stays() -> None:
    assert person_key("Councillor") == "councillor"
    assert person_key("Lord Mayor") == "lordmayor"
    assert person_key("Lady Mayoress") == "ladymayoress"
    assert person_key("Lord Other") == "other"


def test_titles_count_where_no_person_is_named() -> None:
    assert name_key("Cllr Ann Other") == name_key("Councillor Ann Other") != name_key("Ann Other")


def test_a_name_of_marks_alone_has_no_key() -> None:
    assert (name_key(" - "), name_key(""), person_key("\u2019")) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Councillor Ann Smith is ill", True),
        ("Ann Smith's operation", True),
        ("Smith's operation", True),
        ("for the Smiths", True),
        ("asked for by (Cllr Smith)", True),
        ("The smithy is shut", False),
        ("Ann asked for it", False),
        ("", False),
    ],
)
def test_a_text_names_a_person_by_the_whole_name_or_with_a_title_by_the_last(text: str, *, found: bool) -> None:
    assert names_in(text, ["Cllr Ann Smith MBE"]) == (("Cllr Ann Smith MBE",) if found else ())


def test_a_post_is_named_by_all_of_its_name_and_nobody_by_nothing() -> None:
    assert names_in("Health and safety", ["Director of Public Health", "Lord Mayor", ""]) == ()
    assert names_in("the Director of Public Health; the Lord Mayor", ["Director of Public Health", "Lord Mayor"]) == (
        "Director of Public Health",
        "Lord Mayor",
    )
