"""How bodies and people are named on a page, and what there is of them to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.desk import forms
from scheduler.domain.plan import APOLOGIES, ATTENDS, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, people_titles, person_title


@dataclass(frozen=True)
class Titles:
    """The names of an input, for templates."""

    problem: Problem

    def body(self, code: str) -> str:
        """Name a body."""
        return body_title(self.problem, code)

    def person(self, code: str) -> str:
        """Name a person."""
        return person_title(self.problem, code)

    def code(self, text: str) -> str:
        """Return the code of the body that a text names; the text itself where it names none, or several."""
        named = [code for code, body in self.problem.bodies.items() if text in (code, body.name)]
        return named[0] if len(named) == 1 else text

    def people(self, codes: Iterable[str]) -> str:
        """Name people, as a list in words."""
        return people_titles(self.problem, codes)

    def typed(self, code: str) -> str:
        """Return what a person is called in a form: their name, or their code where others have the same name."""
        name = self.person(code)
        return code if sum(one.name == name for one in self.problem.people.values()) > 1 else name

    def seat(self, seat: Attendance | None, body: str) -> str:
        """Say what becomes of somebody's seat at a meeting of a body."""
        where = self.body(body)
        if seat is None:
            return f"has no seat at {where}"
        if seat.outcome == ATTENDS:
            return f"goes to {where}"
        if seat.outcome == APOLOGIES:
            return f"sends apologies to {where}"
        return f"{self.person(seat.substitute or '')} deputises at {where}"

    @property
    def bodies(self) -> list[tuple[str, str]]:
        """The code and name of every body, in order of name."""
        return sorted(((code, one.name) for code, one in self.problem.bodies.items()), key=_by_name)

    @property
    def everybody(self) -> list[tuple[str, str]]:
        """The code and name of everybody, in order of name."""
        return sorted(((code, one.name) for code, one in self.problem.people.items()), key=_by_name)


def _by_name(one: tuple[str, str]) -> tuple[str, str]:
    return one[1].casefold(), one[0]


def is_day(text: str) -> bool:
    """Whether a text is blank or a day as a browser writes it, so that a field for days can show it."""
    return not text or forms.day_in(text) is not None
