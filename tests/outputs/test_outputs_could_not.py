"""What a calendar could not do bears titles in the language that is being written."""

from builders import body, calendar, council

from scheduler.domain.reasons import UngrantedWish
from scheduler.languages import WELSH, said, writing_in
from scheduler.outputs.could_not import could_not
from scheduler.wishes import WISHES, wish_words

COUNCIL = council(body("GB"))


def test_each_wish_has_a_title_of_its_own_in_welsh() -> None:
    english = wish_words()
    with writing_in(WELSH):
        welsh = wish_words()
        assert [words for words in english.values() if said(words) == words] == []
    assert list(welsh) == list(english)
    assert len(set(welsh.values())) == len(WISHES)


def test_what_is_not_granted_is_named_in_welsh_on_a_welsh_page() -> None:
    (wish, *_) = (file.WISH for file in WISHES)
    plan = calendar(COUNCIL, wishes=(UngrantedWish(wish.name, "GB", 1, "no day is left"),))
    with writing_in(WELSH):
        assert [one.title for one in could_not(COUNCIL, plan)] == ["Cynnal cynifer o gyfarfodydd ag y gellir"]
    assert [one.title for one in could_not(COUNCIL, plan)] == [wish.words]
