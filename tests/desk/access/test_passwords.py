"""Names and passwords: coming in, guessing slowed, sessions that end, and one's own account."""

import re
import threading
from pathlib import Path

import pytest
from desk.access.opened import HERE, NAME, OTHER, PASSWORD, Opened, ask, fields, hidden, log_in, with_users
from desk.conftest import OWN_METHOD
from flask.testing import FlaskClient

from scheduler.desk.access import users
from scheduler.desk.access.door import Access
from scheduler.desk.access.throttle import LONGEST_WAIT
from scheduler.desk.access.users import CannotKeepUser, folded

WRONG = "This name and this password do not belong together."
WAIT = re.compile(r"There were too many wrong passwords\. Wait (a minute|\d+ minutes), and try again\.")


@pytest.fixture
def desk(tmp_path: Path) -> Opened:
    return with_users(tmp_path)


def is_in(client: FlaskClient) -> bool:
    return ask(client, "GET", "/account").status_code == 200


def cookie_of(client: FlaskClient) -> str:
    found = client.get_cookie("__Host-desk", domain=NAME)
    return "" if found is None else found.value


def guess(client: FlaskClient, name: str, times: int = 1) -> list[int]:
    return [log_in(client, name, f"wrong words {number}").status_code for number in range(times)]


# -- coming in and going out


@pytest.mark.parametrize("name", ["Ann", "ann", "  ANN "])
def test_a_name_and_its_password_let_in(desk: Opened, name: str) -> None:
    client = desk.browser()
    answer = log_in(client, name, next="/account?a=b")
    assert (answer.status_code, answer.location) == (303, "/account?a=b")
    assert "Ann" in ask(client, "GET", "/account").text
    assert ask(client, "GET", "/log-in?next=/users").location == "/users"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ann", "wrong"), ("Nobody", PASSWORD), ("", ""), ("Ann", ""), ("Ann", PASSWORD.upper()), ("Ann", "x" * 5_000)],
)
def test_anything_else_does_not_and_says_the_same(desk: Opened, name: str, password: str) -> None:
    client = desk.browser()
    answer = log_in(client, name, password)
    assert answer.status_code == 401
    assert WRONG in answer.text
    assert hidden(answer.text, "next") == "/"
    assert not is_in(client)
    if len(password) > 5:
        assert password not in answer.text


def test_a_user_without_a_password_does_not_come_in_by_one(desk: Opened) -> None:
    desk.access.users.add("Dot", "viewer", None)
    assert log_in(desk.browser(), "Dot", "").status_code == 401


def test_a_session_that_was_there_before_is_not_the_one_that_begins(desk: Opened) -> None:
    client = desk.browser()
    client.set_cookie("__Host-desk", "fixed-by-somebody-else", domain=NAME, secure=True)
    log_in(client, "Ann")
    first = cookie_of(client)
    log_in(client, "Ann")
    second = cookie_of(client)
    assert len({"fixed-by-somebody-else", first, second}) == 3
    stranger = desk.browser()
    for stolen in ("fixed-by-somebody-else", first):
        stranger.set_cookie("__Host-desk", stolen, domain=NAME, secure=True)
        assert not is_in(stranger)


def test_logging_out_ends_this_session_or_all(desk: Opened) -> None:
    first, second, third = (desk.browser() for _ in range(3))
    for client in (first, second, third):
        log_in(client, "Ben")
    stolen = cookie_of(first)
    answer = ask(first, "POST", "/log-out", data=fields(first))
    assert (answer.status_code, answer.location) == (303, "/logged-out")
    assert "You are logged out" in ask(first, "GET", "/logged-out").text
    first.set_cookie("__Host-desk", stolen, domain=NAME, secure=True)
    assert [is_in(client) for client in (first, second, third)] == [False, True, True]
    ask(second, "POST", "/log-out", data={**fields(second), "everywhere": "yes"})
    assert [is_in(client) for client in (first, second, third)] == [False, False, False]


def test_a_session_ends_without_use_and_after_its_time(desk: Opened) -> None:
    idle, busy = desk.browser(), desk.browser()
    for client in (idle, busy):
        log_in(client, "Ann")
    for _ in range(3):
        desk.clock.goes_on(hours=3, minutes=59)
        assert is_in(busy)
    assert not is_in(idle)
    desk.clock.goes_on(minutes=4)
    assert not is_in(busy)
    log_in(busy, "Ann")
    with desk.desk.store.reading() as database:
        assert [row["name"] for row in database.execute("SELECT name FROM sessions")] == ["Ann"]


def test_a_full_disk_keeps_nobody_from_reading(desk: Opened) -> None:
    client = desk.browser()
    log_in(client, "Ann")
    desk.clock.goes_on(minutes=5)
    with desk.desk.store.writing() as database:
        database.execute("PRAGMA query_only = ON")
    assert is_in(client)


# -- guessing


def test_guessing_at_a_name_has_to_wait_longer_each_time(desk: Opened) -> None:
    client = desk.browser()
    assert guess(client, "Ann", 6) == [401, 401, 401, 401, 401, 429]
    answer = log_in(client, "Ann")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert WAIT.search(answer.text)
    desk.clock.goes_on(seconds=1)
    assert guess(client, "Ann", 2) == [401, 429]
    waits = []
    for _ in range(12):
        waits.append(int(log_in(client, "Ann", "wrong").headers["Retry-After"]))
        desk.clock.goes_on(seconds=waits[-1])
        assert guess(client, "Ann") == [401]
    assert waits == [min(2**power, LONGEST_WAIT) for power in range(1, 13)]
    desk.clock.goes_on(seconds=LONGEST_WAIT)
    assert log_in(client, "Ann").status_code == 303
    assert guess(desk.browser(address="203.0.113.77"), "Ann", 5) == [401] * 5


def test_guessing_goes_on_to_wait_after_a_restart_and_is_forgotten_after_a_day(tmp_path: Path, desk: Opened) -> None:
    guess(desk.browser(), "Ann", 9)
    again = with_users(tmp_path)
    again.clock.moment = desk.clock.moment
    assert log_in(again.browser(), "Ann").status_code == 429
    again.clock.goes_on(hours=25)
    assert log_in(again.browser(), "Ann").status_code == 303
    with again.desk.store.reading() as database:
        rows = {row["tried"]: row["many"] for row in database.execute("SELECT * FROM wrong_passwords")}
    assert set(rows.values()) == {0}
    assert all(re.fullmatch(r"(name|address) [0-9a-f]{8}", key) for key in rows)


def test_unknown_names_wait_just_as_known_ones_do(desk: Opened) -> None:
    known = guess(desk.browser(address="203.0.113.1"), "Ann", 7)
    assert guess(desk.browser(address="203.0.113.2"), "Nobody", 7) == known


def test_one_who_guesses_at_many_names_has_to_wait_and_others_elsewhere_do_not(desk: Opened) -> None:
    stranger = desk.browser(address="198.51.100.7")
    found = [guess(stranger, f"name {number}")[0] for number in range(25)]
    assert found == [401] * 20 + [429] * 5
    assert log_in(stranger, "Ann").status_code == 429
    assert log_in(desk.browser(address="203.0.113.9"), "Ann").status_code == 303


def test_a_stranger_who_guesses_locks_nobody_out_of_a_browser_that_is_known(desk: Opened) -> None:
    own = desk.browser()
    log_in(own, "Ann")
    ask(own, "POST", "/log-out", data=fields(own))
    stranger = desk.browser(address="198.51.100.7")
    assert guess(stranger, "Ann", 8)[-1] == 429
    assert log_in(desk.browser(), "Ann").status_code == 429
    assert log_in(own, "Ann").status_code == 303
    ask(own, "POST", "/log-out", data=fields(own))
    assert guess(own, "Ann", 6) == [401] * 5 + [429]  # a browser that is known guesses no longer than others
    other = desk.browser()
    other.set_cookie("__Host-desk-known", "made-up", domain=NAME, secure=True)
    assert log_in(other, "Ann").status_code == 429


def test_a_client_that_only_says_where_it_is_is_not_believed(tmp_path: Path) -> None:
    desk = with_users(tmp_path, proxies=("10.0.0.5",))
    client = desk.browser()
    client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    found = []
    for number in range(12):
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
        found += guess(client, "Ann")
    assert found[5:] == [429] * 7  # by the name; of the address nothing is known


def test_tries_at_once_are_counted_one_by_one(desk: Opened) -> None:
    found: list[int] = []
    clients = [desk.browser() for _ in range(8)]
    threads = [threading.Thread(target=lambda one=one: found.extend(guess(one, "Ann"))) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(found) == [401] * 5 + [429] * 3


def test_passwords_that_are_checked_by_others_are_waited_for(desk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.desk.access.door._SECONDS_FOR_A_TURN", 0)
    access: Access = desk.access
    for _ in range(2):
        access._checking.acquire()  # noqa: SLF001 - as two requests that are being answered do
    answer = log_in(desk.browser(), "Ann")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


# -- one's own account


def test_another_password_ends_the_other_sessions(desk: Opened) -> None:
    own, other = desk.browser(), desk.browser()
    for client in (own, other):
        log_in(client, "Cat")
    given = {"old_password": PASSWORD, "new_password": OTHER, "same_password": OTHER}
    answer = ask(own, "POST", "/account", data={**fields(own), **given})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Your password is changed." in ask(own, "GET", "/account").text
    assert [is_in(own), is_in(other)] == [True, False]
    assert log_in(other, "Cat").status_code == 401
    assert log_in(other, "Cat", OTHER).status_code == 303
    assert any("Cat changed their password." in line for line in desk.lines)
    assert OTHER not in " ".join(desk.lines)


@pytest.mark.parametrize(
    ("old", "new", "same", "said"),
    [
        ("wrong", OTHER, OTHER, "This is not your current password."),
        (PASSWORD, OTHER, "another", "Type the same password in both fields."),
        (PASSWORD, "short", "short", "A password has at least 12 characters."),
        (PASSWORD, "cat cat cat cat", "cat cat cat cat", "too easy to guess"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "too easy to guess"),
        (PASSWORD, "many words " * 200, "many words " * 200, "at most 1000 characters"),
    ],
)
def test_another_password_that_will_not_do_is_refused_in_words(
    desk: Opened, old: str, new: str, same: str, said: str
) -> None:
    client = desk.browser()
    log_in(client, "Cat")
    given = {"old_password": old, "new_password": new, "same_password": same}
    answer = ask(client, "POST", "/account", data={**fields(client), **given})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert new not in answer.text
    assert log_in(desk.browser(), "Cat").status_code == 303


def test_guessing_at_the_current_password_is_slowed_too(desk: Opened) -> None:
    client = desk.browser()
    log_in(client, "Cat")
    given = {"old_password": "wrong", "new_password": OTHER, "same_password": OTHER}
    found = [ask(client, "POST", "/account", data={**fields(client), **given}).status_code for _ in range(6)]
    assert found == [422] * 5 + [429]


# -- the users themselves


def test_names_are_the_same_however_they_are_written() -> None:
    assert folded(" Zoe\u0308  KEMP ") == folded("zo\u00eb kemp")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a, b", "a/b", "x" * 101, "a\u202eb"])
def test_a_name_that_is_none_is_refused(desk: Opened, name: str) -> None:
    if name == "a\nb":
        assert desk.access.users.add(name, "viewer", None).name == "a b"
        return
    with pytest.raises(CannotKeepUser):
        desk.access.users.add(name, "viewer", None)


def test_a_role_that_is_none_is_refused(desk: Opened) -> None:
    with pytest.raises(CannotKeepUser, match="no role called king"):
        desk.access.users.add("Dot", "king", None)
    with pytest.raises(CannotKeepUser, match="no role called king"):
        desk.access.users.give_role("Ann", "king")


def test_nothing_is_done_to_a_user_who_is_not_there(desk: Opened) -> None:
    kept = desk.access.users
    for change in (
        lambda: kept.give_role("Nobody", "viewer"),
        lambda: kept.remove("Nobody"),
        lambda: kept.give_password("Nobody", OTHER),
    ):
        with pytest.raises(CannotKeepUser, match="no user called Nobody"):
            change()


def test_the_last_publisher_stays(desk: Opened) -> None:
    for change in (lambda: desk.access.users.remove("Ann"), lambda: desk.access.users.give_role("Ann", "viewer")):
        with pytest.raises(CannotKeepUser, match="Nobody would be left"):
            change()
    assert [(user.name, user.role) for user in desk.access.users.all()] == [
        ("Ann", "publisher"),
        ("Ben", "planner"),
        ("Cat", "viewer"),
    ]


def test_a_password_is_kept_as_its_scrypt_only(tmp_path: Path, desk: Opened) -> None:
    log_in(client := desk.browser(), "Ann")
    with desk.desk.store.reading() as database:
        found = {row["password"].partition("$")[0] for row in database.execute("SELECT password FROM users")}
    assert found == {"scrypt:1024:8:1"}
    assert users._OF_NOBODY.startswith("scrypt:1024:8:1$")  # noqa: SLF001 - an unknown name costs what a known one does
    assert OWN_METHOD == "scrypt:32768:8:1"  # 32 MB and a tenth of a second (OWASP, Password Storage Cheat Sheet)
    desk.desk.store.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert PASSWORD.encode() not in kept
    assert cookie_of(client).encode() not in kept
    assert hidden(ask(client, "GET", "/account").text, "csrf").encode() not in kept
    assert HERE.startswith("https://")
