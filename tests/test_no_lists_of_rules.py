"""No list of rules or wishes is kept outside their folders: whoever needs one asks what they say of themselves.

Two things are looked for in every other module. First, a tuple, list, set or dict in which two names or more of rules
(or of wishes) are written out, one of which at least is nothing else: `theme` and `speaker` are columns of a plan too,
`apologies` and `held` are tiers. Second, the use of a single rule's, or wish's, module: it may be imported to ask
a question of its own (`quorum.needed`, `meeting_day.slots`) or its name (`room_clash.RULE.name`); the faces that every
rule has (enforce, breaches, blocks, price) are reached by way of `RULES`, `WISHES`, or what chooses among them by their
facets, and the module itself is never handed on.
"""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from scheduler.domain import bodies, calendar, meeting_days, people, plan, problem, rooms, themes
from scheduler.domain.tables import TABLES
from scheduler.rules import RULES
from scheduler.wishes import WISHES
from scheduler.wishes.tiers import TIERS

ROOT = Path(__file__).parents[1] / "scheduler"
KINDS = ("rules", "wishes")
FILES = sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in KINDS)
RULE_NAMES = {rule.RULE.name for rule in RULES}
WISH_NAMES = {wish.WISH.name for wish in WISHES}
MODULES = {"scheduler.rules": RULE_NAMES, "scheduler.wishes": WISH_NAMES}
FACES = {"enforce", "breaches", "blocks", "remaining", "price", "cost", "score"}
MOST_NAMES = 1
NOUNS = (bodies, calendar, meeting_days, people, plan, problem, rooms, themes)
FIELDS = {field.name for noun in NOUNS for kind in vars(noun).values() if is_dataclass(kind) for field in fields(kind)}
OTHER_THINGS = {*TIERS, *TABLES, *FIELDS}
"""What the names of tiers, of the input's tables, and of the fields of the domain are."""


def known_as(tree: ast.Module) -> dict[str, str]:
    """Return the rule, or wish, of each `RULE` or `WISH` that a file imports, by what it is called there."""
    return {
        alias.asname or alias.name: node.module.rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None
        for alias in node.names
        if alias.name in ("RULE", "WISH")
    }


def named(part: ast.expr | None, known: dict[str, str]) -> Iterator[str]:
    """Yield the name that a part of a literal is: written out, or asked of one rule: `gap.RULE.name`, `GAP.name`."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
    elif isinstance(part, ast.Attribute) and part.attr == "name":
        asked = part.value
        if isinstance(asked, ast.Name) and asked.id in known:
            yield known[asked.id]
        elif isinstance(asked, ast.Attribute) and asked.attr in ("RULE", "WISH") and isinstance(asked.value, ast.Name):
            yield asked.value.id


def names_together(tree: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the names of rules, or of wishes, of each literal that holds several."""
    known = known_as(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts: list[ast.expr | None] = [*node.elts]
        elif isinstance(node, ast.Dict):
            parts = [*node.keys]
        else:
            continue
        words = [word for part in parts for word in named(part, known)]
        for names in (RULE_NAMES, WISH_NAMES):
            found = [word for word in words if word in names]
            if len(found) > MOST_NAMES and not OTHER_THINGS.issuperset(found):
                yield node.lineno, found


def modules_imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the name by which each module of one rule, or wish, is known in a file, and what is imported from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for package, names in MODULES.items():
                for alias in node.names:
                    if node.module == package and alias.name in names:
                        yield alias.asname or alias.name, ""
                    if node.module in {f"{package}.{name}" for name in names}:
                        yield alias.asname or alias.name, alias.name


def faces_used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and words of each use of a face of one rule, or wish."""
    known = set()
    for name, imported in modules_imported(tree):
        known |= set() if imported else {name}
        if imported in FACES:
            yield 0, f"{imported} of {name}"
    if not known:
        return
    questions = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            questions.add(id(node.value))
            if node.attr in FACES:
                yield node.lineno, f"{node.value.id}.{node.attr}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in known and id(node) not in questions:
            yield node.lineno, f"{node.id} by itself"


@pytest.mark.slow
def test_no_list_of_rules_or_wishes_is_kept() -> None:
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    found = {file: [*names_together(tree), *faces_used(tree)] for file, tree in trees.items()}
    assert {file: what for file, what in found.items() if what} == {}


def test_the_search_finds_what_it_looks_for() -> None:
    listed = ast.parse(
        'A = ("quorum", "unavailable")\nB = {"gap": 1, "cadence": 2}\nC = ["theme", "speaker"]\nD = ["gap", "agenda"]\n'
        "E = {gap.RULE.name, weekday.RULE.name}\n"
        "from scheduler.rules.lifetime import RULE as LIFE\nF = [LIFE.name, 'gap']\n"
    )
    assert [*names_together(listed)] == [
        (1, ["quorum", "unavailable"]),
        (2, ["gap", "cadence"]),
        (5, ["gap", "weekday"]),
        (7, ["lifetime", "gap"]),
    ]
    used = ast.parse(
        "from scheduler.rules import quorum, gap, RULES\nfrom scheduler.rules.theme import enforce\n"
        "quorum.needed(a, b, c)\nquorum.breaches(a, b)\nX = (gap,)\n"
    )
    assert [*faces_used(used)] == [(0, "enforce of enforce"), (4, "quorum.breaches"), (5, "gap by itself")]
