"""The law of one meeting: notice and papers, who must be there and how, who presides, how many are a quorum."""

from datetime import date

from scheduler.domain.quorums import COUNCIL_QUORUM, DEFAULT_QUORUM, PARISH_QUORUM
from scheduler.languages import phrase
from scheduler.law.row import (
    AUTHORITIES,
    CHECK,
    COUNCIL_KINDS,
    ENGLAND,
    FORMAL_KINDS,
    NORTHERN_IRELAND,
    PARISH_COUNCIL,
    SCOTLAND,
    WALES,
    Row,
)

CHECKED = date(2026, 11, 28)
NOT_PARISH = tuple(kind for kind in AUTHORITIES if kind != "parish")
PRINCIPAL, PARISH, COMBINED = ("principal",), ("parish",), ("combined",)
WITHIN_PARISH = tuple(kind for kind in COUNCIL_KINDS if kind not in ("combined_authority", "full_council"))
CLEAR_WORKING_DAYS, CLEAR_DAYS, CLEAR_DAYS_BY_243, DAYS_AT_LEAST = (
    "clear working days", "clear days", "clear days as s.243 counts", "days at least",
)  # fmt: skip
IN_PERSON, REMOTELY = "in person", "remotely too"
REMOTE_FROM, REMOTE_TO = date(2020, 4, 4), date(2021, 5, 6)
"""While the pandemic's regulations let English members meet remotely."""

NOTICE = (
    Row(
        matter="notice", nations=(ENGLAND,), authorities=NOT_PARISH,
        kinds=tuple(kind for kind in COUNCIL_KINDS if kind != "combined_authority"),
        number=3, unit=CLEAR_WORKING_DAYS, words="neither the day of publication nor the day of the meeting counts",
        instrument="Local Government Act 1972 ss.100A(6), 100B(3), before SI 2002/715",
        end_date=date(2002, 9, 30), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="notice", nations=(ENGLAND,), authorities=NOT_PARISH,
        kinds=tuple(kind for kind in COUNCIL_KINDS if kind != "combined_authority"),
        number=5, unit=CLEAR_WORKING_DAYS,
        words="neither the day of publication nor the day of the meeting counts",
        instrument="Local Government Act 1972 ss.100A(6), 100B(3), Sch 12 para 4, as amended by SI 2002/715; "
        "for executives SI 2012/2089 regs 6, 7",
        start_date=date(2002, 10, 1), checked_on=CHECKED,
    ),
    Row(
        matter="notice", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=("combined_authority",),
        number=5, unit=CLEAR_WORKING_DAYS, instrument="Local Government Act 1972 ss.100A(6), 100J; SI 2017/68",
        checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="notice", nations=(WALES,), authorities=NOT_PARISH, kinds=COUNCIL_KINDS,
        number=3, unit=CLEAR_WORKING_DAYS, words="published electronically, saying how to attend remotely",
        instrument="Local Government and Elections (Wales) Act 2021 Sch 4; Local Government Act 1972 s.100A",
        checked_on=CHECKED,
    ),
    Row(
        matter="notice", nations=(SCOTLAND,), authorities=NOT_PARISH, kinds=COUNCIL_KINDS,
        number=3, unit=CLEAR_WORKING_DAYS,
        instrument="Local Government (Scotland) Act 1973 s.50A, Sch 7 para 2", checked_on=CHECKED,
    ),
    Row(
        matter="notice", nations=(NORTHERN_IRELAND,), authorities=NOT_PARISH, kinds=COUNCIL_KINDS,
        number=5, unit=CLEAR_WORKING_DAYS, words="of public access",
        instrument="Local Government Act (Northern Ireland) 2014 ss.42, 43", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="notice", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=(PARISH_COUNCIL,),
        number=3, unit=CLEAR_DAYS_BY_243,
        words="Saturdays count; Sundays, bank holidays, days of public thanksgiving or mourning, the Christmas break "
        "and the Easter break do not",
        instrument="Local Government Act 1972 Sch 12 para 10(2), s.243(4)", checked_on=CHECKED,
    ),
    Row(
        matter="notice", nations=(ENGLAND,), authorities=PARISH, kinds=("full_council", *WITHIN_PARISH),
        number=3, unit=CLEAR_DAYS_BY_243, words="as of the parish council",
        instrument="Local Government Act 1972 Sch 12 para 10(2), s.243(4); "
        "Public Bodies (Admission to Meetings) Act 1960 s.1(4)",
        checked_on=CHECKED,
    ),
    Row(
        matter="notice", nations=(WALES,), authorities=AUTHORITIES, kinds=(PARISH_COUNCIL,),
        number=3, unit=CLEAR_DAYS_BY_243, words="community councils",
        instrument="Local Government Act 1972 Sch 12 para 26(2), s.243(4)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="notice", nations=(WALES,), authorities=PARISH, kinds=("full_council", *WITHIN_PARISH),
        number=3, unit=CLEAR_DAYS_BY_243, words="as of the community council",
        instrument="Local Government Act 1972 Sch 12 para 26(2), s.243(4)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="summons", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("full_council",),
        number=5, unit=CLEAR_WORKING_DAYS, words="to every member, saying where, when and on what business",
        instrument="Local Government Act 1972 Sch 12 para 4(2)(b), as amended by SI 2002/715",
        start_date=date(2002, 10, 1), checked_on=CHECKED,
    ),
    Row(
        matter="summons", nations=(WALES,), authorities=PRINCIPAL, kinds=("full_council",),
        number=3, unit=CLEAR_WORKING_DAYS, words="to every member, saying how to attend and on what business",
        instrument="Local Government Act 1972 Sch 12 para 4, as amended by the Local Government and Elections (Wales) "
        "Act 2021 Sch 4",
        checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="summons", nations=(SCOTLAND,), authorities=PRINCIPAL, kinds=("full_council",),
        number=3, unit=CLEAR_WORKING_DAYS, words="to every member; some councils give seven days, every day counted",
        instrument="Local Government (Scotland) Act 1973 Sch 7 para 2", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="summons", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=(PARISH_COUNCIL,),
        number=3, unit=CLEAR_DAYS_BY_243, words="to every member, saying on what business",
        instrument="Local Government Act 1972 Sch 12 para 10(2)(b), s.243(4)", checked_on=CHECKED,
    ),
    Row(
        matter="summons", nations=(WALES,), authorities=AUTHORITIES, kinds=(PARISH_COUNCIL,),
        number=3, unit=CLEAR_DAYS_BY_243, words="to every member of the community council",
        instrument="Local Government Act 1972 Sch 12 para 26(2)(b), s.243(4)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="summons", nations=(NORTHERN_IRELAND,), authorities=PRINCIPAL, kinds=COUNCIL_KINDS,
        number=3, unit=DAYS_AT_LEAST, instrument="Local Government Act (Northern Ireland) 2014 Sch 5",
        checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="key_decision", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=28, unit=CLEAR_DAYS, words=phrase("on the forward plan before a key decision"),
        instrument="SI 2012/2089 reg 9", start_date=date(2012, 9, 10), checked_on=CHECKED,
    ),
    Row(
        matter="key_decision", nations=(ENGLAND,), authorities=COMBINED, kinds=("combined_authority", "executive"),
        number=28, unit=CLEAR_DAYS, words=phrase("on the forward plan before a key decision"),
        instrument="SI 2017/68 as amended in 2024", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="general_exception", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=5, unit=CLEAR_WORKING_DAYS,
        words="for a key decision that could not be announced 28 clear days before: the chair of the overview and "
        "scrutiny committee is told, and a notice with the reasons is public",
        instrument="SI 2012/2089 reg 10", start_date=date(2012, 9, 10), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="special_urgency", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        words="a key decision that cannot wait even so long is taken only if the chair of the overview and scrutiny "
        "committee agrees, else the chair or vice-chair of the authority; a notice with the reasons is public",
        instrument="SI 2012/2089 reg 11", start_date=date(2012, 9, 10), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="private_urgency", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        words="a meeting in private that could not be announced 28 clear days before is held only if the chair of the "
        "overview and scrutiny committee agrees, else the chair or vice-chair of the authority; a notice with the "
        "reasons is public",
        instrument="SI 2012/2089 reg 5(6), (7)", start_date=date(2012, 9, 10), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="private_meeting", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=28, unit=CLEAR_DAYS, words=phrase("before a meeting in private"),
        instrument="SI 2012/2089 reg 5(2)", start_date=date(2012, 9, 10), checked_on=CHECKED,
    ),
    Row(
        matter="private_meeting_again", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=5, unit=CLEAR_WORKING_DAYS, words="a second notice before a meeting in private",
        instrument="SI 2012/2089 reg 5(4)", start_date=date(2012, 9, 10), checked_on=CHECKED,
    ),
    Row(
        matter="private_meeting", nations=(NORTHERN_IRELAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=28, unit=CLEAR_DAYS, words=phrase("before a meeting in private"),
        instrument="SR 2015/44 reg 20", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="private_meeting_again", nations=(NORTHERN_IRELAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=5, unit=CLEAR_WORKING_DAYS, words="a second notice before a meeting in private",
        instrument="SR 2015/44 reg 20", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="call_in", nations=(ENGLAND,), authorities=COMBINED, kinds=("combined_authority", "executive"),
        number=10, unit="working days", words="to reconsider a decision called in; a direction lasts 14 days at most",
        instrument="SI 2017/68 as amended in 2024", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="call_in", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=("executive",),
        words="as long as the council's own constitution says",
        instrument="Local Government Act 2000 ss.9F(4), 21(3)", checked_on=CHECKED, certainty=CHECK,
    ),
)  # fmt: skip
"""How long before a meeting its papers, and what else is announced, must be out."""

THERE = (
    Row(
        matter="public_access", nations=(ENGLAND, WALES), authorities=NOT_PARISH,
        kinds=COUNCIL_KINDS,
        words="meetings are open to the public, but for business that is confidential or exempt",
        instrument="Local Government Act 1972 ss.100A, 100E, 100J; for executives SI 2012/2089 reg 3 and, in Wales, "
        "SI 2001/2290",
        checked_on=CHECKED,
    ),
    Row(
        matter="public_access", nations=(SCOTLAND,), authorities=NOT_PARISH, kinds=COUNCIL_KINDS,
        words="meetings are open to the public, but for business that is confidential or exempt",
        instrument="Local Government (Scotland) Act 1973 ss.50A, 50E", checked_on=CHECKED,
    ),
    Row(
        matter="public_access", nations=(NORTHERN_IRELAND,), authorities=NOT_PARISH, kinds=COUNCIL_KINDS,
        words="meetings are open to the public, but for business that is confidential or exempt",
        instrument="Local Government Act (Northern Ireland) 2014 s.42", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="public_access", nations=(ENGLAND, WALES), authorities=AUTHORITIES, kinds=(PARISH_COUNCIL,),
        words="meetings are open to the public, unless it resolves otherwise for a reason it states",
        instrument="Public Bodies (Admission to Meetings) Act 1960 s.1", checked_on=CHECKED,
    ),
    Row(
        matter="public_access", nations=(ENGLAND, WALES), authorities=PARISH, kinds=("full_council", *WITHIN_PARISH),
        words="meetings of the council and its committees are open to the public, unless it resolves otherwise",
        instrument="Public Bodies (Admission to Meetings) Act 1960 s.1; Local Government Act 1972 s.100",
        checked_on=CHECKED,
    ),
    Row(
        matter="quorum", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=("full_council",),
        number=COUNCIL_QUORUM, unit="of the seats",
        words="vacant seats included (at least 3 is custom); where over a third are disqualified, Sch 12 para 45",
        instrument="Local Government Act 1972 Sch 12 paras 6, 45", checked_on=CHECKED,
    ),
    Row(
        matter="quorum", nations=(ENGLAND, WALES), authorities=NOT_PARISH,
        kinds=tuple(kind for kind in COUNCIL_KINDS if kind not in ("full_council", "executive", "combined_authority")),
        words="as many as the council's standing orders say",
        instrument="Local Government Act 1972 ss.99, 106, Sch 12", checked_on=CHECKED,
    ),
    Row(
        matter="quorum", nations=(SCOTLAND,), authorities=PRINCIPAL, kinds=("full_council",),
        number=COUNCIL_QUORUM, unit="of the seats",
        instrument="Local Government (Scotland) Act 1973 Sch 7", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="quorum", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=(PARISH_COUNCIL,),
        number=PARISH_QUORUM, least=DEFAULT_QUORUM, unit="of the seats", words="vacant seats included",
        instrument="Local Government Act 1972 Sch 12 para 12", checked_on=CHECKED,
    ),
    Row(
        matter="quorum", nations=(WALES,), authorities=PARISH, kinds=(PARISH_COUNCIL,),
        number=PARISH_QUORUM, least=DEFAULT_QUORUM, unit="of the seats", words="community councils",
        instrument="Local Government Act 1972 Sch 12 para 28", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="presiding", nations=(ENGLAND, WALES), authorities=AUTHORITIES,
        kinds=("full_council", PARISH_COUNCIL),
        words="the chair, else the vice-chair, else a member chosen by those present (of a principal council none of "
        "its executive): a missing chair never makes a meeting unlawful",
        instrument="Local Government Act 1972 Sch 12 paras 5, 11, 27", checked_on=CHECKED,
    ),
    Row(
        matter="presiding", nations=(ENGLAND, WALES), authorities=AUTHORITIES, kinds=WITHIN_PARISH,
        words="as the council's standing orders say, as a rule a member chosen by those present",
        instrument="Local Government Act 1972 ss.99, 106, Sch 12", checked_on=CHECKED,
    ),
    Row(
        matter="remote_attendance", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=FORMAL_KINDS,
        unit=IN_PERSON,
        words="members must be there in person; whoever joins remotely does not count and has no vote",
        instrument="Local Government Act 1972 Sch 12", end_date=date(2020, 4, 3), checked_on=CHECKED,
    ),
    Row(
        matter="remote_attendance", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=FORMAL_KINDS,
        unit=REMOTELY, words="members may be there remotely",
        instrument="SI 2020/392, made under the Coronavirus Act 2020 s.78",
        start_date=REMOTE_FROM, end_date=REMOTE_TO, checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="remote_attendance", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=FORMAL_KINDS,
        unit=IN_PERSON,
        words="members must be there in person; whoever joins remotely does not count and has no vote",
        instrument="Local Government Act 1972 Sch 12; Hertfordshire County Council v Secretary of State [2021] EWHC "
        "1093 (Admin)",
        start_date=date(2021, 5, 7), checked_on=CHECKED,
    ),
    Row(
        matter="remote_attendance", nations=(WALES,), authorities=AUTHORITIES, kinds=FORMAL_KINDS,
        unit=REMOTELY, words="arrangements for members to be there remotely are a duty",
        instrument="Local Government and Elections (Wales) Act 2021 s.47",
        start_date=date(2021, 5, 1), checked_on=CHECKED,
    ),
    Row(
        matter="remote_attendance", nations=(SCOTLAND,), authorities=AUTHORITIES, kinds=FORMAL_KINDS,
        unit=REMOTELY, words="members may be there remotely", instrument="Local Government in Scotland Act 2003 s.43",
        start_date=date(2003, 4, 1), checked_on=CHECKED,
    ),
    Row(
        matter="remote_attendance", nations=(NORTHERN_IRELAND,), authorities=AUTHORITIES, kinds=FORMAL_KINDS,
        unit=REMOTELY, words="members may be there remotely", instrument="SR (NI) 2024/140",
        start_date=date(2024, 6, 25), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="absence", nations=(ENGLAND, WALES), authorities=AUTHORITIES, number=6, unit="months",
        words="a member who attends nothing for so long from the last attendance vacates office, unless the reason was "
        "approved before; any meeting of the authority or its committees, or as its representative, counts",
        instrument="Local Government Act 1972 s.85", checked_on=CHECKED,
    ),
    Row(
        matter="absence", nations=(SCOTLAND,), authorities=AUTHORITIES, number=6, unit="months",
        words="a member who attends nothing for so long ceases to be one, unless the reason is approved; any meeting "
        "of the authority or its committees, or as its representative, counts",
        instrument="Local Government (Scotland) Act 1973 s.35", checked_on=date(2026, 11, 30), certainty=CHECK,
    ),
    Row(
        matter="absence", nations=(NORTHERN_IRELAND,), authorities=AUTHORITIES, number=6, unit="months",
        words="a councillor who attends nothing for so long ceases to be one, unless the reason is approved; any "
        "meeting of the council or its committees, and of joint committees with its functions, counts",
        instrument="Local Government Act (Northern Ireland) 1972 s.9, as amended by the Act of 2014",
        checked_on=date(2026, 11, 30), certainty=CHECK,
    ),
)  # fmt: skip
"""Who must be there, how many, how, and who presides."""

MEETINGS = NOTICE + THERE
