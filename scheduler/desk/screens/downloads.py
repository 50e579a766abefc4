"""Files that are handed to whoever is at work, to be kept and not shown."""

from flask import Response

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ARCHIVE = "application/zip"
DIARY = "text/calendar; charset=utf-8"


def handed(content: bytes | str, kind: str, name: str) -> Response:
    """Return a file as an answer: its content, its content type and its name."""
    answer = Response(content, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
