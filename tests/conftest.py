"""What tests of many folders are given."""

from collections.abc import Iterator

import made_up_rule
import made_up_wish
import pytest
from hypothesis import settings

from scheduler.rules import RULES
from scheduler.wishes import WISHES

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture
def made_up() -> Iterator[None]:
    """Add a rule and a wish that the product does not have, as the README says: one line each in RULES and WISHES."""
    RULES.append(made_up_rule)
    WISHES.append(made_up_wish)
    yield
    RULES.remove(made_up_rule)
    WISHES.remove(made_up_wish)
