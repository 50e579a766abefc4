"""What tests of many folders are given, and the option by which they are thorough."""

import gc
import signal
from collections.abc import Generator, Iterator
from contextlib import nullcontext

import made_up_rule
import made_up_wish
import once
import pytest
from rounds import THOROUGH, take
from xdist import is_xdist_controller, is_xdist_worker

from scheduler.rules import RULES
from scheduler.wishes import WISHES


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--thorough`."""
    parser.addoption(f"--{THOROUGH}", action="store_true", help="all rounds, and what repeats the evidence of others")


def pytest_configure(config: pytest.Config) -> None:
    """Set how many rounds are taken; Ctrl-C means what it does to an officer, also where the tests run behind."""
    take(config)
    once.keep_modules()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the kernels once, while the processes that share a run's tests gather them."""
    if is_xdist_controller(session):
        compiling = once.kernels_begun()
        session.config.add_cleanup(lambda: once.ended(compiling))


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Have one of the processes rewrite the assertions of all tests, rather than each.

    What is gathered stays to the end: nothing of it is looked through for garbage, now or later.
    """
    gc.disable()
    try:
        with once.gathering() if is_xdist_worker(session) else nullcontext():
            return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have the longest begin first, and leave what is marked `thorough` to the thorough run."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
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
