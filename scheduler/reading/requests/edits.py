"""One meeting by hand, as it is typed: `move HWB#2 2016-02-18 14:00`, `swap HWB#2 GB#1`, `add HWB 2016-02-18`.

Everything that cannot be read is told at once, with what to write instead.
"""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from scheduler.domain.edits import Add, Cancel, Edit, Move, Pin, Swap, Unpin
from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault, Waiver
from scheduler.domain.wording import listed
from scheduler.errors import InputFaults
from scheduler.reading.requests.names import Names
from scheduler.reading.requests.questions import code_named, meeting_named
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.texts import CellFault, shown, word_key
from scheduler.reading.tables.times import read_time
from scheduler.rules import RULES

Part = TypeVar("Part")
MOVE, CANCEL, ADD, SWAP, PIN, UNPIN = "move", "cancel", "add", "swap", "pin", "unpin"
WHY = "Say why with --reason: every output shows it."


class Typed:
    """What is typed of an edit, read part by part; what is wrong with any of them is told at the end.

    Parameters
    ----------
    problem : Problem
        The input: its bodies, meeting days and rooms.
    plan : Plan
        The calendar: its meetings.

    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.faults: list[Fault] = []

    def edit(
        self,
        command: str,
        meetings: Sequence[str],
        day: str | None = None,
        start: str | None = None,
        room: str | None = None,
        *,
        replace: bool = False,
    ) -> Edit:
        """Return what is to be done.

        Parameters
        ----------
        command : str
            `move`, `cancel`, `add`, `swap`, `pin` or `unpin`.
        meetings : sequence of str
            What it is about: `HWB#2`; two for `swap`; a body alone for `add`.
        day, start, room : str, optional
            Where it is to be, for `move` and `add`.
        replace : bool
            Whether another meeting is owed instead, for `cancel`.

        Raises
        ------
        InputFaults
            With everything that is wrong.

        """
        date = None if day is None else self._read(read_date, day)
        minutes = None if start is None else self._read(read_time, start)
        where = None if room is None else self._read(Names(self.problem).room, room)
        if command == ADD:
            code = self._told(code_named, meetings[0])
            self._sessions_say(code, minutes, where)
            self.end()
            return Add(_there(code), _there(date), minutes, where)
        found = [self._told(self._meeting, text) for text in meetings]
        if len(set(found)) < len(found) and None not in found:
            self._fault(f"{meetings[0]} is named twice", "Name two meetings.")
        self._sessions_say(None if found[0] is None else found[0][0], minutes, where)
        self.end()
        body, number = _there(found[0])
        if command == SWAP:
            return Swap((body, number), _there(found[1]))
        if command == MOVE:
            return Move(body, number, _there(date), minutes, where)
        if command == CANCEL:
            return Cancel(body, number, replace)
        return Pin(body, number) if command == PIN else Unpin(body, number)

    def waivers(self, rules: Sequence[str], reason: str) -> tuple[Waiver, ...]:
        """Return the rules that are not asked of the meeting this once, each with the reason.

        Raises
        ------
        InputFaults
            With every name that is no rule's; or if there is no reason.

        """
        names = {word_key(rule.RULE.name): rule.RULE.name for rule in RULES}
        found = []
        for text in rules:
            if word_key(text) in names:
                found.append(names[word_key(text)])
                continue
            near = get_close_matches(word_key(text), names, 1)
            meant = f"Did you mean {names[near[0]]}? " if near else ""
            self._fault(f"--waive: {shown(text)} is no rule", f"{meant}The rules are {listed(sorted(names.values()))}.")
        if rules and not reason:
            self._fault("--waive: there is no reason", WHY)
        self.end()
        return tuple(Waiver(name, reason) for name in dict.fromkeys(found))

    def end(self) -> None:
        """Raise InputFaults with everything that was wrong so far."""
        if self.faults:
            raise InputFaults(tuple(self.faults))

    def _meeting(self, text: str, problem: Problem) -> tuple[str, int]:
        """Read `HWB#2` as the code of a body, or of a meeting day, and the number of its meeting."""
        one = meeting_named(text, problem, self.plan)
        return (one.meeting_day if isinstance(one, Occurrence) else one.body), one.sequence

    def _sessions_say(self, code: str | None, start: int | None, room: str | None) -> None:
        """Complain of a start or a room for a whole meeting day, each session of which has its own."""
        if code in self.problem.meeting_days and (start, room) != (None, None):
            name = self.problem.meeting_days[code].name
            self._fault(f"{name} starts when its sessions do, each in rooms of its own", "Give the day alone.")

    def _read(self, read: Callable[[object], Part], text: str) -> Part | None:
        try:
            return read(text)
        except CellFault as trouble:
            self._fault(trouble.message, trouble.remedy)
            return None

    def _told(self, read: Callable[[str, Problem], Part], text: str) -> Part | None:
        try:
            return read(text, self.problem)
        except InputFaults as trouble:
            self.faults += trouble.faults
            return None

    def _fault(self, message: str, remedy: str) -> None:
        self.faults.append(Fault("", None, None, message, remedy))


def _there(part: Part | None) -> Part:
    """Return what was read; where it could not be, that was told before."""
    if part is None:
        raise ValueError("nothing was read")
    return part
