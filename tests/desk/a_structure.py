"""Reporting lines and projects in the input that is kept beside a plan."""

from pathlib import Path

REPORTING = "from_body,to_body,kind\nGB,HWB,report\nGB,HWB,escalate\n"
PROJECTS = (
    "project,title,lead_officer,sponsor,reports_to,report_due,bodies,end_date\n"
    "P1,Parks,DPH,BOB,HWB,2015-11-27,GB,2015-11-27\nP2,Roads,,DPH,GB,2015-11-27,,\nP3,Paths,,,HWB,,GB,\n"
)


def tie(plan: Path) -> None:
    """Write them into the kept input of a plan's folder."""
    (plan / "input" / "reporting.csv").write_text(REPORTING, encoding="utf-8")
    (plan / "input" / "projects.csv").write_text(PROJECTS, encoding="utf-8")
