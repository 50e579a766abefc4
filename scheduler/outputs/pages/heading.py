"""The head of a page of meetings: whose they are, of which year, how many and how firm."""

from scheduler.domain.plan import PROVISIONAL
from scheduler.domain.wording import counted, long_date
from scheduler.outputs.pages.markup import Html, element, joined
from scheduler.outputs.pages.year import Year


def heading(year: Year) -> tuple[Html, ...]:
    """Return authority, title, year, and the meetings in numbers."""
    plan, authority = year.plan, year.problem.settings.authority
    span = f"{long_date(plan.start_date)} to {long_date(plan.end_date)}"
    return (
        element("p", authority, class_="authority") if authority else Html(),
        element("h1", plan.title),
        element("p", span, class_="span"),
        element("p", _summary(year), class_="summary"),
    )


def _summary(year: Year) -> Html:
    live = year.plan.live
    provisional = sum(meeting.status == PROVISIONAL for meeting in live)
    days = len(year.occurrences)
    verb = "is" if provisional == 1 else "are"
    status = {0: "All are confirmed.", len(live): "All are provisional and may still change."}
    return joined(
        element("strong", counted(len(live), "meeting")),
        f" of {counted(len({meeting.body for meeting in live}), 'body', 'bodies')}",
        f", {counted(days, 'meeting day')}" if days else None,
        ". ",
        status.get(provisional, f"{provisional} {verb} provisional and may still change.") if live else None,
    )
