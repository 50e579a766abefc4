"""What is known of a file that a newer version wrote."""

import pytest

from scheduler.domain.other_keys import is_newer

KNOWN = "meeting-day-plan/1"


@pytest.mark.parametrize(
    ("found", "newer"),
    [
        (KNOWN, False),
        ("meeting-day-plan/2", True),
        ("meeting-day-plan/10", True),
        ("meeting-day-plan/0", False),
        ("meeting-day-register/2", False),
        ("meeting-day-plan/2b", False),
        (2, False),
        (None, False),
    ],
)
def test_a_format_is_newer_by_its_number_alone(found: object, *, newer: bool) -> None:
    assert is_newer(found, KNOWN) == newer
