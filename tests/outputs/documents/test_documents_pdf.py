"""A document as PDF by LibreOffice, where it is: tagged, the same each time, and never in the way of anything."""

import shutil
from pathlib import Path

import pytest

from scheduler.outputs.documents.pdf import PROGRAMS, pdf_of
from scheduler.outputs.documents.word import Document

STAND_IN = """#!/bin/sh
out=""
while [ "$#" -gt 0 ]; do if [ "$1" = "--outdir" ]; then out="$2"; fi; shift; done
{act}
"""
WRITTEN = (
    "printf '%%PDF /CreationDate(D:{moment}Z) /ID [ <{token}>\n<{token}> ] /DocChecksum /{token}\n'"
    ' > "$out/document.pdf"'
)


def a_program(folder: Path, act: str) -> None:
    program = folder / "soffice"
    program.write_text(STAND_IN.format(act=act), encoding="utf-8")
    program.chmod(0o755)


def test_without_libreoffice_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf_of(b"any") is None


@pytest.mark.parametrize("act", ["exit 1", "exit 0"])
def test_where_libreoffice_cannot_there_is_none(act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(tmp_path, act)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert pdf_of(b"any") is None


def test_no_clock_is_left_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    made = []
    for moment, token in (("20260501120000", "0A" * 16), ("20270501120000", "B1" * 16)):
        a_program(tmp_path, WRITTEN.format(moment=moment, token=token))
        made.append(pdf_of(b"any"))
    assert made[0] == made[1]
    assert b"/CreationDate(D:20000101000000Z)" in (made[0] or b"")
    assert pdf_of(b"another") != made[0]


@pytest.mark.slow
def test_libreoffice_where_it_is_makes_a_tagged_pdf_the_same_each_time() -> None:
    document = Document("Calendar of meetings")
    document.heading("Purpose")
    document.table(["Body", "Day"], [["Cabinet", "Tuesday"]])
    made = pdf_of(document.to_bytes())
    assert (made is not None) == any(map(shutil.which, PROGRAMS))
    if made is None:
        return
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    assert b"/Lang(en-GB)" in made
    assert pdf_of(document.to_bytes()) == made
