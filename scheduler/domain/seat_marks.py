"""What stands in a grid of members and bodies: the marks of each role, and the words that councils use for roles.

`Seats` of an input and the members x committees grids that an import reads share them.
"""

SEATS = "Seats"
"""What the sheet of the grid is called in an input."""
SEATS_OTHERWISE = ("Seats grid", "Membership grid", "Committee membership", "Committee memberships")

SUBSTITUTE = "substitute"
"""One of a body's pool of deputies: no seat, and so no role of the contract."""

MARKS: dict[str, tuple[str, ...]] = {
    "chair": ("C",),
    "vice_chair": ("V", "VC"),
    "member": ("M", "X"),
    "co_opted": ("CO",),
    SUBSTITUTE: ("S",),
    "adviser": ("A",),
    "observer": ("O",),
    "clerk": ("K",),
}
"""The letters of each role in a grid."""

UNSPECIFIC = frozenset(("x", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}", "\N{SQUARE ROOT}", "\N{BALLOT BOX WITH CHECK}"))
"""Marks that say that there is a seat, and not which: a member's, unless another place says more."""

_WORDS: dict[str, tuple[str, ...]] = {
    "chair": (
        "ch", "chr", "chair", "chairman", "chairwoman", "chairperson", "convener", "convenor",
        "chair of the committee",
        "vorsitz", "vorsitzende", "vorsitzender", "vorsitzende r",
    ),
    "vice_chair": (
        "vch", "v ch", "v chair", "v chairman", "dch", "vice ch",
        "vice chair", "vice chairman", "vice chairwoman", "vice chairperson", "deputy chair", "deputy chairman",
        "deputy chairwoman", "deputy chairperson", "vice convener", "vice convenor", "depute convener", "vicechair",
        "vicechairman", "stellvertretende vorsitzende", "stellvertretender vorsitzender", "stellv vorsitzende",
        "stellv vorsitzender",
    ),
    "member": (
        "member", "members", "committee member", "ordinary member", "full member", "voting member", "councillor",
        "core member", "elected member", "mitglied", "ordentliches mitglied", "ratsmitglied",
    ),
    "co_opted": (
        "co opted", "co opted member", "coopted", "coopted member", "co optee", "cooptee", "co opted non voting member",
        "non voting co opted member", "voting co opted member", "independent member", "independent person",
        "lay member",
    ),
    SUBSTITUTE: (
        "substitute", "substitutes", "sub", "named substitute", "substitute member", "reserve", "reserve member",
        "stellvertretendes mitglied", "stellvertreter", "stellvertreterin",
    ),
    "adviser": (
        "adviser", "advisor", "technical adviser", "legal adviser", "lead officer", "in attendance",
        "beratendes mitglied",
    ),
    "observer": ("observer", "non voting observer", "standing invitee"),
    "clerk": (
        "clerk", "secretary", "committee clerk", "committee secretary", "committee officer",
        "democratic services officer", "schriftführer", "schriftführerin",
    ),
}  # fmt: skip
"""The words for each role, as `_plain` has them."""
_BY_WORD = {word: role for role, words in _WORDS.items() for word in words}
_BY_MARK = {mark.casefold(): role for role, marks in MARKS.items() for mark in marks} | dict.fromkeys(
    UNSPECIFIC, "member"
)


def role_in_words(text: str) -> str | None:
    """Return the role, or SUBSTITUTE, that a council's words mean (`Vice-Chairman`); None where they mean none."""
    return _BY_WORD.get(_plain(text))


def role_of_mark(text: str) -> str | None:
    """Return the role, or SUBSTITUTE, that a cell of a grid means by a mark or in words; None where it means none."""
    return _BY_MARK.get(text.strip().strip(".()[]*").casefold()) or role_in_words(text)


def _plain(text: str) -> str:
    """Return words in small letters with one space between, punctuation taken for spaces."""
    return " ".join("".join(one if one.isalpha() else " " for one in text.casefold()).split())
