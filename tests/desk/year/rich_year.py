"""A year over two calendar years, 29 February in it, names that pages have to escape, and every mark of a meeting."""

from pathlib import Path

from small_input import write_input

from scheduler.commands.plans import Asked, Solved, plan

PANEL = 'P/L & "<b>"'
"""The code of a body, as no address and no page may take it as it stands."""
NAME = "<script>alert('Panel')</script> & \"Sons\""
ANN = "Councillor <img src=x> Ann"


def write_rich_year(year: Path) -> None:
    """Write the year's workbook, its title and its plan."""
    write_input(
        year / "workbook",
        settings="setting,value\ntitle,Rich <i>calendar</i>\nauthority,Anytown\nstart_date,2015-12-01\n"
        "end_date,2016-03-31\npolling_day,2016-03-03\nreport_due_days,2\n",
        bodies="body,name,classification,meetings_min,notice_clear_days,open_to_public,weekdays,start_times,meeting_day,"
        "session,quorum\n"
        "HWB,Health Board,board,4,5,yes,Mon,10:00,,,2\n"
        f'"{PANEL.replace(chr(34), chr(34) * 2)}","{NAME.replace(chr(34), chr(34) * 2)}",panel,2,,,Mon;Tue,14:00,,,\n'
        "GB,Growth Board,board,,,,,,TPDAY,AM,\n"
        "NEVER,Dormant Group,group,,,,,,,,\n",
        people="person,name,category,organisation\n"
        f"ANN,{ANN},councillor,Anytown Council\nBOB,Councillor Bob,councillor,Anytown Council\n"
        "CYN,Councillor Cyn,councillor,\nDPH,Director of Public Health,officer,Health Trust\n"
        "SUB,Deputy Director,officer,Health Trust\n",
        memberships="person,body,role,attendance,substitute\nANN,HWB,chair,,\nBOB,HWB,,,SUB\nCYN,HWB,,,\nDPH,HWB,adviser,,SUB\n"
        f'BOB,"{PANEL.replace(chr(34), chr(34) * 2)}",chair,,\nANN,GB,chair,,\nBOB,GB,,,\n',
        rooms="room,name,venue,capacity,setup_minutes,clear_minutes,open_from,open_to,combines\n"
        "CR1,Committee Room 1,Town Hall,20,30,15,08:00,20:00,\nCR2,Committee Room 2,Town Hall,20,,,,,\n"
        "CR12,Rooms 1 and 2,Town Hall,40,,,,,CR1;CR2\n",
        meeting_days="meeting_day,name,meetings_min\nTPDAY,Partnership day,1\n",
        sessions="meeting_day,session,kind,start,end\nTPDAY,AM,boards,09:30,11:30\nTPDAY,LUNCH,lunch,12:00,13:00\n",
        fixed_meetings="body,number,date,title,extra,cancelled,waive,reason\n"
        "HWB,1,2015-12-07,,,,,\nHWB,2,2016-01-11,,,yes,,\nHWB,3,2016-02-29,Budget <b>,,,,\n"
        "HWB,,2016-01-27,Special Meeting,yes,,weekday,Asked for\n",
        closed_dates="start_date,end_date,reason,strength,applies_to,non_working\n"
        "2015-12-24,2016-01-03,Christmas <closure>,closed,,yes\n2016-02-15,2016-02-19,Half-term,avoid,,\n"
        "2016-03-21,2016-03-24,Training,closed,panel,\n2016-03-10,2016-03-10,Away day,avoid,HWB;TPDAY,\n",
        unavailability="kind,who,start,end,strength,reason\nperson,DPH,2016-02-29,2016-02-29,hard,annual leave\n"
        "person,BOB,2016-02-29 08:00,2016-02-29 12:00,hard,a <b>hearing</b>\n"
        "person,SUB,2016-03-01,2016-03-02,soft,rather not\n"
        "room,CR2,2015-12-07 09:00,2015-12-07 12:00,hard,Blood donors\n",
    )
    (year / "year.json").write_text('{"title": "Rich year", "today": "2015-11-02"}', encoding="utf-8")
    outcome = plan(Asked(year / "workbook", year / "plan", 20))
    assert isinstance(outcome, Solved), outcome
