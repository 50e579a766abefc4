"""The report by which a council approves its calendar, in the order in which councils write such reports.

It is for everybody to read: nobody is named, no absence, and no reason that names somebody. Its layout follows what
English councils put to full council (purpose, recommendations, background, consultation, implications, annexes).
"""

from dataclasses import dataclass

from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date
from scheduler.law.warnings import warnings as law_warnings
from scheduler.outputs.naming import on_one_line, whole_title
from scheduler.outputs.report.annexes import annex_a, annex_b
from scheduler.outputs.report.background import background, published
from scheduler.outputs.report.exceptions import NONE, exceptions
from scheduler.outputs.report.implications import implications
from scheduler.outputs.report.law import law_observed
from scheduler.outputs.report.parts import TO_COMPLETE, Points, Section, Table, to_complete
from scheduler.outputs.report.principles import principles
from scheduler.outputs.workbook.cover import numbers

APPROVING = ("full_council", "parish_council", "combined_authority")
"""Legal kinds of the bodies that may approve a calendar."""


@dataclass(frozen=True)
class Report:
    """What the report says, in its order; the annexes apart, of which the first lies on its side."""

    title: str
    authority: str
    facts: Table
    recommendations: tuple[str, ...]
    exceptions: tuple[Section, ...]
    sections: tuple[Section, ...]
    """All that stand upright before the annexes."""
    annex_a: Section
    annex_b: tuple[Section, ...]

    @property
    def to_complete(self) -> tuple[str, ...]:
        """What only an officer can fill in, each once, in the order of the report."""
        texts = [text for row in self.facts.rows for text in row]
        texts += [text for section in self.sections for text in section.sentences()]
        found = [mark for text in texts for mark in TO_COMPLETE.findall(text)]
        return tuple(dict.fromkeys(mark.removeprefix("[to be completed: ").removesuffix("]") for mark in found))


def council_report(problem: Problem, plan: Plan, anyway: str = "") -> Report:
    """Return the report of a calendar.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar, found sound.
    anyway : str
        Why it is made although it was not; blank where it was.

    """
    problem = with_what_is_gone(problem, plan)
    council = _approving(problem, plan)
    found = law_warnings(problem, plan)
    apart = exceptions(problem, plan, found, anyway)
    recommendations = _recommendations(plan, some_exceptions=bool(apart))
    sections = (
        Section("Purpose", (f"To ask {council} to approve the calendar of meetings from {_days(plan)}.",)),
        Section("Recommendations", (f"That {council}:", Points(recommendations, numbered=True))),
        background(problem, plan),
        principles(problem, plan),
        law_observed(problem, plan, found),
        Section("Exceptions", () if apart else (NONE,)),
        *apart,
        Section("Consultation", tuple(filter(None, (published(problem), to_complete(_CONSULTED))))),
        Section("Changes after approval", (_WHEN_CHANGED, _HOW_CHANGED)),
        Section("Implications", ()),
        *implications(problem, plan),
        Section("Background papers", (to_complete("the background papers, or “None”"),)),
    )
    return Report(
        title=whole_title(problem, plan),
        authority=on_one_line(problem.settings.authority or ""),
        facts=_facts(problem, plan, council),
        recommendations=recommendations,
        exceptions=apart,
        sections=sections,
        annex_a=annex_a(problem, plan),
        annex_b=annex_b(problem, plan),
    )


_POST = to_complete("the post to which changes are delegated")
_CONSULTED = "who was asked about the draft, from when to when, and what was changed because of it"
_WHEN_CHANGED = (
    "Under the recommendation above a meeting would be changed without a report to a further meeting only where it "
    "cannot be held as planned, where business cannot wait for the next one, or where bodies or their remits change."
)
_HOW_CHANGED = (
    "Such a change would keep to the principles of this report as far as can be and give the notice that the law asks; "
    "the calendar would be published again, and whoever is concerned would be told."
)


def _approving(problem: Problem, plan: Plan) -> str:
    """Name the body that approves the calendar, where one of its bodies may."""
    found = [body.name for body in problem.bodies.values() if body.legal_kind in APPROVING and plan.of_body(body.code)]
    return found[0] if len(found) == 1 else to_complete("the body that approves the calendar")


def _days(plan: Plan) -> str:
    return f"{long_date(plan.start_date)} to {long_date(plan.end_date)}"


def _recommendations(plan: Plan, *, some_exceptions: bool) -> tuple[str, ...]:
    whom = to_complete("whom, such as the group leaders and the chair of the body concerned")
    held = numbers(plan).partition(" (")[0]
    ending = "; and" if some_exceptions else "."
    approves = f"approves the calendar of meetings from {_days(plan)}, {held}, as set out in Annex A and Annex B;"
    delegates = f"delegates authority to {_POST}, in consultation with {whom}, to change, cancel or add a meeting"
    notes = ("notes what is set out under “Exceptions”.",) if some_exceptions else ()
    return (approves, f"{delegates}, as described under “Changes after approval”{ending}", *notes)


def _facts(problem: Problem, plan: Plan, council: str) -> Table:
    rows = (
        ("Report to", council),
        ("Date of the meeting", to_complete("the date of the meeting")),
        ("Report of", to_complete("the post of whoever reports")),
        ("Contact", on_one_line(problem.settings.contact or "") or to_complete("whom to ask, and how")),
        ("For decision or note", "For decision"),
        ("Public or exempt", "Public"),
        ("Annexes", "A: meetings of each body; B: meetings month by month"),
    )
    return Table("About this report", ("About", "This report"), rows, (4.6, 11.8))
