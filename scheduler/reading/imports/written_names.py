"""Names of people, bodies and roles as lists of members write them; and what of a list is private and never read."""

import re

from scheduler.domain.names import name_key
from scheduler.domain.seat_marks import role_in_words

_VACANT = re.compile(
    r"\W*(?:\d+\s*(?:x\s*)?)?(?:vacan(?:t|cy|cies)\b|unfilled\b|no appointment\b|not appointed\b|unbesetzt\b"
    r"|to be (?:confirmed|appointed|announced|advised|nominated|notified)\b|t\.?b\.?[acdn]\b\.?\W*$)",
    re.IGNORECASE,
)
_HONOURS = re.compile(r"(?:[A-Z]{2,6}[a-z]{0,2}|[A-Z][a-z][A-Z]{1,2}|Esq|Hons)\.?(?:\s|$)")
"""Letters after a name: OBE, JP, BSc."""
_TITLES = "cllrs?|councillors?|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|baroness|rev|revd|cyng|cynghorydd"
_TITLED = re.compile(rf"(?:(?:{_TITLES}|alderman|the|rt|right|hon|honourable)\b\.?\s*)*", re.IGNORECASE)
_IS_TITLED = re.compile(rf"\s*(?:{_TITLES})\b", re.IGNORECASE)
_PLURAL = re.compile(r"^(cllr|councillor)s\b", re.IGNORECASE)
_PART_OF_NAME = re.compile(r"[^\W\d_][\w.'\u2019\u2010-\u2015-]*")
_OF_POSTS = frozenset((
    "of", "and", "for", "the", "in", "to", "chief", "director", "officer", "head", "manager", "lead", "executive",
    "chair", "service", "services", "health", "clerk", "representative", "education", "headteacher", "headmaster",
    "principal", "school", "academy", "hospital", "council", "chamber", "police", "governor", "church", "diocese",
    "union", "university", "college", "trust",
))  # fmt: skip
"""Words of posts, which have no surnames to be turned round."""
_MOST_WORDS = 3
"""Words on either side of the comma of `Surname, First`."""
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,80}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_NUMBERED = re.compile(
    r"[\s,;:(]*(?:tel|telephone|phone|mobile|mob|fax|home|work)?\b[\s.:]*\+?\(?\d[\d\s()/-]{4,}.*", re.IGNORECASE
)
"""A telephone number, and all that follows it."""

_ADDRESS = re.compile(r"^(?:(?:flat|unit|apartment)\s+)?\d|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
"""The number of a house, or a postcode."""
_PRIVATE = re.compile(
    r"address|phone|mobile|telno|telnum|^tel|^mob$|fax|birth|^dob$|^age$|photo|picture|image|portrait|gender|^sex$"
    r"|ethnic|postcode|nextofkin|emergency|bank|insurance|^home|anschrift|telefon|geburt|^contactdetails?$|^contacts?$"
)
_EMAILED = re.compile(r"^(?:\w*)e?mail(?:address(?:es)?|id)?s?$")

_BODY_WORDS = (
    r"\b(?:sub-?committees?|committees?|councils?|cabinet|boards?|panels?|commissions?|forums?|groups?|executive"
    r"|partnerships?|assembly|authority|trust|tribunal|working party|task force|consultative|scrutiny|ausschuss|rat"
    r"|beirat)\b"
)
BODY_WORDS = re.compile(_BODY_WORDS, re.IGNORECASE)
"""Words by which the name of a body is told from a person's."""
_ROLE_BEHIND = (
    re.compile(r"(?P<body>.+?)\s*[(\[](?P<role>[^()\[\]]{1,60})[)\]]"),
    re.compile(r"(?P<body>.+)\s[-\u2010-\u2015:]\s*(?P<role>.{1,60})"),
)
_BEHIND_NAME = re.compile(
    r"(?P<name>.*[^\s,(\[])\s*(?:[(\[](?P<bracket>[^()\[\]]{1,60})[)\]]|(?:,|\s[-\u2010-\u2015:])\s*(?P<dash>[^,:]{1,40}))"
)
_ROLE_LETTERS = {"c": "chair", "ch": "chair", "vc": "vice chair", "v/c": "vice chair", "vch": "vice chair"}
"""Letters in brackets behind a name, which elsewhere may be a party's."""
_PARTIES = frozenset(map(name_key, (
    "Lab", "Labour", "Con", "Cons", "Conservative", "Conservatives", "LD", "Lib Dem", "Lib Dems", "Liberal Democrat",
    "Liberal Democrats", "Green", "Greens", "Grn", "Ind", "Independent", "Independents", "Reform", "Ref", "Reform UK",
    "UKIP", "Plaid", "Plaid Cymru", "PC", "SNP", "DUP", "UUP", "SDLP", "SF", "Sinn Fein", "Alliance", "TUV",
    "Labour and Co-operative", "Lab Co-op", "Labour & Co-operative", "Residents", "Non-aligned", "Ungrouped",
)))  # fmt: skip
_ROLE_BEFORE = re.compile(
    r"^(?P<role>[A-Za-z -]{1,40}?)(?:\s+(?:of|on|to)\s+(?:the\s+)?|\s*[,:]\s*(?:the\s+)?)(?P<body>.+)$", re.IGNORECASE
)
_ENDS_AS_BODY = re.compile(rf"{_BODY_WORDS}(?:\s*\([^()]*\)|\s+(?:of|for|on|to)\s.*)?$", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:the\s+)?(?:list of\s+)?(?:members?(?:hip)?|composition|appointments?)(?:\s+(?:of|to|on|list))?"
    r"\s*[:\u2010-\u2015-]?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"[\s,:(\u2010-\u2015-]*(?:(?:municipal\s+)?year\s+)?\b20\d\d\s*[/\u2010-\u2015-]\s*(?:20)?\d\d\b\)?\s*$",
    re.IGNORECASE,
)
_MEMBERS_BEHIND = re.compile(
    r"[\s:\u2010-\u2015-]*\(?\b(?:members?(?:hip)?|membership list|substitutes?)\b(?:\s+list)?\)?\s*$", re.IGNORECASE
)
LONGEST_NAME = 200
LONGEST_CELL = 10_000
"""Letters of a cell that are looked at."""


def is_vacant(name: str) -> bool:
    """Whether what stands where a name does is a seat that nobody has: `Vacancy`, `To be confirmed`."""
    return bool(_VACANT.match(name))


def is_private(heading: str) -> bool:
    """Whether a column is a private matter (addresses, telephones, dates of birth, pictures): it is never read."""
    key = name_key(heading)
    return bool(_PRIVATE.search(key)) and not is_email(heading)


def is_email(heading: str) -> bool:
    """Whether a column is of e-mail addresses, and not those that stand with a home address."""
    key = name_key(heading)
    return bool(_EMAILED.match(key)) and not key.startswith(("home", "personal", "private"))


def email_in(text: str) -> str:
    """Return the first e-mail address of a text, blank where it has none."""
    found = _EMAIL.search(text)
    return found[0].strip(".'") if found else ""


def name_in(text: str, *, surname_first: bool = False) -> tuple[str, bool]:
    """Return the name in a cell as it is said, and whether anything else of the cell is left out.

    Only the first line is a name; an e-mail address, a telephone number, and what follows it, are none. `Surname,
    First` is turned round, unless it is letters after a name or the name of a post.
    """
    lines = [line.strip() for line in text[:LONGEST_CELL].splitlines() if line.strip()]
    first = lines[0][: 2 * LONGEST_NAME] if lines else ""
    plain = _NUMBERED.sub("", _EMAIL.sub("", first)).strip(" ,;:-\u2013*\u2020")
    plain = _without_address(plain)
    name = " ".join(plain.split())[:LONGEST_NAME]
    left = len(lines) > 1 or plain != first.strip(" ,;:-\u2013*\u2020")
    return (_turned(name, surname_first=surname_first) if name else ""), left


def _without_address(name: str) -> str:
    """Return a name without what stands behind a comma and is neither a name, a role nor letters: where they live."""
    parts = name.split(",")
    titled = is_titled(name)
    for number, part in enumerate(map(str.strip, parts[1:]), start=1):
        strange = titled and part and not (_HONOURS.match(part) or _is_name(without_brackets(part)[0]))
        if _ADDRESS.search(part):
            return parts[0] if " " in _TITLED.sub("", parts[0], count=1).strip() else ",".join(parts[:number])
        if strange and not role_in_words(part):
            return ",".join(parts[:number])
    return name


def _turned(name: str, *, surname_first: bool) -> str:
    """Return `Smith, Cllr Jo` as `Cllr Jo Smith`."""
    surname, comma, rest = (part.strip() for part in name.partition(","))
    if not comma or not surname or not rest or "," in rest:
        return name
    rest, bracket, behind = rest.partition(" (")
    titles = _TITLED.match(surname)
    before = titles[0] if titles else ""
    own = surname[len(before) :].strip()
    if not own or not (surname_first or (_is_name(own) and _is_name(rest) and not _HONOURS.match(rest + " "))):
        return name
    return " ".join(f"{before} {rest} {own}{bracket}{behind}".split())


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _MOST_WORDS and all(
        _PART_OF_NAME.fullmatch(word) and name_key(word) not in _OF_POSTS for word in words
    )


def names_between(text: str) -> list[str]:
    """Return the names in a cell: lines, semicolons, bullets and bars stand between them, and commas and `and` too.

    A comma or `and` does only where a name stands on either side, and no post, body or party: `Cllrs Jo Smith and Al
    Jones` are two, the `Head of Legal and Democratic Services` is one.
    """
    found: list[str] = []
    for line in re.split(r"[\n;|\u2022\u00b7]+", text[:LONGEST_CELL]):
        parts = [part.strip() for one in line.split(",") for part in re.split(r"\s+(?:and|&)\s+", one)]
        each = [part for part in parts if part]
        apart = len(each) > 1 and all(map(_stands_alone, each))
        found += each if apart else [line.strip()] if line.strip() else []
    return list(dict.fromkeys(_PLURAL.sub(r"\1", name) for name in found))


def _stands_alone(part: str) -> bool:
    """Whether a part of a list is a name by itself."""
    plain = without_brackets(part)[0]
    whole = " " in plain and _is_name(plain) and not is_body_name(plain) and not is_party(plain)
    return is_titled(plain) or is_vacant(plain) or whole


def without_brackets(name: str) -> tuple[str, str, str]:
    """Return a name, the role and the political group that stand behind it: `Cllr Jo Smith (Lab) (Chair)`.

    Other brackets behind a name stay a part of it.
    """
    role = group = ""
    while (found := _BEHIND_NAME.fullmatch(name)) is not None:
        words = (found["bracket"] or found["dash"]).strip()
        if role_in_words(words) or name_key(words) in _ROLE_LETTERS:
            role = role or _ROLE_LETTERS.get(name_key(words), words)
        elif is_party(words) and (found["bracket"] or is_titled(name)):
            group = group or words
        else:
            break
        name = found["name"].strip(" ,")
    return name, role, group


def is_party(words: str) -> bool:
    """Whether words name a political group, in full or in short."""
    key = name_key(words)
    return key in _PARTIES or any(key.endswith(end) and len(key) > len(end) for end in ("group", "party"))


def is_titled(name: str) -> bool:
    """Whether a name begins with a title that people have."""
    return bool(_IS_TITLED.match(name))


def is_body_name(text: str) -> bool:
    """Whether a name seems to be a body's."""
    return bool(BODY_WORDS.search(text)) and not is_titled(text)


def bodies_in(text: str, known: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return the bodies that a cell names, each with the words of a role, which may be blank.

    Lines, semicolons, bullets and bars stand between bodies; a comma only where each part is a body's name by itself,
    or is known (by `name_key`).
    """
    text = text[:LONGEST_CELL]
    parts = [part.strip(" \t,.-\u2013*") for part in re.split(r"[\n;|\u2022\u00b7]+", text)]
    found: list[tuple[str, str]] = []
    for part in parts:
        by_comma = [one.strip() for one in part.split(",")]
        each = [_with_role(one) for one in by_comma if one]
        apart = len(each) > 1 and all(name_key(body) in known or is_body_name(body) for body, _ in each)
        found += each if apart else [_with_role(part)] if part else []
    return list(dict.fromkeys((body[:LONGEST_NAME], role) for body, role in found if body))


def _with_role(text: str) -> tuple[str, str]:
    """Return `Planning Committee (Vice-Chair)`, or `Chair of Planning Committee`, as body and role."""
    text = text[: 2 * LONGEST_NAME].strip()
    for pattern in _ROLE_BEHIND:
        behind = pattern.fullmatch(text)
        if behind is not None and role_in_words(behind["role"]):
            return behind["body"].strip(), behind["role"].strip()
    before = _ROLE_BEFORE.match(text)
    if before is not None and role_in_words(before["role"]):
        return before["body"].strip(), before["role"].strip()
    return text, ""


def body_in_title(title: str) -> str:
    """Return the body that a title is about, `Membership of Planning Committee 2026/27`; blank for none."""
    plain = " ".join(title.split())
    if len(plain) > LONGEST_NAME:
        return ""
    name = _MEMBERS_BEHIND.sub("", _YEARS.sub("", _ABOUT.sub("", plain))).strip(" :-\u2013")
    return name if _ENDS_AS_BODY.search(name) and ":" not in name and len(name.split()) > 1 else ""
