"""A year with people in two places, for the screens about people: two boards of one session, and more."""

from pathlib import Path

from small_input import write_input

from scheduler.commands.plans import Asked, Solved, plan

TABLES = {
    "settings": "setting,value\ntitle,Busy year\nauthority,Anytown\nstart_date,2015-11-02\nend_date,2016-01-29\n",
    "bodies": "body,name,meeting_day,session,meetings_min,meetings_max,notice_clear_days,weekdays,start_times,quorum\n"
    "HWB,Health Board,DAY,AM,,,5,,,\n"
    "GB,Growth Board,DAY,AM,,,5,,,2\n"
    "A/B,Audit <b>Board</b>,,,3,3,5,Tue,10:00,\n"
    "PUB,Public Assembly,,,1,1,5,Tue,10:00;14:00,\n",
    "people": "person,name,organisation,category,email\n"
    "ANN,Councillor Ann,Council,councillor,ann@council.example\n"
    "BOB,Councillor Bob,Council,councillor,\n"
    "CAT,Councillor Cat,Council,councillor,\n"
    "DAN,Councillor Dan,Council,councillor,\n"
    "EVE,\"<script>alert('eve')</script>\",Council,councillor,\n"
    "FAY,Councillor Fay,Council,councillor,\n",
    "memberships": "person,body,role,substitute\n"
    "ANN,HWB,chair,\nBOB,HWB,,\nCAT,HWB,,\nEVE,HWB,,\n"
    "DAN,GB,chair,\nBOB,GB,,FAY\nEVE,GB,,\nFAY,A/B,chair,\n"
    "ANN,A/B,,\nDAN,A/B,,\nCAT,PUB,chair,\n",
    "meeting_days": "meeting_day,name,meetings_min,meetings_max,weekdays\nDAY,Partnership day,3,3,Thu\n",
    "sessions": "meeting_day,session,kind,start,end,arrangement\nDAY,AM,boards,09:00,11:00,simultaneous\n",
    "rooms": "room,name,venue,capacity\nCR1,Committee Room 1,Town Hall,20\nCR2,Committee Room 2,Town Hall,20\n",
}


def make_year(folder: Path) -> Path:
    """Write a planned year into a desk's folder, and return where."""
    write_input(folder / "workbook", **TABLES)
    (folder / "year.json").write_text('{"title": "Busy year", "today": "2015-10-01"}', encoding="utf-8")
    outcome = plan(Asked(folder / "workbook", folder / "plan", 20))
    assert isinstance(outcome, Solved)
    return folder
