"""Decisions in the input that a small plan of tests keeps: `decide(folder)` has its board be an executive of some."""

from pathlib import Path

from small_input import TABLES

DECISIONS = (
    "decision,title,body,date,number,key,private,reason,lead_officer,documents,noticed_on\n"
    "D1,Homes <b>,HWB,,1,yes,yes,Prices,DPH,Report,2015-10-20\n"
    "D2,Parks,HWB,,2,yes,,,,,\n"
    "D3,Libraries,HWB,2015-11-01,,,,,,,\n"
    "D4,Accounts,GB,,1,,,,,,\n"
)


def decide(folder: Path) -> None:
    """Write decisions beside a plan, and that the board which takes them is the executive."""
    header, board, *others = TABLES["bodies"].splitlines()
    rows = [f"{header},legal_kind", f"{board},executive", *(f"{one}," for one in others)]
    (folder / "input" / "bodies.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "input" / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
