"""A Word document as PDF, by LibreOffice where it is installed: tagged, so that it can be read by ear too."""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
LONGEST = 120
"""Seconds that one document may take."""
_MOMENT = re.compile(rb"/CreationDate\(D:([0-9]{14})")
_TOKEN = re.compile(rb"(?:/ID \[ <|\n<|/DocChecksum /)([0-9A-F]{32})\b")
_OPTIONS = {name: {"type": "boolean", "value": "true"} for name in ("UseTaggedPDF", "ExportBookmarks")}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}"


def pdf_of(document: bytes) -> bytes | None:
    """Return a Word document as PDF.

    Every call has a profile of its own, so that it is not in the way of a LibreOffice which somebody has open.

    Parameters
    ----------
    document : bytes
        A .docx.

    Returns
    -------
    bytes or None
        The same for the same document; None where there is no LibreOffice, or where it cannot do it in time.

    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "document.docx"), Path(folder, "document.pdf")
        source.write_bytes(document)
        command = (
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--convert-to", _FILTER, "--outdir", folder, str(source)),
        )
        try:
            subprocess.run(  # noqa: S603 - a program of this machine's, with a file of our own
                command,
                capture_output=True,
                timeout=LONGEST,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return _without_clock(made.read_bytes(), document) if made.exists() else None


def _without_clock(pdf: bytes, document: bytes) -> bytes:
    """Put a fixed moment, and marks made of the document, where LibreOffice writes the clock's, as long as those."""
    fixed = {
        _MOMENT: b"20000101000000",
        _TOKEN: hashlib.md5(document, usedforsecurity=False).hexdigest().upper().encode(),
    }
    for pattern, value in fixed.items():
        pdf = pattern.sub(lambda match, value=value: match[0].replace(match[1], value), pdf)  # type: ignore[misc]
    return pdf
