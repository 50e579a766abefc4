"""The examples in the docstrings of `import scheduler` are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "least"), [("scheduler", 3), ("scheduler.api.questions", 12), ("scheduler.api.answers", 0)]
)
def test_every_example_gives_what_it_says(name, least, monkeypatch):
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(import_module(name))
    assert found.failed == 0
    assert found.attempted >= least
