"""Each header of each answer, asked of the application without a network between."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

import pytest
from server.asking import Got, application, ask

from scheduler.languages import IN_BOTH, LANGUAGES_OF
from scheduler.server.application import Application
from scheduler.server.clock import present_moment
from scheduler.server.edition import Edition, edition, with_body

PUBLIC, PRIVATE, OLD = "feeds/public.ics", "m/abcdefgh.ics", "m/withdrawn.ics"
FEED = b"BEGIN:VCALENDAR\r\n" + b"X-LINE:of a feed\r\n" * 40 + b"END:VCALENDAR\r\n"
OWN_FEED = FEED.replace(b"feed", b"mine")
START = b"<!doctype html><style>p { color: red }</style><title>Year</title>" + b"<p>November</p>" * 40
SITE = {
    "index.html": START,
    "robots.txt": b"User-agent: *\n",
    PUBLIC: FEED,
    "feeds/bodies/A%2FB.ics": FEED,
    "feeds/bodies/Bwrdd Iechyd Môn.ics": FEED,
    PRIVATE: OWN_FEED,
    "m/abcdefgh.html": START,
}
MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DATE = "Tue, 24 Nov 2026 09:30:00 GMT"
TAG = f'"{sha256(FEED).hexdigest()}"'
ZIPPED_TAG = f'"{sha256(FEED).hexdigest()}-gzip"'
KEPT = {"Cache-Control": "public, max-age=900", "ETag": TAG, "Last-Modified": DATE, "Vary": "Accept-Encoding"}
WHOLE = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="public.ics"',
    "Content-Length": str(len(FEED)),
    "X-Content-Type-Options": "nosniff",
    **KEPT,
}
WORDS = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def in_words(status: str, sentence: str, **more: str) -> Got:
    body = f"{sentence}\n".encode()
    length = {"Content-Length": str(len(body))}
    return Got(status, {**WORDS, **{name.replace("_", "-"): value for name, value in more.items()}, **length}, body)


UNKNOWN = in_words("404 Not Found", "There is nothing at this address. Please check it, or ask for it again.")


@pytest.fixture
def site() -> Application:
    made = application()
    made.edition = edition(SITE, frozenset({OLD}), MOMENT)
    return made


def test_a_public_feed_is_sent_whole_with_every_header(site: Application) -> None:
    assert ask(site, f"/{PUBLIC}") == Got("200 OK", WHOLE, FEED)


def test_head_answers_as_get_without_the_body(site: Application) -> None:
    assert ask(site, f"/{PUBLIC}", "HEAD") == Got("200 OK", WHOLE, b"")
    assert ask(site, "/nothing", "HEAD") == UNKNOWN._replace(body=b"")
    assert ask(site, f"/{PUBLIC}", "HEAD", if_none_match=TAG) == Got("304 Not Modified", KEPT, b"")


def test_whoever_runs_it_is_told_whether_it_is_well_and_no_log_tells_of_that() -> None:
    lines: list[str] = []
    made = application(lines)
    assert ask(made, "/health") == in_words("503 Service Unavailable", "Not in order.")
    made.edition = edition(SITE, frozenset({OLD}), MOMENT)
    assert ask(made, "/health") == in_words("200 OK", "In order.")
    assert ask(made, "/health", "HEAD") == in_words("200 OK", "In order.")._replace(body=b"")
    assert lines == []
    assert ask(made, "/health", "POST").status == "405 Method Not Allowed"


def test_a_private_feed_is_for_nobody_else_to_keep_find_or_refer_to(site: Application) -> None:
    got = ask(site, f"/{PRIVATE}")
    tag = sha256(OWN_FEED).hexdigest()
    assert got == Got(
        "200 OK",
        {
            **WHOLE,
            "ETag": f'"{tag}"',
            "Cache-Control": "private, max-age=900",
            "Content-Disposition": 'inline; filename="meetings.ics"',
            "X-Robots-Tag": "noindex, nofollow",
            "Referrer-Policy": "no-referrer",
        },
        OWN_FEED,
    )
    assert ask(site, f"/{PRIVATE}", if_none_match=f'"{tag}"').headers["Cache-Control"] == "private, max-age=900"


def test_a_page_may_use_its_own_style_and_nothing_else(site: Application) -> None:
    got = ask(site, "/")
    policy = (
        "default-src 'none'; style-src 'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='; script-src 'none'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert (got.body, got.headers["Content-Type"]) == (START, "text/html; charset=utf-8")
    assert got.headers["Content-Security-Policy"] == policy
    assert ask(site, "/index.html") == got
    assert ask(site, "") == got
    assert ask(site, "/m/abcdefgh.html").headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("wanted", [TAG, f"W/{TAG}", "*", f'"x", {TAG}', f'W/"x",W/{TAG}', TAG.strip('"')])
def test_what_the_client_has_costs_no_body(site: Application, wanted: str) -> None:
    assert ask(site, f"/{PUBLIC}", if_none_match=wanted) == Got("304 Not Modified", KEPT, b"")


@pytest.mark.parametrize("wanted", ['"x"', "", "nonsense", ZIPPED_TAG])
def test_what_the_client_has_not_is_sent_whole_whatever_the_date(site: Application, wanted: str) -> None:
    assert ask(site, f"/{PUBLIC}", if_none_match=wanted, if_modified_since=DATE) == Got("200 OK", WHOLE, FEED)


def test_a_date_counts_where_there_is_no_tag() -> None:
    before = present_moment() - timedelta(hours=1)
    site = application()
    site.edition = edition(SITE, frozenset(), before)
    date = format_datetime(before, usegmt=True)
    kept = {**KEPT, "Last-Modified": date}
    assert ask(site, f"/{PUBLIC}", if_modified_since=date) == Got("304 Not Modified", kept, b"")
    earlier = format_datetime(before - timedelta(seconds=1), usegmt=True)
    assert ask(site, f"/{PUBLIC}", if_modified_since=earlier).status == "200 OK"
    assert ask(site, f"/{PUBLIC}", if_modified_since="nonsense").status == "200 OK"
    assert ask(site, f"/{PUBLIC}", if_modified_since=date, if_none_match='"x"').status == "200 OK"


def test_gzip_is_sent_when_asked_for_under_a_tag_of_its_own(site: Application) -> None:
    got = ask(site, f"/{PUBLIC}", accept_encoding="gzip, br")
    zipped = {**WHOLE, "ETag": ZIPPED_TAG, "Content-Encoding": "gzip", "Content-Length": str(len(got.body))}
    assert got._replace(body=gzip.decompress(got.body)) == Got("200 OK", zipped, FEED)
    unchanged = ask(site, f"/{PUBLIC}", accept_encoding="gzip", if_none_match=ZIPPED_TAG)
    assert unchanged == Got("304 Not Modified", {**KEPT, "ETag": ZIPPED_TAG}, b"")
    assert ask(site, f"/{PUBLIC}", accept_encoding="gzip", if_none_match=TAG).status == "200 OK"
    assert ask(site, f"/{PUBLIC}", accept_encoding="br") == Got("200 OK", WHOLE, FEED)


def test_what_gets_no_shorter_is_never_zipped(site: Application) -> None:
    got = ask(site, "/robots.txt", accept_encoding="gzip")
    assert (got.body, "Vary" in got.headers, "Content-Encoding" in got.headers) == (SITE["robots.txt"], False, False)


def test_nothing_is_zipped_where_zipping_is_switched_off() -> None:
    site = application()
    site.edition = edition(SITE, frozenset(), MOMENT, may_zip=False)
    plain = {name: value for name, value in WHOLE.items() if name != "Vary"}
    assert ask(site, f"/{PUBLIC}", accept_encoding="gzip") == Got("200 OK", plain, FEED)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/m/",
        "/m/abcdefgi.ics",
        "/m/abcdefgh",
        "/m/abcdefgh.ics/",
        "/M/ABCDEFGH.ICS",
        "/feeds",
        "/feeds/",
        "/../m/abcdefgh.ics",
        "/feeds/../m/abcdefgh.ics",
        "/feeds/./public.ics",
        "//feeds/public.ics",
        "/feeds/bodies/A/B.ics",
        "/feeds%2Fpublic.ics",
        "/%2e%2e/plan.json",
        "/plan.json",
        "/etc/passwd",
        "/feeds/public.ics\0",
        "/feeds/public.ics\r\nSet-Cookie: a=b",
        "/" + "x" * 100_000,
    ],
)
def test_whatever_is_unknown_gets_the_same_answer(site: Application, path: str) -> None:
    assert ask(site, path) == UNKNOWN


def test_bytes_that_are_no_text_are_unknown(site: Application) -> None:
    assert ask(site, "/m/\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), validated=False) == UNKNOWN
    given: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/\xff\xfe"}
    site(environ, lambda status, _: given.append(status) or given.append)
    assert given == ["404 Not Found"]


def test_a_name_in_any_letters_is_found_under_them(site: Application) -> None:
    assert ask(site, "/feeds/bodies/Bwrdd Iechyd Môn.ics").headers["Content-Disposition"] == (
        "inline; filename=\"Bwrdd Iechyd M_n.ics\"; filename*=UTF-8''Bwrdd%20Iechyd%20M%C3%B4n.ics"
    )
    assert ask(site, "/feeds/bodies/A%2FB.ics").headers["Content-Disposition"] == (
        "inline; filename=\"A_2FB.ics\"; filename*=UTF-8''A%252FB.ics"
    )


def test_what_follows_a_question_mark_is_passed_over(site: Application) -> None:
    assert ask(site, f"/{PUBLIC}", query_string="v=2") == Got("200 OK", WHOLE, FEED)


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "BREW", "get"])
@pytest.mark.parametrize("path", [f"/{PUBLIC}", "/nothing", "*"])
def test_nothing_can_be_done_but_read(site: Application, method: str, path: str) -> None:
    expected = in_words("405 Method Not Allowed", "This can only be read.", Allow="GET, HEAD")
    assert ask(site, path, method, validated=False) == expected


def test_what_was_withdrawn_long_ago_is_gone(site: Application) -> None:
    gone = in_words("410 Gone", "This address has been withdrawn. Please ask for a new one.")
    assert ask(site, f"/{OLD}") == gone
    assert ask(site, f"/{OLD}", if_none_match="*") == gone


def test_what_is_there_again_is_not_gone() -> None:
    assert edition(SITE, frozenset({PRIVATE}), MOMENT).gone == frozenset()


def test_without_a_plan_the_client_is_to_come_again() -> None:
    expected = in_words(
        "503 Service Unavailable", "The calendar cannot be read just now. Please try again.", Retry_After="60"
    )
    assert ask(application(), f"/{PUBLIC}") == expected
    assert ask(application(), "/nothing", if_none_match="*") == expected


def test_a_site_in_a_folder_answers_with_the_folder_and_without() -> None:
    site = application()
    site.edition = edition(SITE, frozenset(), MOMENT, base_url="https://council.example/meetings/year/")
    assert ask(site, f"/meetings/year/{PUBLIC}") == Got("200 OK", WHOLE, FEED)
    assert ask(site, f"/{PUBLIC}") == Got("200 OK", WHOLE, FEED)
    assert ask(site, "/meetings/year").body == START
    assert ask(site, "/meetings/year/").body == START
    assert ask(site, "/meetings/yearly") == UNKNOWN


class Broken(dict):  # type: ignore[type-arg]
    def get(self, path: object, default: object = None) -> object:
        raise ValueError(f"secret {path} {default}")


def test_a_fault_of_ours_is_a_sentence_to_the_client_and_a_line_in_the_log() -> None:
    lines: list[str] = []
    site = application(lines)
    site.edition = Edition(Broken())
    assert ask(site, f"/{PRIVATE}") == in_words(
        "500 Internal Server Error", "Something went wrong here. It has been noted."
    )
    assert [line.split(" ", 1)[1].rpartition(":")[0] for line in lines[:1]] == [
        "This is a fault of meeting-day. Please report it: ValueError in test_server_application.py"
    ]
    assert lines[1].split(" ", 1)[1].startswith("GET ? 500 ")
    assert "secret" not in "".join(lines)


def test_bytes_that_stay_keep_their_date_and_others_get_a_later_one() -> None:
    first = edition(SITE, frozenset(), MOMENT)
    second = edition({**SITE, PUBLIC: OWN_FEED, "new.ics": FEED}, frozenset(), MOMENT, first)
    third = edition({**SITE, PUBLIC: FEED}, frozenset(), MOMENT + timedelta(hours=1), second)
    assert second.pages["index.html"] is first.pages["index.html"]
    assert [one.pages[PUBLIC].changed - MOMENT for one in (first, second, third)] == [
        timedelta(0),
        timedelta(seconds=1),
        timedelta(hours=1),
    ]
    assert second.pages["new.ics"].changed == MOMENT
    shown = [dict(one.pages[PUBLIC].plain.whole)["Last-Modified"] for one in (first, second, third)]
    assert [parsedate_to_datetime(date) for date in shown] == [
        one.pages[PUBLIC].changed for one in (first, second, third)
    ]


def test_nothing_is_made_while_a_client_waits(site: Application) -> None:
    assert site.edition is not None
    page = site.edition.pages[PRIVATE]
    assert page.zipped is not None
    for representation, coding in ((page.plain, ""), (page.zipped, "gzip")):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/{PRIVATE}", "HTTP_ACCEPT_ENCODING": coding}
        (body,) = site(environ, lambda _, headers: headers.append)
        assert body is representation.body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("oparl/system.json", "application/json"),
        ("changes.atom", "application/atom+xml; charset=utf-8"),
        ("data/outlook.csv", "text/csv; charset=utf-8"),
    ],
)
def test_open_data_may_be_read_by_pages_of_other_sites(path: str, kind: str) -> None:
    public, private = dict(with_body(path, b"")), dict(with_body(f"m/{path}", b""))
    assert (public["Content-Type"], public["Access-Control-Allow-Origin"]) == (kind, "*")
    assert "Access-Control-Allow-Origin" not in private


def test_where_there_is_no_page_it_says_so_in_the_councils_languages() -> None:
    site = application()
    site.edition = edition(SITE, frozenset({OLD}), MOMENT, languages=LANGUAGES_OF[IN_BOTH])
    assert ask(site, "/nowhere").body.decode().splitlines() == [
        "Nid oes dim yn y cyfeiriad hwn. Gwiriwch ef, neu gofynnwch amdano eto.",
        "There is nothing at this address. Please check it, or ask for it again.",
    ]
