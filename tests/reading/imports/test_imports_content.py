"""A file is known by what is in it; one that is not read is refused in words that say what it seems to be."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from made_files import html_table, word, workbook

from scheduler.reading.imports.content import READ_FORMS, Content, decoded, kind_of, opened
from scheduler.reading.tables.headers import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def zipped(**parts: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.xls", f"<html>{html_table([['x']])}</html>", "html"),
        ("a.xls", html_table([["x"]]), "html"),
        ("a.htm", "\ufeff<!-- saved --><?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><HTML></HTML>", "html"),
        ("a.html", "<!---->", "html"),
        ("a.html", "<html></html>".encode("utf-16"), "html"),
        ("a.html", "<meta charset=iso-8859-1><p>x", "html"),
        ("a.xml", "<?xml version='1.0'?><committees/>", "xml"),
        ("a", "<a:getmeetings xmlns:a='b'/>", "xml"),
        ("a.csv", "Body,Date\nThe <table> and <html> of contents,1\n", "csv"),
        ("a.txt", "Council: Thursday 21 May 2026\n", "csv"),
        ("calendar", "Body;Date\nCouncil;1\n", "csv"),
        ("calendar.dat", "Body\tDate\nCouncil\t1\n", "csv"),
        ("a.csv", "Body,Date\nCouncil,1\n".encode("utf-16"), "csv"),
        ("a.csv", "[Draft] Calendar\nBody,Date\n", "csv"),
        ("a.json", '{"a": 1}', "json"),
        ("a.json", ' [ {"a": 1}]', "json"),
        ("a.ics", "\r\nbegin:vcalendar\r\n", "calendar"),
        ("a.ics", "BEGIN:VCALENDAR\n".encode("utf-16"), "calendar"),
        ("a.zip", workbook(Year=[["x"]]).data, "workbook"),
        ("a.doc", word("x").data, "word"),
    ],
)
def test_a_kind_is_told_by_what_is_in_a_file(name: str, data: str | bytes, kind: str) -> None:
    assert kind_of(name, data.encode() if isinstance(data, str) else data) == kind


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "a.csv is an empty file"),
        ("a.csv", b" \n\t", "a.csv is an empty file"),
        ("a.pdf", b"%PDF-1.7", "a.pdf seems to be a PDF"),
        ("a.csv", b"\x89PNG\r\n", "a.csv seems to be a picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a.jpg seems to be a picture"),
        ("a.rtf", b"{\\rtf1", "a.rtf seems to be a document of the old Rich Text kind"),
        ("a.gz", b"\x1f\x8b\x08", "a.gz seems to be packed (gzip)"),
        ("a.7z", b"7z\xbc\xaf", "a.7z seems to be an archive (7-Zip)"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "a.doc seems to be a Word document of the old kind (.doc)"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "a.xls seems to be a workbook of the old kind (.xls)"),
        ("a.msg", OLE + "__properties_version1.0".encode("utf-16-le"), "a.msg seems to be a message of Outlook"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx seems to be protected by a password"),
        ("a.dat", OLE, "a.dat seems to be an Office file of the old kind"),
        (
            "a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"),
            "a.odt seems to be an OpenDocument text (.odt)",
        ),
        ("a.odp", zipped(mimetype="application/vnd.oasis"), "a.odp seems to be an OpenDocument file"),
        ("a.pptx", zipped(ppt__x="x"), "a.pptx seems to be a presentation"),
        ("a.xlsb", zipped(xl__workbook_dot_bin="x"), "a.xlsb seems to be a binary workbook (.xlsb)"),
        ("a.pages", zipped(Index__Document_dot_iwa="x"), "a.pages seems to be a document of Pages or Numbers"),
        ("a.zip", zipped(year_dot_csv="x"), "a.zip seems to be an archive (zip), and no workbook or Word document"),
        ("a.docx", word("x").data[:900], "a.docx is only half there, or damaged"),
        ("a.zip", zipped(**{f"part{number}": "" for number in range(1_001)}), "a.zip has more than 1,000 parts"),
        ("a.docx", zipped(word__document_dot_xml=" " * 100_000_001), "a.docx unpacks to more than 100 MB"),
        ("a.eml", b"From: clerk\r\nTo: all\r\nSubject: Dates\r\n", "a.eml seems to be an e-mail"),
        ("a.xml", b"<?xml version='1.0'?><Workbook/>", "a.xml seems to be a workbook or document saved as XML of 2003"),
        ("a.dat", b"\0\1\2", "a.dat is of no kind that is read"),
        ("a.exe", b"MZ\x90\0", "a.exe is of no kind that is read"),
        ("a.md", b"Dear all,\nthe dates follow.\n", "a.md seems to be a text that is no table"),
        ("a.html", b"<p>" * 500_001, "a.html has more tags than can be read"),
        ("a.html", b"<html>" + b"<!--" * 200, "a.html is damaged: a tag in it never ends"),
        ("a.html", b"<html>" + b"<a " * 200, "a.html is damaged: a tag in it never ends"),
        ("a.xml", b"<a " + b"b" * 100_001 + b">", "a.xml is damaged: a tag in it never ends"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_words_that_say_what_they_seem_to_be(name: str, data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        kind_of(name, data)
    assert caught.value.message == message


def test_a_picture_within_a_page_is_no_endless_tag() -> None:
    assert kind_of("a.html", b'<html><img src="data:image/png;base64,' + b"A" * 300_000 + b'"></html>') == "html"


def test_the_words_of_a_refusal_say_which_forms_are_read() -> None:
    with pytest.raises(Unreadable) as caught:
        kind_of("a.pdf", b"%PDF-1.7")
    assert caught.value.remedy.endswith(READ_FORMS)


def test_letters_are_read_as_a_file_says_of_itself() -> None:
    page = "<meta charset='iso-8859-15'><p>\u20ac5 caf\xe9".encode("iso-8859-15")
    assert Content("a.html", page, "html").text().endswith("\u20ac5 caf\xe9")
    assert decoded("a.html", b"<meta charset=nonsense><p>caf\xe9").endswith("caf\xe9")
    with pytest.raises(Unreadable, match="is no text, or is damaged"):
        decoded("a.csv", b"\x81\x8d")


def test_a_file_is_opened_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "year.csv").write_text("Body,Date\n")
    assert opened(tmp_path / "year.csv") == Content("year.csv", b"Body,Date\n", "csv")
