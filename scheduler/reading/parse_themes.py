"""Rows without faults as lunch themes, speakers, projects and the weights of wishes."""

from scheduler.domain.themes import Project, Speaker, Theme
from scheduler.reading.parse_rows import Rows

USUAL_WEIGHT = 5


def themes_of(rows: Rows) -> dict[str, Theme]:
    """Return every theme by its code, in the order of the table."""
    return {
        row.get("theme"): Theme(
            code=row.get("theme"),
            title=row.get("title"),
            meeting_day=row.get("meeting_day"),
            sponsor=row.get("sponsor"),
            periods=row.get("periods", ()),
            date=row.get("date"),
            speaker=row.get("speaker"),
            status=row.get("status", "proposed"),
            weight=row.get("weight", USUAL_WEIGHT),
        )
        for row in rows["themes"]
    }


def speakers_of(rows: Rows) -> dict[str, Speaker]:
    """Return every speaker by their code, in the order of the table."""
    return {
        row.get("speaker"): Speaker(
            code=row.get("speaker"),
            name=row.get("name"),
            organisation=row.get("organisation"),
            available=frozenset(row.get("available", ())),
            status=row.get("status"),
        )
        for row in rows["speakers"]
    }


def projects_of(rows: Rows) -> dict[str, Project]:
    """Return every project by its code, in the order of the table."""
    return {
        row.get("project"): Project(
            code=row.get("project"),
            title=row.get("title"),
            lead_officer=row.get("lead_officer"),
            sponsor=row.get("sponsor"),
            reports_to=row.get("reports_to"),
            start_date=row.get("start_date"),
            end_date=row.get("end_date"),
            report_due=row.get("report_due", ()),
        )
        for row in rows["projects"]
    }


def wish_weights_of(rows: Rows) -> dict[str, int]:
    """Return the weights that the input overrides."""
    return {row.get("wish"): row.get("weight") for row in rows["wishes"]}
