"""Who and what a council's input and a joint one both have: people with two hats, and rooms of one building.

Nothing is taken for the same in silence: each is told, with how to keep it apart; and so is whoever may be the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from scheduler.domain.imported import Joined
from scheduler.domain.names import name_key, person_key
from scheduler.reading.references import Codes
from scheduler.reading.rows import Row
from scheduler.reading.tables.texts import code_key

Where = Callable[[Row], str]
"""Where a row of the joint calendar stands, `People!A12`."""
Key = tuple[str, ...]


def _e_mail(row: Row) -> Key | None:
    address = row.get("email", "").strip().casefold()
    return (address,) if address else None


def _post(row: Row) -> Key | None:
    """Return name and organisation, both of which it takes: a chief executive is one of each council."""
    name, organisation = person_key(row.get("name", "")), name_key(row.get("organisation", ""))
    return (name, organisation) if name and organisation else None


_SIGNS = ((_e_mail, "the same e-mail address"), (_post, "the same name and organisation"))


class SamePeople:
    """The people of a council's input who are in the joint one already.

    Parameters
    ----------
    rows, joint : sequence of Row
        The people of the council, and of the joint calendar.
    codes : Codes
        Whom codes mean in the joint calendar.
    prefix : str
        What stands before the codes of the council.

    """

    def __init__(self, rows: Sequence[Row], joint: Sequence[Row], codes: Codes, prefix: str) -> None:
        self._rows, self._joint, self._prefix = rows, joint, prefix
        by_code = {code_key(row.get("person", "")): row for row in joint}
        self._found: dict[str, Row] = {}
        self._signs: dict[str, str] = {}
        known = {row.get("person"): codes.find(("people",), f"{prefix}-{row.get('person')}") for row in rows}
        self._before = {code: by_code[code_key(there[0])] for code, there in known.items() if there}
        """Those who were brought in by an earlier import."""
        for sign, words in _SIGNS:
            self._recognise(sign, words)

    def _recognise(self, sign: Callable[[Row], Key | None], words: str) -> None:
        """Take for the same whoever shows a sign that nobody else shows in either input."""
        here, there = Counter(map(sign, self._rows)), Counter(map(sign, self._joint))
        by_sign = {sign(row): row for row in self._joint}
        taken = {id(row) for row in (*self._found.values(), *self._before.values())}
        for row in self._rows:
            code, key = row.get("person"), sign(row)
            alone = key is not None and here[key] == there[key] == 1
            if alone and code not in self._found and code not in self._before and id(by_sign[key]) not in taken:
                self._found[code], self._signs[code] = by_sign[key], words

    def joint_row(self, row: Row) -> Row | None:
        """Return the row of the joint calendar that is the same person's under another code."""
        code = row.get("person")
        there = self._found.get(code) or self._before.get(code)
        own = there is not None and code_key(there.get("person")) == code_key(f"{self._prefix}-{code}")
        return None if own else there

    def called(self, code: str) -> str:
        """Return the code by which the joint calendar knows a person, of the one that the import gives them."""
        plain = code.removeprefix(f"{self._prefix}-")
        there = self._found.get(plain) or self._before.get(plain)
        return code if there is None or plain == code else str(there.get("person"))

    def why(self, row: Row, title: str) -> str:
        """Say why somebody is taken for the same person."""
        code = row.get("person")
        return f"{code} of {title}, {row.get('name')}: {self._signs.get(code, 'taken for one person before')}"

    def told(self, title: str, where: Where) -> Iterator[Joined]:
        """Say who was taken for one person, and who may be one."""
        for code, there in self._found.items():
            name = next(row.get("name") for row in self._rows if row.get("person") == code)
            new = f"{self._prefix}-{code}"
            yield Joined(
                f"{there.get('name')} is taken for {name} of {title}, too: {self._signs[code]}. If they are two "
                f"people, take {new} out of the other names there, and give it a row of its own.",
                where(there),
            )
        names = defaultdict(list)
        for row in self._joint:
            names[person_key(row.get("name", ""))].append(row)
        for row in self._rows:
            code = row.get("person")
            others = names.get(person_key(row.get("name", "")), [])
            if others and code not in self._found and code not in self._before:
                new = f"{self._prefix}-{code}"
                yield Joined(
                    f"{row.get('name')} of {title} is kept apart, as {new}. If they are one person, delete the row of "
                    f"{new}, and write {new} among the other names of the one that stays.",
                    where(others[0]),
                )


class SameRooms:
    """The rooms of a council's input, and which of them the joint one has already.

    A venue of the same name is the same building where both have a room of one name and one capacity there: there is a
    Town Hall in many a town.

    Parameters
    ----------
    rows, joint : sequence of Row
        The rooms of the council, and of the joint calendar.
    prefix, short : str
        What stands before the codes of the council, and how the council is called in brackets.

    """

    def __init__(self, rows: Sequence[Row], joint: Sequence[Row], prefix: str, short: str) -> None:
        self._rows, self._joint = rows, joint
        before = {code_key(row.get("room", "")): row for row in joint}
        self.venues: dict[str, str] = {}
        """What each venue of the council is called in the joint calendar."""
        self._buildings: dict[str, Row] = {}
        """A room that the joint calendar has of each venue that both have."""
        self._others: list[str] = []
        """Venues of a name that another building has."""
        for venue in dict.fromkeys(row.get("venue") for row in rows):
            own = [row for row in rows if row.get("venue") == venue]
            known = [one for row in own if (one := before.get(code_key(f"{prefix}-{row.get('room')}")))]
            theirs = [one for one in joint if name_key(one.get("venue", "")) == name_key(venue)]
            same = next((one for one in theirs if any(_is_alike(one, row) for row in own)), None)
            if known:
                self.venues[venue] = known[0].get("venue")
            elif same is not None:
                self.venues[venue] = same.get("venue")
                self._buildings[venue] = same
            elif theirs:
                self.venues[venue] = f"{venue} ({short})"
                self._others.append(venue)
        self.codes: dict[str, str] = {}
        """What each room of the council is called in the joint calendar."""
        for row in rows:
            venue = name_key(self.venues.get(row.get("venue"), row.get("venue")))
            alike = [one for one in joint if _place(one) == (name_key(row.get("name")), venue)]
            imported = before.get(code_key(f"{prefix}-{row.get('room')}"))
            found = imported or next(iter(alike), None)
            self.codes[row.get("room")] = f"{prefix}-{row.get('room')}" if found is None else found.get("room")

    def told(self, title: str, workbook: str, where: Where) -> Iterator[Joined]:
        """Say which buildings were taken for one, and which of one name for two."""
        for venue, room in self._buildings.items():
            yield Joined(
                f"{venue} is taken for the {venue} of {title}, too, since both have a room {room.get('name')} of the "
                f"same capacity there. If they are two buildings, write the venue in {workbook} otherwise, such as "
                f"{venue} ({title}), and import it again.",
                where(room),
            )
        for venue in self._others:
            yield Joined(
                f"{venue} of {title} is called {self.venues[venue]} from now on: there is another building of that "
                f"name, without a room of the same name and capacity. If they are one, make a room of it the same in "
                f"{workbook}, and import it again."
            )


def _is_alike(one: Row, other: Row) -> bool:
    return all(name_key(str(one.get(name, ""))) == name_key(str(other.get(name, ""))) for name in ("name", "capacity"))


def _place(row: Row) -> tuple[str, str]:
    return name_key(row.get("name", "")), name_key(row.get("venue", ""))
