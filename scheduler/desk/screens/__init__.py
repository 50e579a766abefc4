"""The screens: a blueprint for each."""

from scheduler.desk.screens.attendance import SCREEN as ATTENDANCE
from scheduler.desk.screens.bin import SCREEN as BIN
from scheduler.desk.screens.clashes import SCREEN as CLASHES
from scheduler.desk.screens.comments import SCREEN as COMMENTS
from scheduler.desk.screens.compare import SCREEN as COMPARE
from scheduler.desk.screens.consult import SCREEN as CONSULT
from scheduler.desk.screens.consultee import SCREEN as CONSULTEE
from scheduler.desk.screens.day_papers import SCREEN as DAY_PAPERS
from scheduler.desk.screens.days import SCREEN as DAYS
from scheduler.desk.screens.edits import SCREEN as EDITS
from scheduler.desk.screens.faults import SCREEN as FAULTS
from scheduler.desk.screens.forward_plan import SCREEN as FORWARD_PLAN
from scheduler.desk.screens.help import SCREEN as HELP
from scheduler.desk.screens.history import SCREEN as HISTORY
from scheduler.desk.screens.jobs import SCREEN as JOBS
from scheduler.desk.screens.log_in import SCREEN as LOG_IN
from scheduler.desk.screens.lunch_tables import SCREEN as LUNCH_TABLES
from scheduler.desk.screens.meetings import SCREEN as MEETINGS
from scheduler.desk.screens.membership import SCREEN as MEMBERSHIP
from scheduler.desk.screens.move import SCREEN as MOVE
from scheduler.desk.screens.notices import SCREEN as NOTICES
from scheduler.desk.screens.options import SCREEN as OPTIONS
from scheduler.desk.screens.overview import SCREEN as OVERVIEW
from scheduler.desk.screens.papers import SCREEN as PAPERS
from scheduler.desk.screens.plan_it import SCREEN as PLAN_IT
from scheduler.desk.screens.programme import SCREEN as PROGRAMME
from scheduler.desk.screens.publish import SCREEN as PUBLISH
from scheduler.desk.screens.report import SCREEN as REPORT
from scheduler.desk.screens.start import SCREEN as START
from scheduler.desk.screens.structure import SCREEN as STRUCTURE
from scheduler.desk.screens.users import SCREEN as USERS
from scheduler.desk.screens.viability import SCREEN as VIABILITY
from scheduler.desk.screens.workbook import SCREEN as WORKBOOK
from scheduler.desk.screens.year import SCREEN as YEAR
from scheduler.desk.screens.year_day import SCREEN as DAY

SCREENS = (
    ATTENDANCE,
    BIN,
    CLASHES,
    COMMENTS,
    COMPARE,
    CONSULT,
    CONSULTEE,
    DAY,
    DAY_PAPERS,
    DAYS,
    EDITS,
    FAULTS,
    FORWARD_PLAN,
    HELP,
    HISTORY,
    JOBS,
    LOG_IN,
    LUNCH_TABLES,
    MEETINGS,
    MEMBERSHIP,
    MOVE,
    NOTICES,
    OPTIONS,
    OVERVIEW,
    PAPERS,
    PLAN_IT,
    PROGRAMME,
    PUBLISH,
    REPORT,
    START,
    STRUCTURE,
    USERS,
    VIABILITY,
    WORKBOOK,
    YEAR,
)
