"""The law of one body: how many sit on it, who must, who may not, and whether there must be one."""

from datetime import date

from scheduler.law.row import AUTHORITIES, CHECK, ENGLAND, NATIONS, WALES, Row

CHECKED = date(2026, 11, 28)
PRINCIPAL = ("principal",)
BOARD = ("health_and_wellbeing_board",)
COUNCIL_POSTS = (
    "councillor",
    "director of adult social services",
    "director of children's services",
    "director of public health",
)
ORDINARY = ("committee", "scrutiny_committee", "planning_committee", "audit_committee")
"""The ordinary committees, over which political balance is counted: no executive, no board, and no licensing
committee, which the Licensing Act makes."""

BODIES = (
    Row(
        matter="legal_kind", nations=tuple(NATIONS), authorities=AUTHORITIES,
        words="what the law asks depends on what a body is in law",
        instrument="Local Government Act 1972, and its like in each nation", checked_on=CHECKED,
    ),
    Row(
        matter="planning_size", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("planning_committee",),
        number=13, unit="members at most",
        instrument="Town and Country Planning (Discharge of Local Planning Authority Functions) (England) Regulations "
        "2026",
        start_date=date(2026, 10, 31), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="licensing_size", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=("licensing_committee",),
        number=15, least=10, unit="members", instrument="Licensing Act 2003 s.6(1)",
        start_date=date(2005, 2, 7), checked_on=CHECKED,
    ),
    Row(
        matter="licensing_sub_committee", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=("sub_committee",),
        number=3, least=3, unit="members", words="sub-committees of the licensing committee",
        instrument="Licensing Act 2003 s.9(1)", start_date=date(2005, 2, 7), checked_on=CHECKED,
    ),
    Row(
        matter="executive_size", nations=(ENGLAND,), authorities=PRINCIPAL, kinds=("executive",),
        number=10, least=3, unit="members", words="the leader or mayor among them",
        instrument="Local Government Act 2000 s.9C(2), (3), (5)", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="audit_committee", nations=(ENGLAND,), authorities=PRINCIPAL, words="there must be one",
        instrument="SI 2026/812", start_date=date(2026, 7, 15), checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="statutory_posts", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=BOARD,
        posts=(*COUNCIL_POSTS, "clinical commissioning group"), words="must be members, at least one councillor",
        instrument="Health and Social Care Act 2012 s.194", start_date=date(2013, 4, 1), end_date=date(2022, 6, 30),
        checked_on=CHECKED,
    ),
    Row(
        matter="statutory_posts", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=BOARD,
        posts=(*COUNCIL_POSTS, "integrated care board"), words="must be members, at least one councillor",
        instrument="Health and Social Care Act 2012 s.194, as amended by the Health and Care Act 2022",
        start_date=date(2022, 7, 1), checked_on=CHECKED,
    ),
    Row(
        matter="healthwatch", nations=(ENGLAND,), authorities=AUTHORITIES, kinds=BOARD,
        posts=("local Healthwatch",), words="must be a member; a Health Bill of 2026 would remove it",
        instrument="Health and Social Care Act 2012 s.194(2)(e)", start_date=date(2013, 4, 1), checked_on=CHECKED,
        certainty=CHECK,
    ),
    Row(
        matter="substitutes", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=("executive",),
        number=0, unit="substitutes", words="none in an executive; on committees under the council's own scheme",
        instrument="Local Government Act 2000 ss.9C, 11", checked_on=CHECKED,
    ),
    Row(
        matter="scrutiny", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=("scrutiny_committee",),
        number=0, unit="members of the executive", words="none may sit on it",
        instrument="Local Government Act 2000 ss.9FA(4), 21(9)", checked_on=CHECKED,
    ),
    Row(
        matter="political_balance", nations=(ENGLAND, WALES), authorities=PRINCIPAL, kinds=ORDINARY,
        words="seats of ordinary committees are shared among the political groups as those of the council are, over "
        "all of them together and, as far as that allows, on each",
        instrument="Local Government and Housing Act 1989 ss.15, 16", checked_on=CHECKED,
    ),
    Row(
        matter="reorganisation", nations=(ENGLAND,), authorities=PRINCIPAL, day=date(2027, 4, 1),
        words="Surrey's councils end, and new ones take over",
        names=(
            "Surrey County Council", "Elmbridge", "Epsom and Ewell", "Guildford", "Mole Valley",
            "Reigate and Banstead", "Runnymede", "Spelthorne", "Surrey Heath", "Tandridge", "Waverley", "Woking",
        ),
        instrument="SI 2026/264", checked_on=CHECKED, certainty=CHECK,
    ),
    Row(
        matter="reorganisation", nations=(ENGLAND,), authorities=PRINCIPAL, day=date(2028, 4, 1),
        words="county and district councils of the other areas end, and new ones, elected in May 2027, take over",
        names=(
            "Cambridgeshire County Council", "Derbyshire County Council", "Devon County Council",
            "East Sussex County Council", "Essex County Council", "Gloucestershire County Council",
            "Hampshire County Council", "Hertfordshire County Council", "Kent County Council",
            "Lancashire County Council", "Leicestershire County Council", "Lincolnshire County Council",
            "Norfolk County Council", "Nottinghamshire County Council", "Oxfordshire County Council",
            "Staffordshire County Council", "Suffolk County Council", "Warwickshire County Council",
            "West Sussex County Council", "Worcestershire County Council", "District Council",
        ),
        instrument="structural changes orders of 2026 and later", checked_on=CHECKED, certainty=CHECK,
    ),
)  # fmt: skip
