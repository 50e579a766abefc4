"""What is said of a council's site."""

from builders import body, calendar, council, meeting

from scheduler.domain.found import Found
from scheduler.domain.shown_on_site import shown_on_site
from scheduler.messages.report import site_sentences


def test_many_bodies_that_no_answer_holds_are_counted() -> None:
    problem = council(*(body(f"B{number}", name=f"Body {number}") for number in range(8)))
    plan = calendar(problem, *(meeting(problem, code) for code in problem.bodies))
    site = shown_on_site(problem, plan, Found())
    assert list(site_sentences(problem, site, Found())) == [
        "No meeting of the calendar was looked for: the answers hold none of its committees.",
        (
            "Not in these answers, so nothing is known of it: Body 0, Body 1, Body 2, Body 3, Body 4 and 3 others. "
            "Save their answers too."
        ),
    ]
