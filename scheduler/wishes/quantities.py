"""What is not granted as people count it: apologies, meetings, days and pounds, never what they weigh in a tier.

A row of a wish counts as one of what the wish names (`2 uneven intervals`), as its units (`3 meetings not held`), or as
pounds (`£4,333 of room hire`); rows of one wish that weigh differently may have names of their own (`1 apology from a
chair`). Two calendars are compared in the same units. How far a tier could be better is known by weight only, and is
said as a share.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.wording import listed
from scheduler.languages import ENGLISH, phrase, said, writing
from scheduler.wishes import WISHES
from scheduler.wishes.protocol import POUNDS, UNITS, Wish


@dataclass(frozen=True)
class Quantity:
    """So many of one thing that is not granted.

    Parameters
    ----------
    wish : str
        The wish, by its name in the input.
    number : int
        How many there are; pounds where it is money.
    one, several : str
        What one and several of them are called; money has one name.
    cost : int
        What they weigh in their tier: tells which of two calendars is better where both have as many.
    pounds : bool
        Whether it is money.

    """

    wish: str
    number: int
    one: str
    several: str
    cost: int = 0
    pounds: bool = False

    @property
    def name(self) -> str:
        """What it is called above a column of its numbers: `Apologies from members`."""
        return f"{self.several[0].upper()}{self.several[1:]}"

    def figure(self, number: int) -> str:
        """Write so many below its name: `3`, `£4,333`."""
        return f"{'£' if self.pounds else ''}{number:,}"

    def more(self, difference: int) -> str:
        """Say a difference of its figures: `2 more`, `£20 less`, `as many`."""
        figure = self.figure(abs(difference))
        if not difference:
            return "as much" if self.pounds else "as many"
        if difference > 0:
            return said("{figure} more", figure=figure)
        return said("{figure} less", figure=figure) if self.pounds else said("{figure} fewer", figure=figure)

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same thing in two calendars."""
        return self.wish, self.several

    @property
    def words(self) -> str:
        """So many: `2 apologies from members`, `£4,333 of room hire`."""
        figure = self.figure(self.number)
        if writing() != ENGLISH:
            return self._of_things(figure)
        return f"{figure} of {self.several}" if self.pounds else f"{figure} {self._noun(self.number)}"

    def _of_things(self, words: str) -> str:
        """Say something of these things where a number would change their name: `ymddiheuriadau gan aelodau: 2`."""
        return said("{things}: {words}", things=said(self.several), words=words)

    def _noun(self, number: int) -> str:
        return self.one if number == 1 else self.several

    def than(self, before: "Quantity") -> str:
        """Say how it differs from that of another calendar: `2 more apologies from members`; nothing where it does not.

        Where the numbers are the same and not what they weigh, that is said without a number.
        """
        more = self.number - before.number
        if not more and self.cost == before.cost:
            return ""
        if writing() != ENGLISH:
            graver = said("more serious") if self.cost > before.cost else said("less serious")
            return self._of_things(self.more(more) if more else graver)
        if not more:
            return f"{'more' if self.cost > before.cost else 'less'} serious {self.several}"
        return f"{self.more(more)} {f'for {self.several}' if self.pounds else self._noun(abs(more))}"


def quantities(weights: Mapping[str, int], rows: Iterable[UngrantedWish]) -> tuple[Quantity, ...]:
    """Count what is not granted, wish by wish, the most important first; of one wish the heaviest first.

    Parameters
    ----------
    weights : mapping of str to int
        The weights that the input gives; wishes that it does not name have their own.
    rows : iterable of UngrantedWish
        What is not granted.

    """
    of_wish: dict[str, list[UngrantedWish]] = {}
    for row in rows:
        of_wish.setdefault(row.wish, []).append(row)
    found: list[Quantity] = []
    for wish in (file.WISH for file in WISHES):
        found += _of_one(wish, weights, of_wish.pop(wish.name, []))
    for name, left in sorted(of_wish.items()):
        cost = sum(row.cost for row in left)
        found.append(Quantity(name, len(left), "other wish not granted", phrase("other wishes not granted"), cost))
    return tuple(found)


def _of_one(wish: Wish, weights: Mapping[str, int], rows: Sequence[UngrantedWish]) -> Iterator[Quantity]:
    weight = weights.get(wish.name, wish.weight) or 1
    kinds: dict[tuple[str, str], Quantity] = {}
    for row in sorted(rows, key=lambda row: -row.cost):
        units = row.cost // weight
        one, several = wish.kinds(units) if wish.kinds is not None else wish.counted
        before = kinds.get((one, several), Quantity(wish.name, 0, one, several, 0, wish.measured == POUNDS))
        number = units if wish.measured in (UNITS, POUNDS) else 1
        kinds[one, several] = replace(before, number=before.number + number, cost=before.cost + row.cost)
    yield from kinds.values()


def of_tier(tier: str, counts: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Return those that belong to a tier."""
    names = {file.WISH.name for file in WISHES if file.WISH.tier == tier}
    return tuple(one for one in counts if one.wish in names)


def side_by_side(calendars: Sequence[Sequence[Quantity]]) -> Iterator[tuple[Quantity, list[int]]]:
    """Yield whatever any of several calendars does not grant, the most important first, and how many each has."""
    by_key = [{one.key: one for one in counts} for counts in calendars]
    for key, one in _in_order(by_key):
        yield one, [counts[key].number if key in counts else 0 for counts in by_key]


def _in_order(calendars: Sequence[Mapping[tuple[str, str], Quantity]]) -> Iterator[tuple[tuple[str, str], Quantity]]:
    """Yield the things that any of the calendars has, in the order of their wishes, the heaviest of a wish first."""
    order = [file.WISH.name for file in WISHES]
    either: dict[tuple[str, str], Quantity] = {}
    for counts in calendars:
        either.update({key: one for key, one in counts.items() if key not in either})
    yield from sorted(
        either.items(),
        key=lambda item: (
            order.index(item[0][0]) if item[0][0] in order else len(order),
            -item[1].cost / item[1].number,
        ),
    )


def differences(now: Sequence[Quantity], before: Sequence[Quantity]) -> tuple[str, ...]:
    """Say what one calendar grants less, and more, than another, the most important first; nothing if alike."""
    own, other = ({one.key: one for one in counts} for counts in (now, before))
    told = []
    for key, one in _in_order([own, other]):
        nothing = replace(one, number=0, cost=0)
        told.append(own.get(key, nothing).than(other.get(key, nothing)))
    return tuple(words for words in told if words)


def tier_words(tier: Tier, counts: Sequence[Quantity]) -> str:
    """Say what a tier does not grant, and whether there could be less.

    `2 apologies from members, and it cannot be less`; where that is not proven, and something is known of what cannot
    be avoided, as a share of all of it by weight.
    """
    if not tier.value:
        return "every wish granted"
    words = tier_counts(tier, counts)
    return f"{words}, and it cannot be less" if tier.proven else f"{words}; {could_be_better(tier)}"


def tier_counts(tier: Tier, counts: Sequence[Quantity]) -> str:
    """Say what a tier does not grant: `2 apologies from members and 1 from a chair`."""
    own = [one.words for one in of_tier(tier.name, counts)]
    return listed(own) if own else "every wish granted" if not tier.value else "something is not granted"


def could_be_better(tier: Tier) -> str:
    """Say of a tier that is not proven how much of what it does not grant cannot be avoided, if that is known."""
    share = 100 * tier.bound // tier.value if tier.value else 0
    return f"a better calendar may exist{f', but at least {share}% of this cannot be avoided' if share > 0 else ''}"
