"""Two officers at once, as two processes: both are done as one after the other, or one is refused in words."""

import pytest
from cut_short import WRITERS
from rounds import rounds
from two_officers import Pairs


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    return Pairs(tmp_path_factory.mktemp("pairs"))


def test_who_confirms_waits_for_who_confirms(pairs: Pairs) -> None:
    assert pairs.at_once("confirm --body", "confirm") == "both done"
    assert pairs.at_once("confirm", "confirm --body") == "both done"


@pytest.mark.slow
def test_who_undoes_or_exports_waits_for_who_confirms(pairs: Pairs) -> None:
    assert pairs.at_once("confirm", "export") == "both done"
    assert pairs.at_once("undo", "confirm") == "both done"


@pytest.mark.slow
@pytest.mark.parametrize("other", sorted(WRITERS)[: rounds(len(WRITERS))])
def test_a_plan_and_whatever_else_at_once_lose_nothing(pairs: Pairs, other: str) -> None:
    assert pairs.at_once("plan", other) in ("both done", "one refused")
