"""What tests of many folders are given, and the option by which they are thorough."""

import signal
from collections.abc import Iterator

import made_up_rule
import made_up_wish
import pytest
from rounds import THOROUGH, take

from scheduler.rules import RULES
from scheduler.wishes import WISHES


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--thorough`."""
    parser.addoption(f"--{THOROUGH}", action="store_true", help="all rounds, and what repeats the evidence of others")


def pytest_configure(config: pytest.Config) -> None:
    """Set how many rounds are taken; and Ctrl-C means what it does to an officer, also where the tests run behind."""
    take(config)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is marked `thorough` to the thorough run."""
    if config.getoption(THOROUGH):
        return
    left = [item for item in items if item.get_closest_marker(THOROUGH)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker(THOROUGH)]


@pytest.fixture
def made_up() -> Iterator[None]:
    """Add a rule and a wish that the product does not have, as the README says: one line each in RULES and WISHES."""
    RULES.append(made_up_rule)
    WISHES.append(made_up_wish)
    yield
    RULES.remove(made_up_rule)
    WISHES.remove(made_up_wish)
