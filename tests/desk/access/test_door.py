"""The door: hosts, origins, forms, cookies and headers, at this machine and beyond it."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from desk.access.opened import HERE, NAME, Opened, ask, at_machine, fields, hidden, keep_users, log_in, with_users
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PUBLIC = {"static", "log_in.page", "log_in.come_in", "log_in.gone", "log_in.to_provider", "log_in.back"}
"""Pages that nobody need be logged in for; a consultee's, too, which hang on an address that nobody can guess."""
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
VALUES = {
    "int": 1,
    "default": "small",
    "path": "HWB",
}


@pytest.fixture
def machine(tmp_path: Path) -> Opened:
    return at_machine(tmp_path)


@pytest.fixture
def team(tmp_path: Path) -> Opened:
    return with_users(tmp_path)


def came_in(opened: Opened) -> FlaskClient:
    client = opened.browser()
    assert ask(client, "GET", f"/account?token={opened.access.token}").status_code == 303
    return client


# -- at this machine


def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(machine: Opened) -> None:
    client = machine.browser()
    answer = ask(client, "GET", f"/account?a=1&token={machine.access.token}&b=%C3%A9%26")
    assert (answer.status_code, answer.location) == (303, "/account?a=1&b=%C3%A9%26")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert machine.access.token not in answer.text
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert re.fullmatch(r"desk-8070=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", cookie)
    assert ask(client, "GET", "/account").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "é", "a" * 5_000])
def test_a_wrong_token_lets_nobody_in(machine: Opened, token: str) -> None:
    client = machine.browser()
    answer = ask(client, "GET", "/account", query_string={"token": token})
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (303, [])
    page = ask(client, "GET", "/account")
    assert page.status_code == 401
    assert "open that address" in page.text.lower()


@pytest.mark.parametrize("path", ["/%09/evil.example/", "/%0a/evil.example/", "/%5cevil.example/"])
def test_the_exchange_of_a_token_leads_nowhere_but_within_the_desk(machine: Opened, path: str) -> None:
    answer = ask(machine.browser(), "GET", f"{path}?token=guessed")
    assert (answer.status_code, answer.location) == (303, "/")


def test_the_token_that_a_browser_is_opened_with_lets_one_browser_in(machine: Opened) -> None:
    once = machine.access.token_once()
    first, second = machine.browser(), machine.browser()
    for client in (first, second):
        ask(client, "GET", f"/account?token={once}")
    assert [ask(client, "GET", "/account").status_code for client in (first, second)] == [200, 401]
    assert ask(came_in(machine), "GET", "/account").status_code == 200


def test_the_code_can_be_typed_or_its_address_copied(machine: Opened) -> None:
    client = machine.browser()
    wrong = ask(client, "POST", "/log-in", data={"code": "wrong", "next": "/account"})
    assert wrong.status_code == 401
    assert "is not the code of this desk" in wrong.text
    address = f"http://127.0.0.1:8070/?token={machine.access.token}"
    right = ask(client, "POST", "/log-in", data={"code": address, "next": "/account"})
    assert (right.status_code, right.location) == (303, "/account")


def test_a_desk_that_starts_again_knows_the_session_and_not_the_old_token(tmp_path: Path, machine: Opened) -> None:
    client = came_in(machine)
    again = at_machine(tmp_path)
    browser = again.browser()
    for cookie in client._cookies.values():  # noqa: SLF001 - the test client offers no other way
        browser.set_cookie(cookie.key, cookie.value, domain="127.0.0.1")
    assert ask(browser, "GET", "/account").status_code == 200
    ask(stranger := again.browser(), "GET", f"/account?token={machine.access.token}")
    assert ask(stranger, "GET", "/account").status_code == 401


def test_a_session_at_this_machine_is_none_beyond_it(tmp_path: Path) -> None:
    cookie = at_machine(keep_users(tmp_path)).access.sessions.begin("Ann", "token")
    team = with_users(tmp_path)
    browser = team.browser()
    browser.set_cookie("__Host-desk", cookie, domain=NAME)
    assert ask(browser, "GET", "/account").status_code == 401
    assert ask(browser, "GET", f"/account?token={team.access.token}").status_code == 401


# -- other hosts, other origins


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8070.evil.example", "[::1]:1"]
)
def test_another_host_is_not_answered(machine: Opened, host: str) -> None:
    client = came_in(machine)
    answer = client.get("/account", base_url="http://127.0.0.1:8070", headers={"Host": host})
    assert answer.status_code == 400
    assert "Officer" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8070", "localhost:8070", "LOCALHOST:8070", "[::1]:8070"])
def test_each_name_of_this_machine_is_answered(machine: Opened, host: str) -> None:
    assert machine.browser().get("/log-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8070"},
        {"Origin": "http://127.0.0.1:8070", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:8070", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_origin_is_refused_even_with_the_right_token(
    machine: Opened, headers: dict[str, str]
) -> None:
    client = came_in(machine)
    answer = ask(client, "POST", "/log-out", data=fields(client), headers=headers)
    assert answer.status_code == 403
    assert ask(client, "GET", "/account").status_code == 200


def test_a_form_without_word_of_its_origin_hangs_on_its_own_token(machine: Opened) -> None:
    client = came_in(machine)
    given = fields(client)
    base = "http://127.0.0.1:8070"
    assert client.post("/log-out", base_url=base, data={"once": given["once"]}).status_code == 403
    assert client.post("/log-out", base_url=base, data=given).status_code == 303


@pytest.mark.parametrize(
    ("mode", "destination", "status"),
    [("navigate", "document", 200), ("navigate", "iframe", 403), ("no-cors", "image", 403), ("cors", "empty", 403)],
)
def test_other_sites_may_lead_to_a_page_and_draw_nothing_of_it(
    machine: Opened, mode: str, destination: str, status: int
) -> None:
    client = came_in(machine)
    for site in ("cross-site", "same-site"):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination}
        assert ask(client, "GET", "/account", headers=headers).status_code == status


# -- forms


def test_a_form_without_the_token_of_its_session_is_refused_and_kept(team: Opened) -> None:
    ann, ben = team.browser(), team.browser()
    log_in(ann, "Ann")
    log_in(ben, "Ben")
    once = fields(ann)["once"]
    for csrf in ("", "é", fields(ben)["csrf"]):
        answer = ask(ann, "POST", "/users/add", data={"csrf": csrf, "once": once, "name": "Do & <b>"})
        assert answer.status_code == 403
        assert '<input type="hidden" name="name" value="Do &amp; &lt;b&gt;">' in answer.text
        assert hidden(answer.text, "csrf") == fields(ann)["csrf"]


def test_a_forged_form_of_unknown_origin_is_not_offered_again(team: Opened) -> None:
    client = team.browser()
    log_in(client, "Ann")
    answer = client.post("/users/add", base_url=HERE, data={"name": "Mallory"})
    assert answer.status_code == 403
    assert "Mallory" not in answer.text


def test_what_was_typed_is_kept_when_a_session_is_gone(team: Opened) -> None:
    client = team.browser()
    sent = {"csrf": "old", "once": "1", "version": "v1", "reason": "because <it> is", "new_password": "secret words"}
    lost = ask(client, "POST", "/years/small/in/calendar/cancel", data=sent)
    assert lost.status_code == 401
    assert "because &lt;it&gt; is" in lost.text
    assert "secret words" not in lost.text
    carried = {name: hidden(lost.text, name).replace("&#34;", '"').replace("&lt;", "<") for name in ("next", "typed")}
    again = log_in(client, "Ann", **{**carried, "typed": carried["typed"].replace("&gt;", ">")})
    assert again.status_code == 200
    assert 'action="/years/small/in/calendar/cancel"' in again.text
    assert hidden(again.text, "reason") == "because &lt;it&gt; is"
    assert hidden(again.text, "version") == "v1"
    assert hidden(again.text, "csrf") == fields(client)["csrf"]


@pytest.mark.parametrize("typed", ["{", "[1]", "17", '[["a"]]', '{"a": 1}'])
def test_a_log_in_page_that_carries_nonsense_leads_on(team: Opened, typed: str) -> None:
    answer = log_in(team.browser(), "Ann", next="/account", typed=typed)
    assert (answer.status_code, answer.location) == (303, "/account")


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "\\/evil.example", "/\nSet-Cookie: a=b", "", "evil"],
)
def test_nobody_is_led_elsewhere(team: Opened, address: str) -> None:
    client = team.browser()
    assert log_in(client, "Ann", next=address).location == "/"
    assert ask(client, "GET", "/log-in", query_string={"next": address}).location == "/"


def test_a_log_in_that_no_page_of_ours_sent_is_refused(team: Opened) -> None:
    client = team.browser()
    for headers in ({}, {"Origin": "https://evil.example"}):
        sent = {"name": "Ann", "password": "seven quiet herons"}
        answer = client.post("/log-in", base_url=HERE, data=sent, headers=headers)
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (403, [])


# -- cookies and headers


def test_cookies_beyond_this_machine_are_secure_and_of_this_host_alone(team: Opened) -> None:
    cookies = log_in(team.browser(), "Ann").headers.getlist("Set-Cookie")
    assert [re.sub(r"=[\w-]{43}| Expires=[^;]*;", "", cookie) for cookie in cookies] == [
        "__Host-desk; Secure; HttpOnly; Path=/; SameSite=Lax",
        "__Host-desk-known; Max-Age=15552000; Secure; HttpOnly; Path=/; SameSite=Lax",
    ]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/log-in", 200),
        ("GET", "/account", 401),
        ("GET", "/nowhere", 401),
        ("POST", "/log-in", 401),
        ("PUT", "/log-in", 401),
        ("GET", "/static/none.css", 404),
        ("GET", "/static/desk.css", 200),
        ("GET", "/log-in?next=/%0d%0aSet-Cookie:%20a=b", 200),
    ],
)
def test_every_answer_has_the_headers_that_keep_it_safe(team: Opened, method: str, address: str, status: int) -> None:
    with ask(team.browser(), method, address) as answer:
        assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Set-Cookie" not in answer.headers
    if not address.startswith("/static"):
        assert answer.headers["Cache-Control"] == "no-store"


# -- bodies


def test_a_body_for_which_there_is_no_room_or_that_is_too_large_is_told_of(team: Opened) -> None:
    client = team.browser()
    log_in(client, "Ann")
    sent = {"name": "Dot", "csrf": "x", "once": "y"}
    for why, status, words in (
        ("no room", 507, "The disk is full"),
        ("too large", 413, "more than can be sent at once"),
    ):
        answer = ask(client, "POST", "/users", data=sent, environ_overrides={"meeting_day.body_not_kept": why})
        assert (answer.status_code, words in answer.text) == (status, True)


def test_a_form_is_smaller_than_a_file_and_a_stranger_s_smaller_still(team: Opened) -> None:
    client = team.browser()
    assert log_in(client, "Ann", "x" * 70_000).status_code == 413
    log_in(client, "Ann")
    assert ask(client, "POST", "/users", data={"name": "x" * 400_000}).status_code == 403  # it is read, and forged
    assert ask(client, "POST", "/users", data={"name": "x" * 1_100_000}).status_code == 413


def test_the_door_of_nobody_is_the_log_in_page_of_the_way_they_come_by(tmp_path: Path, team: Opened) -> None:
    machine = at_machine(tmp_path / "machine")
    assert 'name="code"' in ask(machine.browser(), "GET", "/account").text
    page = ask(team.browser(), "GET", "/account").text
    assert 'name="password"' in page
    assert "council account" not in page
    assert ask(machine.browser(), "GET", "/logged-out").status_code == 200


def upload(client: FlaskClient, address: str, size: int = 5, page: str = "/begin/workbook") -> TestResponse:
    """Send a form with a file, from a page of the desk."""
    given = {"title": "Year", "file": (BytesIO(b"x" * size), "year.xlsx")}
    headers = {"Referer": f"{HERE}{page}"} if page else {}
    return ask(client, "POST", address, data=given, content_type="multipart/form-data", headers=headers)


@pytest.mark.parametrize("size", [5, 500_000])
def test_a_file_is_chosen_once_more_after_a_session_is_gone(team: Opened, size: int) -> None:
    client = team.browser()
    lost = upload(client, "/begin/workbook?a=b", size)
    assert (lost.status_code, "Choose it once more" in lost.text) == (401, True)
    assert ("Year" in lost.text) is (size == 5)
    page = hidden(lost.text, "page")
    again = log_in(client, "Ann", next="/begin/workbook?a=b", typed="[]", page=page)
    assert (again.status_code, '<a href="/begin/workbook">Go to that page</a>' in again.text) == (200, True)
    assert "Send it again</button>" not in again.text
    forged = upload(client, "/users", page="")
    assert (forged.status_code, '<a href="/">Go to that page</a>' in forged.text) == (403, True)
    assert "Send it again</button>" not in forged.text


def test_a_page_elsewhere_is_no_page_to_go_back_to(team: Opened) -> None:
    client = team.browser()
    given = {"title": "Year", "file": (BytesIO(b"x"), "year.xlsx")}
    headers = {"Referer": "https://evil.example/begin"}
    lost = ask(client, "POST", "/begin/workbook", data=given, content_type="multipart/form-data", headers=headers)
    assert hidden(lost.text, "page") == "/"
    again = log_in(client, "Ann", typed="[]", page="//evil.example")
    assert '<a href="/">Go to that page</a>' in again.text


def test_a_full_disk_is_told_of_with_what_was_typed(team: Opened) -> None:
    client = team.browser()
    log_in(client, "Ann")
    sent = {**fields(client), "name": "Dot " * 2_000, "role": "viewer"}
    with team.desk.store.reading() as database:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
    team.desk.store._connection.execute(f"PRAGMA max_page_count = {pages}")  # noqa: SLF001 - as a disk that is full
    answer = ask(client, "POST", "/users", data={**sent, "once": "x" * 60_000})
    assert (answer.status_code, "The disk is full" in answer.text, "Dot Dot" in answer.text) == (507, True, True)
    assert ask(client, "GET", "/users").status_code == 200


@pytest.mark.parametrize(
    "cookie", ["__Host-desk=\xff\xfe", "__Host-desk=\u00e9; a", ";;;", "=", "__Host-desk", "a=b=c; \x7f"]
)
def test_a_cookie_that_is_none_is_no_cookie(team: Opened, cookie: str) -> None:
    answer = ask(team.browser(), "GET", "/account", headers={"Cookie": cookie})
    assert answer.status_code == 401
    assert team.access.most_bytes({"COOKIE": cookie}) < 100_000
