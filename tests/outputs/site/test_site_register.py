import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from scheduler.outputs.site.register import (
    GIVEN,
    LEFT,
    OFFICERS,
    TAKEN_BACK,
    Link,
    Register,
    Sent,
    Withdrawn,
    feed_name,
    is_officers,
    member_name,
    private_address,
)

SECRET = bytes(range(32))
FIRST, LATER = "2026-11-24T09:00:00Z", "2026-12-24T09:00:00Z"


def register(**people: Link) -> Register:
    return Register(SECRET, {member_name(code): link for code, link in people.items()})


def signed(name: str) -> str:
    digest = hmac.new(SECRET, name.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode().lower()


def test_an_address_is_the_signature_of_code_and_version() -> None:
    assert private_address(Register(SECRET), "ANN") == signed("member:ann:1")
    assert private_address(register(ANN=Link(7)), "ANN") == signed("member:ann:7")
    assert register(ANN=Link(7)).busy_address("ANN") == signed("busy:ann:7")
    assert len(signed("member:ann:1")) * 5 == 160


@pytest.mark.parametrize("spelt", ["ANN", "ann", " Ann ", "Ann"])
def test_an_address_does_not_depend_on_how_the_code_is_spelt(spelt: str) -> None:
    assert private_address(Register(SECRET), spelt) == signed("member:ann:1")


def test_accents_are_the_same_however_they_are_stored() -> None:
    assert private_address(Register(SECRET), "Zo\u00eb") == private_address(Register(SECRET), "Zoe\u0308")


def test_another_secret_gives_other_addresses() -> None:
    assert private_address(Register(bytes(32)), "ANN") != private_address(Register(SECRET), "ANN")
    assert Register(bytes(32)).fingerprint != Register(SECRET).fingerprint
    assert SECRET.hex() not in Register(SECRET).fingerprint


def test_rotating_withdraws_both_addresses_of_a_member_and_gives_others() -> None:
    before = register(ANN=Link(title="Ann"), BOB=Link(title="Bob"))
    after = before.rotated([member_name("ANN")], FIRST)
    assert after.links == {"member:ann": Link(2, title="Ann"), "member:bob": Link(title="Bob")}
    assert after.withdrawn == {
        signed("member:ann:1"): Withdrawn(FIRST, "Ann"),
        signed("busy:ann:1"): Withdrawn(FIRST, "Ann"),
    }
    assert private_address(after, "ANN") == signed("member:ann:2")


def test_whose_link_is_revoked_has_none_until_it_is_rotated() -> None:
    revoked = register(ANN=Link()).revoked(["member:ann"], FIRST)
    assert revoked.links == {"member:ann": Link(2, TAKEN_BACK)}
    assert (private_address(revoked, "ANN"), revoked.busy_address("ANN")) == (None, None)
    assert revoked.revoked(["member:ann"], LATER) == revoked
    assert private_address(revoked.rotated(["member:ann"], LATER), "ANN") == signed("member:ann:2")
    assert revoked.rotated(["member:ann"], LATER).withdrawn == revoked.withdrawn


def test_links_are_given_to_those_who_come_and_withdrawn_from_those_who_go() -> None:
    first = Register(SECRET).caught_up({"member:ann": Link(code="ANN", title="Ann")}, FIRST)
    assert first.links == {"member:ann": Link(1, GIVEN, "ANN", "Ann")}
    second = first.caught_up({"member:bob": Link(code="BOB", title="Bob")}, LATER)
    assert second.links == {"member:ann": Link(2, LEFT, "ANN", "Ann"), "member:bob": Link(1, GIVEN, "BOB", "Bob")}
    assert {one.moment for one in second.withdrawn.values()} == {LATER}
    third = second.caught_up(second.links, LATER)
    assert private_address(third, "ANN") == signed("member:ann:2")
    assert third.caught_up(third.links, "2027-01-01T00:00:00Z") == third


def test_names_go_when_the_notice_of_a_withdrawn_link_does_and_the_address_stays_withdrawn() -> None:
    given = Register(SECRET).caught_up({"member:ann": Link(code="ANN", title="Ann")}, "2027-01-01T00:00:00Z")
    left = given.caught_up({}, "2027-02-01T00:00:00Z")
    told = left.caught_up({}, "2027-03-02T00:00:00Z")
    gone = told.caught_up({}, "2027-03-03T00:00:00Z")
    addresses = {given.address("member:ann"), given.busy_address("ANN")}
    assert (told.link("member:ann").title, {one.title for one in told.withdrawn.values()}) == ("Ann", {"Ann"})
    assert (gone.link("member:ann").title, {one.title for one in gone.withdrawn.values()}) == ("", {""})
    assert set(gone.withdrawn) == addresses
    back = gone.caught_up({"member:ann": Link(code="ANN", title="Ann")}, "2027-04-01T00:00:00Z")
    assert back.link("member:ann") == Link(2, GIVEN, "ANN", "Ann")
    assert back.address("member:ann") not in addresses


def test_the_name_of_whose_link_was_revoked_goes_once_the_input_knows_them_no_longer() -> None:
    given = Register(SECRET).caught_up({"member:ann": Link(code="ANN", title="Ann")}, "2027-01-01T00:00:00Z")
    revoked = given.revoked(["member:ann"], "2027-01-02T00:00:00Z")
    still = revoked.caught_up({"member:ann": Link(code="ANN", title="Ann")}, "2027-06-01T00:00:00Z")
    assert still.link("member:ann").title == "Ann"
    gone = still.caught_up({}, "2027-06-02T00:00:00Z").link("member:ann")
    assert (gone.title, gone.state, gone.version) == ("", "revoked", 2)


def test_who_is_renamed_keeps_the_link_and_who_is_revoked_stays_so() -> None:
    before = register(ANN=Link(3, TAKEN_BACK, "ANN", "Ann"), BOB=Link(2, GIVEN, "BOB", "Bob"))
    holders = {"member:ann": Link(code="Ann", title="Dame Ann"), "member:bob": Link(code="BOB", title="Robert")}
    after = before.caught_up(holders, FIRST)
    assert after.links == {
        "member:ann": Link(3, TAKEN_BACK, "Ann", "Dame Ann"),
        "member:bob": Link(2, GIVEN, "BOB", "Robert"),
    }
    assert after.withdrawn == {}


def test_what_is_withdrawn_without_a_moment_is_so_from_the_next_publication() -> None:
    rotated = register(ANN=Link(code="ANN")).rotated(["member:ann"], "")
    assert set(rotated.noticed(datetime(2100, 1, 1, tzinfo=UTC))) == {signed("member:ann:1"), signed("busy:ann:1")}
    published = rotated.caught_up(rotated.links, LATER)
    assert {one.moment for one in published.withdrawn.values()} == {LATER}


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 24, 9, tzinfo=UTC), True),
        (datetime(2026, 12, 24, 8, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), False),
    ],
)
def test_a_notice_is_shown_for_thirty_days(moment: datetime, *, shown: bool) -> None:
    rotated = Register(SECRET).rotated([feed_name("all.ics")], FIRST)
    assert set(rotated.noticed(moment)) == ({signed("feed:all.ics:1")} if shown else set())


def test_a_new_secret_withdraws_all_that_was_given_and_what_else_was_found() -> None:
    before = Register(SECRET, {"member:ann": Link(4, code="ANN"), OFFICERS: Link(2, TAKEN_BACK)})
    after = before.renewed(bytes(32), FIRST, ["stray"])
    assert after.secret == bytes(32)
    assert after.links == {"member:ann": Link(1, code="ANN"), OFFICERS: Link(1, TAKEN_BACK)}
    assert set(after.withdrawn) == {"stray", signed("member:ann:4"), signed("busy:ann:4")}
    assert after.formerly == (before.fingerprint,)


def test_officers_links_are_those_of_no_one_person() -> None:
    assert [is_officers(name) for name in (OFFICERS, feed_name("rooms/CR1.ics"), member_name("ANN"))] == [
        True,
        True,
        False,
    ]


def test_who_has_another_code_keeps_both_addresses_and_what_was_sent() -> None:
    sent = {"1": Sent(2, "20261124T090000Z", {"member:ann": "20261125T090000Z"})}
    links = {"member:ann": Link(3, title="Ann"), "feed:bodies/PLAN.ics": Link()}
    before = Register(SECRET, links, sent=sent)
    former = {"member:a7": ("member:ann",), "feed:bodies/PLC.ics": ("feed:bodies/PLAN.ics",), "member:bob": ("x",)}
    after = before.renamed(former)
    assert set(after.links) == {"member:a7", "feed:bodies/PLC.ics"}
    assert private_address(after, "A7") == private_address(before, "ANN")
    assert after.busy_address("A7") == before.busy_address("ANN")
    assert after.address("feed:bodies/PLC.ics") == before.address("feed:bodies/PLAN.ics")
    assert after.sent["1"].own == {"member:a7": "20261125T090000Z"}
    assert after.renamed(former) == after
    assert after.caught_up({"member:a7": Link(), "feed:bodies/PLC.ics": Link()}, FIRST).withdrawn == {}
    rotated = after.rotated(["member:a7"], FIRST)
    assert set(rotated.withdrawn) == {private_address(before, "ANN"), before.busy_address("ANN")}
    assert private_address(rotated, "A7") == signed("member:ann:4")
    again = rotated.renamed({"member:a9": ("member:a7", "member:ann")})
    assert private_address(again, "A9") == signed("member:ann:4")


def test_a_code_that_somebody_has_is_nobodys_earlier_one() -> None:
    before = register(ANN=Link(), BOB=Link(2))
    assert before.renamed({"member:ann": ("member:bob",)}) == before
