"""Words beside a meeting say whether it is held, what it is called, and which days are off."""

import pytest

from scheduler.domain.meeting_words import Status, closure_in, is_cancelled, status_of


@pytest.mark.parametrize(
    "words",
    [
        "Cancelled", "canceled", "CANCELLED (by the chair)", "Cancellation", "Cancelled; Special Meeting",
        "Postponed", "Not held", "Not being held", "Withdrawn", "Inquorate", "Cancelled - inquorate", "Abandoned",
        "Deferred", "Did not take place", "No longer required", "no meeting",
        "Called off", "Canc.", "Void", "Cancelled and replaced by 5 May", "Postponed to 5 May following the election",
        "Meeting cancelled as no applications", "This meeting has been cancelled.", "Cancelled, no business",
    ],
)  # fmt: skip
def test_a_word_says_that_a_meeting_is_not_held(words: str) -> None:
    assert is_cancelled(words)
    assert status_of(words).cancelled


@pytest.mark.parametrize(
    "words",
    ["", "Confirmed", "Not cancelled", "Reinstated (was cancelled)", "un-cancelled", "Held", "Postponed from 3 March"],
)
def test_other_words_do_not(words: str) -> None:
    assert status_of(words) == Status()


@pytest.mark.parametrize(
    "words",
    [
        "Replaces the cancelled meeting of 3 May", "In place of the cancelled meeting",
        "Cancelled meeting of 2 May moved",
        "Rearranged from cancelled date", "May be cancelled", "Cancelled if not quorate", "Subject to cancellation",
        "Report withdrawn", "Withdrawn item", "The application was deferred", "No longer in the Chamber",
    ],
)  # fmt: skip
def test_what_is_said_of_another_meeting_of_an_item_or_perhaps_cancels_nothing(words: str) -> None:
    assert not is_cancelled(words)
    assert not status_of(words).cancelled


def test_what_was_postponed_from_another_day_is_held() -> None:
    assert not is_cancelled("Postponed from 3 March")
    assert is_cancelled("Postponed to 3 March")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Confirmed; Special Meeting", "Special Meeting"), ("Urgent", "Special Meeting"),
        ("Extraordinary", "Extraordinary Meeting"), ("extra-ordinary meeting", "Extraordinary Meeting"),
        ("AGM", "Annual Meeting"), ("Annual Council", "Annual Meeting"), ("Annual General Meeting", "Annual Meeting"),
        ("Budget Council", "Budget"), ("Additional", "Additional Meeting"),
    ],
)  # fmt: skip
def test_a_status_may_name_the_meeting(words: str, title: str) -> None:
    assert status_of(words) == Status(title=title)


def test_words_that_say_nothing_known_are_kept() -> None:
    assert status_of("Confirmed; Moved to June / Special") == Status(
        title="Special Meeting", unknown=("Moved to June",)
    )


@pytest.mark.parametrize(
    "words",
    [
        "Bank Holiday", "BANK HOLIDAY - Early May", "New Year\u2019s Day", "Good Friday", "Summer recess", "RECESS",
        "School holidays", "Half-term", "Half Term", "Christmas closure", "Public holiday", "Offices closed",
        "ELECTIONS (Town and Parish)", "Local elections",
    ],
)  # fmt: skip
def test_days_off_are_no_meetings(words: str) -> None:
    assert closure_in(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "Holiday Lets Panel",
        "Council",
        "Easter Road Area Forum",
        "Closed session",
        "Elections Committee",
        "Election Working Group",
    ],
)
def test_bodies_are_no_days_off(words: str) -> None:
    assert closure_in(words) is None
