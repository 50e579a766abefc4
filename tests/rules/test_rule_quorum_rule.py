import pytest
from builders import body, calendar, council, day, meeting, member, person

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.reasons import Breach
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
HWB_TITLE = "HWB Board on Thursday 19 November 2015 at 10:00"
PEOPLE_RULES = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)


@pytest.mark.parametrize(
    ("match", "apologies", "short"),
    [
        ({"category": "nhs"}, [], None),
        ({"category": "nhs"}, ["NURSE"], "nhs it needs 1, and 0"),
        ({"organisation": "Hospital"}, ["NURSE"], "Hospital it needs 1, and 0"),
        ({"person": "DPH"}, ["NURSE"], None),
        ({"person": "DPH"}, ["DPH"], "Councillor Dph it needs 1, and 0"),
        ({"role": "chair"}, ["ANN"], "chair it needs 1, and 0"),
        ({"category": "nhs", "organisation": "Council"}, [], "nhs, Council it needs 1, and 0"),
        ({"category": "police"}, [], "police it needs 1, and 0"),
    ],
)
def test_quorum_rule(match: dict[str, str], apologies: list[str], short: str | None) -> None:
    """The police officer has no vote, so does not count."""
    problem = council(
        body("GB"),
        member("ANN", role="chair"),
        member("NURSE"),
        member("DPH"),
        member("PC", role="adviser"),
        person("NURSE", category="nhs", organisation="Hospital"),
        person("PC", category="police"),
        QuorumRule("GB", 1, **match),
        QuorumRule("OTHER", 9, category="nobody"),
    )
    plan = calendar(problem, meeting(problem, apologies=apologies))
    message = f"{GB_TITLE} is not quorate: of its voting members who are {short} will be there."
    people = (match["person"],) if "person" in match else ()
    breach = Breach("quorum_rule", message, bodies=("GB",), people=people, dates=(NINETEENTH,))
    assert tuple(quorum_rule.breaches(problem, plan)) == (() if short is None else (breach,))


def test_quorum_rule_counts_a_substitute_as_the_member_replaced() -> None:
    problem = council(
        body("GB"),
        member("NURSE", substitutes=("SUE",)),
        person("NURSE", category="nhs"),
        person("SUE", category="officer"),
        QuorumRule("GB", 1, category="nhs"),
        QuorumRule("GB", 1, person="NURSE"),
    )
    plan = calendar(problem, meeting(problem, substitutes={"NURSE": "SUE"}))
    assert tuple(quorum_rule.breaches(problem, plan)) == ()
