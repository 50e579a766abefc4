"""Law warnings in an officer's words: each with its instrument and its answer, and the edition of the law."""

from collections.abc import Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date
from scheduler.law.rows import EDITION
from scheduler.law.warning import LawWarning, begun, formal_bodies
from scheduler.law.warnings import unanswered


def matter_title(matter: str) -> str:
    """Name a matter as an officer would read it: `Remote attendance`."""
    return begun(matter.replace("_", " ")).replace("Pre election", "Pre-election")


def answer_words(warning: LawWarning) -> str:
    """Say how a warning has been answered, and by whom; nothing where it has no answer."""
    if warning.waived is None:
        return ""
    by = f" by {warning.waived.by}" if warning.waived.by else ""
    return f"Answered{by}: {warning.waived.reason.rstrip('.')}."


def warning_words(warning: LawWarning) -> str:
    """Return a warning with its matter and its instrument, and its answer where it has one."""
    words = f"{matter_title(warning.matter)}: {warning.message.rstrip('.')} ({warning.instrument})."
    return " ".join(part for part in (words, answer_words(warning)) if part)


def heading_of(problem: Problem, found: Sequence[LawWarning]) -> str:
    """Count law warnings and those answered, with the edition of the law; nothing where no body has a legal kind."""
    edition = f"edition of the law: {long_date(EDITION)}"
    if not found:
        return f"No law warnings ({edition})." if any(formal_bodies(problem)) else ""
    still = len(unanswered(found))
    some = f", {len(found) - still} of them answered" if still < len(found) else ""
    answered = some if still else ", answered" if len(found) == 1 else ", all answered"
    how = "; a row of the sheet Law waivers answers one, with a reason and a name" if still else ""
    return f"{counted(len(found), 'law warning')}{answered} ({edition}){how}:"


def warning_lines(problem: Problem, found: Sequence[LawWarning]) -> list[str]:
    """Return what `heading_of` says, then a line for each warning."""
    heading = heading_of(problem, found)
    return [heading, *(f"  {warning_words(one)}" for one in found)] if heading else []
