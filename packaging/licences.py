"""Writes every dependency with its licence into LICENCES.md; ends with 1 where one is unknown, or may not be used.

python packaging/licences.py [--check]

Run it where that is installed which is pinned (`pip install --require-hashes -r packaging/constraints.txt`); what is
for another system, or in another version here, is fetched from PyPI for its metadata. Needs `license-expression`.
What meeting-day runs with must be under a licence of ALLOWED; what only its tests run, which is handed on to nobody,
may also be under one of FOR_TESTS.
"""

import argparse
import sys
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from license_expression import ExpressionError, get_spdx_licensing
from lock import CONSTRAINTS, REQUIREMENTS
from pinned import Pin, described, pins_in

LICENCES = Path(__file__).with_name("LICENCES.md")
ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC",
    "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense",
    "Zlib", "ZPL-2.1",
})  # fmt: skip
"""Which ask to be named, and, those of the LGPL and MPL, that changes of their own files are shown and that whoever has
the program can put another version of the library in its place: it is a folder of its own beside meeting-day's."""
FOR_TESTS = frozenset({"GPL-3.0-only", "GPL-3.0-or-later", "LGPL-2.0-only", "LGPL-2.1-only", "LGPL-2.1-or-later"})
READ_ELSEWHERE = {
    "axe-playwright-python": ("MIT", "its file LICENSE"),
    "pebble": ("LGPL-3.0-only", "its file LICENSE"),
    "pyxdg": ("LGPL-2.0-only", "its file COPYING"),
    "uk-election-timetables": ("MIT", "the setup.py of its release 1.4.3; the files of 5.0.2 name no licence"),
}
"""Of dependencies whose metadata does not say it clearly: the licence, and where somebody has read it."""
SAID_OTHERWISE = {
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd-3-clause license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "gnu general public license v3 (gplv3)": "GPL-3.0-only",
    "gnu gpl v3": "GPL-3.0-only",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
    "zope public license": "ZPL-2.1",
}
"""How metadata older than SPDX expressions names a licence, in small letters."""
ABOUT = (
    "Written by `python packaging/licences.py` from the metadata of the versions in `constraints.txt`. "
    "meeting-day itself is under the [MIT licence](../LICENSE)."
)
PARTS = (("With which meeting-day runs", False), ("Of the extras `cluster` and `test` alone", True))
"""The title of each part of the page, and whether it has what is for tests."""
_SPDX = get_spdx_licensing()


@dataclass(frozen=True)
class Licence:
    """A dependency and its licence."""

    pin: Pin
    expression: str
    """In the letters of SPDX; blank where it is not known."""
    for_tests: bool
    read_in: str = ""
    """Where it was read, if not in the metadata."""

    @property
    def trouble(self) -> str:
        """What is wrong with it; blank where nothing is."""
        if not self.expression:
            return f"{self.pin.name} {self.pin.version} does not say under which licence it is."
        if not is_allowed(self.expression, ALLOWED | FOR_TESTS if self.for_tests else ALLOWED):
            return f"{self.pin.name} {self.pin.version} is under {self.expression}, which is not among those allowed."
        return ""


def expression_of(metadata: Message) -> str:
    """Return the licence of a distribution as an SPDX expression; blank where none can be made out."""
    said = [metadata.get("License-Expression") or ""]
    said += [one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier", []) if one.startswith("License :: ")]
    said.append((metadata.get("License") or "").strip().splitlines()[0] if metadata.get("License") else "")
    for words in filter(None, said):
        text = SAID_OTHERWISE.get(words.strip().lower(), words.strip())
        try:
            return str(_SPDX.parse(text, validate=True, strict=True))
        except (ExpressionError, AttributeError):
            continue
    return ""


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Whether somebody may use what is under a licence while keeping to those that are allowed."""
    parsed = _SPDX.parse(expression, validate=True)
    symbols = _SPDX.license_symbols(parsed, decompose=False)
    answers = {one: _SPDX.TRUE if str(one) in allowed else _SPDX.FALSE for one in symbols}
    return bool(parsed.subs(answers, simplify=True) == _SPDX.TRUE)


def all_licences() -> list[Licence]:
    """Return every dependency with its licence."""
    run = {(one.name, one.version) for one in pins_in(REQUIREMENTS)}
    return [licence_of(pin, for_tests=(pin.name, pin.version) not in run) for pin in pins_in(CONSTRAINTS)]


def licence_of(pin: Pin, *, for_tests: bool) -> Licence:
    """Return the licence of a dependency."""
    said = expression_of(described(pin))
    if said or pin.name not in READ_ELSEWHERE:
        return Licence(pin, said, for_tests)
    expression, where = READ_ELSEWHERE[pin.name]
    return Licence(pin, expression, for_tests, where)


def page(found: list[Licence]) -> str:
    """Return them as a page."""
    lines = ["# Licences of the dependencies", "", ABOUT]
    for title, for_tests in PARTS:
        lines += ["", f"## {title}", "", "| dependency | version | licence |", "|---|---|---|"]
        lines += [
            f"| {one.pin.name} | {one.pin.version} | {one.expression or 'unknown'}"
            f"{f', by {one.read_in}' if one.read_in else ''} |"
            for one in found
            if one.for_tests is for_tests
        ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or hold the one that is there against what it would be; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="Write nothing; end with 1 where the page is another.")
    check = parser.parse_args().check
    found = all_licences()
    troubles = [one.trouble for one in found if one.trouble]
    if not check:
        LICENCES.write_text(page(found), encoding="utf-8")
    elif not LICENCES.is_file() or LICENCES.read_text(encoding="utf-8") != page(found):
        troubles.append("LICENCES.md is of other dependencies. Run python packaging/licences.py.")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
