"""Parameters that make no sense are refused with a sentence that names them."""

from re import escape

import pytest

from scheduler.solver.cp.parameters import SearchParameters


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"repair_effort": -1.0}, "repair_effort is -1.0: it has to be a number, zero or more."),
        ({"repair_effort": float("nan")}, "repair_effort is nan: it has to be a number, zero or more."),
        ({"repair_effort": "2"}, "repair_effort is '2': it has to be a number, zero or more."),
        ({"workers": True}, "workers is True: it has to be a number, zero or more."),
        ({"tries": 2.5}, "tries is 2.5: it has to be a whole number."),
        ({"tier_share": 1.5}, "tier_share is 1.5: a share of the time left is above 0 and at most 1."),
        ({"block_share": 0.0}, "block_share is 0.0: a share of the time left is above 0 and at most 1."),
        ({"workers": 0}, "workers is 0: at least one is needed."),
        ({"near_reach": 40}, "near_reach is 40 days: it cannot be more than far_reach, 30."),
    ],
)
def test_nonsense_is_refused(given, sentence):
    with pytest.raises(ValueError, match=f"^{escape(sentence)}$"):
        SearchParameters(**given)
