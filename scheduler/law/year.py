"""The law of a council's year: elections, the annual meeting, council tax, accounts, public holidays."""

from datetime import date

from scheduler.domain.municipal_year import (
    ANNUAL_MONTHS,
    BUDGET_UNTIL,
    PARISH_WITHIN,
    PREFERRED_DAY,
    PRINCIPAL_WITHIN,
    RETIRE_AFTER,
)
from scheduler.domain.municipal_year import PRINCIPAL as PRINCIPAL_COUNCIL
from scheduler.law.row import (
    AUTHORITIES,
    CHECK,
    ENGLAND,
    NATIONS,
    NORTHERN_IRELAND,
    PARISH_COUNCIL,
    SCOTLAND,
    WALES,
    Row,
)

CHECKED, REORGANISED = date(2026, 11, 28), date(2026, 11, 30)
PRINCIPAL, PARISH = ("principal",), ("parish",)
COUNCILS = ("principal", "parish")
WHOLE_COUNCIL = ("full_council",)
WHOLE_PARISH = ("full_council", PARISH_COUNCIL)
MONTHS, PARISH_MONTHS = (
    tuple(month for month, _ in ANNUAL_MONTHS[kind]) for kind in (PRINCIPAL_COUNCIL, PARISH_COUNCIL)
)

YEAR = (
    Row(
        matter="polling_day", nations=(ENGLAND, WALES), authorities=COUNCILS, number=1, unit="Thursday in May",
        words="the ordinary day of election, on which nothing meets",
        instrument="Representation of the People Act 1983 s.37", checked_on=CHECKED,
    ),
    Row(
        matter="polling_day", nations=(SCOTLAND, NORTHERN_IRELAND), authorities=COUNCILS,
        number=1, unit="Thursday in May", words="the ordinary day of election, on which nothing meets",
        instrument="Representation of the People Act 1983 s.43; Electoral Law Act (Northern Ireland) 1962 s.11",
        checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="retirement", nations=(ENGLAND, WALES), authorities=COUNCILS, number=RETIRE_AFTER,
        unit="days after polling", words="councillors retire, and the new ones come into office",
        instrument="Local Government Act 1972 ss.7, 16, 26", checked_on=CHECKED,
    ),
    Row(
        matter="annual_meeting", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=WHOLE_COUNCIL,
        least=1, number=PRINCIPAL_WITHIN, unit="days after retirement", words="in an election year",
        instrument="Local Government Act 1972 Sch 12 para 1(2)", checked_on=CHECKED,
    ),
    Row(
        matter="annual_meeting_day", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=WHOLE_COUNCIL,
        number=PREFERRED_DAY, unit="days after retirement",
        words="in an election year, unless the council fixes another day",
        instrument="Local Government Act 1972 Sch 12 para 1(2)", checked_on=CHECKED,
    ),
    Row(
        matter="annual_meeting_months", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=WHOLE_COUNCIL,
        least=MONTHS[0], number=MONTHS[1], unit="as months of the year",
        words="March to May, in a year without an election",
        instrument="Local Government Act 1972 Sch 12 para 1(2)", checked_on=CHECKED,
    ),
    Row(
        matter="annual_meeting", nations=(ENGLAND,), authorities=PARISH, kinds=WHOLE_PARISH,
        least=0, number=PARISH_WITHIN, unit="days after taking office", words="in an election year; that day included",
        instrument="Local Government Act 1972 Sch 12 para 7(2)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="annual_meeting_months", nations=(ENGLAND,), authorities=PARISH, kinds=WHOLE_PARISH,
        least=PARISH_MONTHS[0], number=PARISH_MONTHS[1], unit="as month of the year",
        words="May, in a year without an election",
        instrument="Local Government Act 1972 Sch 12 para 7(2)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="annual_meeting_hour", nations=(ENGLAND,), authorities=PARISH, kinds=WHOLE_PARISH,
        number=18, unit="hours, not before", words="unless the council has resolved otherwise",
        instrument="Local Government Act 1972 Sch 12 para 7(3)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="first_business", nations=(ENGLAND, WALES), authorities=COUNCILS,
        kinds=WHOLE_PARISH, words="the annual meeting first elects its chair",
        instrument="Local Government Act 1972 ss.4, 15, 23, 34", checked_on=CHECKED,
    ),
    Row(
        matter="appointment", nations=(ENGLAND, WALES), authorities=COUNCILS,
        words="committees, whose members it appoints, sit between retirement and the annual meeting only in need",
        instrument="practice, from Local Government Act 1972 ss.7, 102", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="council_tax", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=WHOLE_COUNCIL,
        number=BUDGET_UNTIL[1] + 1, unit="March, set before it", instrument="Local Government Finance Act 1992 s.30(6)",
        checked_on=CHECKED,
    ),
    Row(
        matter="pre_election", nations=(ENGLAND,), authorities=COUNCILS, number=25, unit="working days before polling",
        words="from the notice of election on, nothing that could sway it",
        instrument="SI 2006/3304 r.5 Sch 2", checked_on=CHECKED,
    ),
    Row(
        matter="accounts", nations=(ENGLAND,), authorities=PRINCIPAL, day=date(2027, 1, 31),
        words="audited accounts of 2025/26 are published by 31 January 2027", instrument="SI 2024/907",
        start_date=date(2026, 4, 1), end_date=date(2027, 1, 31), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="accounts", nations=(ENGLAND,), authorities=PRINCIPAL, day=date(2027, 11, 30),
        words="audited accounts of 2026/27 are published by 30 November 2027", instrument="SI 2024/907",
        start_date=date(2027, 4, 1), end_date=date(2027, 11, 30), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="shadow_meeting", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=WHOLE_COUNCIL,
        number=14, unit="days at most",
        words="from its election, or its establishment, to the first meeting of a shadow authority; each area's own "
        "order says it", instrument="structural changes orders, such as SI 2018/640 art 7(4) and SI 2018/648 art 26(4)",
        checked_on=REORGANISED, certainty=CHECK,
    ),
    Row(
        matter="first_budget", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=WHOLE_COUNCIL,
        words="the council tax of a new council's first year is set by its shadow authority, and by no council that "
        "ends before",
        instrument="Local Government (Structural Changes) (Finance) Regulations 2008 (SI 2008/3022) reg 3",
        checked_on=REORGANISED, certainty=CHECK,
    ),
    Row(
        matter="bank_holidays", nations=tuple(NATIONS), authorities=AUTHORITIES,
        words="by the Act and by proclamation: 8 May 2020, 2 and 3 June 2022, 19 September 2022, 8 May 2023, in "
        "Scotland 15 June 2026. In Scotland they bind banks, not councils: many meet, and take local holidays",
        instrument="Banking and Financial Dealings Act 1971 s.1, Sch 1", checked_on=CHECKED,
    ),
)  # fmt: skip
