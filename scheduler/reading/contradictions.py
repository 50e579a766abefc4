"""Every contradiction between cells, rows and tables: a fault at the cell that shows it."""

from scheduler.reading.contradictions_bodies import check_bodies, check_meeting_days
from scheduler.reading.contradictions_calendar import check_calendar
from scheduler.reading.contradictions_circles import check_circles
from scheduler.reading.contradictions_days import check_days
from scheduler.reading.contradictions_keys import check_keys
from scheduler.reading.contradictions_memberships import check_memberships
from scheduler.reading.contradictions_quorum import check_quorums
from scheduler.reading.contradictions_reporting import check_reporting
from scheduler.reading.contradictions_sessions import check_sessions
from scheduler.reading.contradictions_themes import check_themes, check_wishes
from scheduler.reading.parse_rows import Findings, Rows
from scheduler.reading.parse_settings import FoundSettings
from scheduler.reading.spellings import warn_of_strange_words


def find_contradictions(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note every contradiction, and warn of what had better be looked at."""
    check_keys(rows, findings)
    check_days(rows, findings)
    check_calendar(rows, found, findings)
    check_bodies(rows, found, findings)
    check_meeting_days(rows, findings)
    check_sessions(rows, findings)
    check_memberships(rows, findings)
    check_quorums(rows, found, findings)
    check_reporting(rows, findings)
    check_circles(rows, findings)
    check_themes(rows, findings)
    check_wishes(rows, findings)
    warn_of_strange_words(rows, findings)
