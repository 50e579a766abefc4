"""A year of four months with all that a meeting may have: reports, a composite quorum, a meeting day, absences."""

from pathlib import Path

from small_input import write_input

from scheduler.commands.plans import Asked, Solved, plan

TODAY = "2015-11-09"


def write_moving_year(year: Path) -> None:
    """Write the year's workbook, its title and its plan."""
    write_input(
        year / "workbook",
        settings="setting,value\ntitle,Moving calendar\nauthority,Anytown\nstart_date,2015-11-02\nend_date,2016-02-26\n"
        "report_due_days,2\n",
        bodies="body,name,classification,meetings_min,notice_clear_days,open_to_public,weekdays,start_times,min_gap_days,"
        "meeting_day,session,quorum\n"
        "HWB,Health Board,board,3,5,yes,Mon;Tue;Wed;Thu,10:00;14:00,21,,,2\n"
        "GB,Growth Board,board,3,,,Tue;Thu,10:00,21,,,2\n"
        "WG,Working Group,group,2,,,,10:00,14,,,\n"
        "CUL,Culture Board,board,,,,,,,TPDAY,AM,\n"
        "SPO,Sports Board,board,,,,,,,TPDAY,AM,\n",
        people="person,name,category,organisation\n"
        "ANN,Councillor Ann,councillor,\nBOB,Councillor Bob,councillor,\nCYN,Councillor Cyn,councillor,\n"
        "DPH,Director of Public Health,officer,Health Trust\nSUB,Deputy Director,officer,Health Trust\n"
        "EVE,Chief Executive of the Trust,partner,Health Trust\n",
        memberships="person,body,role,voting,substitute\n"
        "ANN,HWB,chair,yes,\nBOB,HWB,,yes,\nCYN,HWB,,yes,\nDPH,HWB,adviser,no,SUB\nEVE,HWB,,yes,SUB\n"
        "BOB,GB,chair,yes,\nCYN,GB,,yes,\nEVE,GB,,yes,\nANN,WG,chair,yes,\nBOB,WG,,yes,\n"
        "ANN,CUL,chair,yes,\nBOB,CUL,,yes,\nCYN,SPO,chair,yes,\nEVE,SPO,,yes,\n",
        rooms="room,name,venue,capacity,cost_per_hour\nCR1,Committee Room 1,Town Hall,20,0\n"
        "CR2,Committee Room 2,Town Hall,20,40\nHALL,Great Hall,Town Hall,80,90\n",
        quorum_rules="body,minimum,category,organisation,person\nHWB,1,councillor,,\nHWB,1,,Health Trust,\n",
        reporting="from_body,to_body,kind,min_working_days\nWG,HWB,report,5\n",
        meeting_days="meeting_day,name,meetings_min\nTPDAY,Partnership day,1\n",
        sessions="meeting_day,session,kind,start,end\nTPDAY,AM,boards,09:30,11:30\nTPDAY,LUNCH,lunch,12:00,13:00\n",
        fixed_meetings="body,meeting_day,number,date,title,extra,cancelled,waive,reason\n"
        "GB,,1,2015-11-05,,,,,\nHWB,,,2016-02-26,Open Day,yes,,weekday,Asked for by the public\n"
        "GB,,2,2015-12-10,,,yes,,\n,TPDAY,1,2015-12-03,,,,,\n",
        closed_dates="start_date,end_date,reason,strength,non_working\n2015-12-24,2016-01-01,Christmas,closed,yes\n"
        "2016-02-15,2016-02-19,Half-term,avoid,\n",
        unavailability="kind,who,start,end,strength,reason\nperson,EVE,2016-01-18,2016-01-22,hard,annual leave\n"
        "person,DPH,2016-01-18,2016-01-22,hard,annual leave\nperson,CYN,2015-12-07,2015-12-11,hard,a hearing\n",
    )
    title = f'{{"title": "Moving year", "today": "{TODAY}"}}'
    (year / "year.json").write_text(title, encoding="utf-8")
    outcome = plan(Asked(year / "workbook", year / "plan", 20))
    assert isinstance(outcome, Solved), outcome
