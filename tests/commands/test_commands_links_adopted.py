"""Links of another council's register work on in a joint one, until they are given anew or taken back."""

from pathlib import Path

import pytest

from scheduler.commands.links import adopt, links, revoke, rotate
from scheduler.errors import CannotPublish
from scheduler.outputs.site.register import Link, Register, member_name, read_register, write_register

OURS = Register(bytes(32), {
    "member:t01": Link(code="T01", title="Member for Abbey"), "member:l09": Link(code="L09", title="Member for Ings"),
    "officers": Link(title="Officers"),
})  # fmt: skip
THEIRS = Register(bytes(range(32)), {
    "member:c9": Link(code="C9", title="Member for Ings"), "member:gone": Link(code="GONE", title="Nobody here"),
    "officers": Link(title="Officers"),
})  # fmt: skip


@pytest.fixture
def registers(tmp_path: Path) -> tuple[Path, Path]:
    ours, theirs = tmp_path / "joint.register.json", tmp_path / "linbeck.register.json"
    write_register(ours, OURS)
    write_register(theirs, THEIRS)
    return ours, theirs


def test_a_person_known_to_both_keeps_the_link_of_either(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    assert adopt(theirs, ours).names == ("member:l09",)
    found = read_register(ours)
    assert found is not None
    assert found.link("member:l09").also == ((THEIRS.address("member:c9"), THEIRS.busy_address("c9")),)
    assert found.address("member:l09") == OURS.address("member:l09")
    assert found.link("member:t01") == OURS.link("member:t01")
    assert read_register(theirs) == THEIRS


def test_what_was_adopted_before_is_not_adopted_twice(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    adopt(theirs, ours)
    adopt(theirs, ours)
    assert len(links(ours).register.link("member:l09").also) == 1


def test_a_code_that_another_council_gave_somebody_else_leads_to_nobodys_feed(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    write_register(theirs, Register(bytes(range(32)), {"member:t01": Link(code="T01", title="Member for Fen")}))
    assert adopt(theirs, ours).names == ()
    assert read_register(ours) == OURS


def test_a_name_that_two_people_have_is_told_apart_by_the_code_or_not_at_all(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    two = {f"member:l0{n}": Link(code=f"L0{n}", title="Member for Ings") for n in (8, 9)}
    write_register(ours, Register(bytes(32), two))
    assert adopt(theirs, ours).names == ()
    write_register(theirs, Register(bytes(range(32)), two))
    assert adopt(theirs, ours).names == ("member:l08", "member:l09")


def test_two_people_of_one_name_elsewhere_are_not_one_person_here(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    two = {f"member:c{n}": Link(code=f"C{n}", title="Member for Ings") for n in (8, 9)}
    write_register(theirs, Register(bytes(range(32)), two))
    assert adopt(theirs, ours).names == ()


def test_a_link_that_was_withdrawn_here_is_not_adopted_again(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    adopt(theirs, ours)
    rotate(["L09"], ours)
    assert adopt(theirs, ours).names == ()
    assert links(ours).register.link("member:l09").also == ()


def test_a_link_that_is_taken_back_takes_the_other_councils_with_it(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    adopt(theirs, ours)
    after = revoke(["L09"], ours).register
    assert after.link("member:l09").also == ()
    assert {THEIRS.address("member:c9"), THEIRS.busy_address("c9"), OURS.address("member:l09")} < set(after.withdrawn)


def test_the_other_councils_link_of_whose_link_is_taken_back_is_withdrawn_and_no_new_one_wakes_it(
    registers: tuple[Path, Path],
) -> None:
    ours, theirs = registers
    other = {THEIRS.address("member:c9"), THEIRS.busy_address("c9")}
    revoke(["L09"], ours)
    moved = adopt(theirs, ours)
    assert (moved.names, moved.taken_back) == ((), ("member:l09",))
    assert other < set(moved.register.withdrawn)
    after = rotate(["L09"], ours).register
    assert after.link("member:l09").also == ()
    assert other < set(after.withdrawn)
    assert adopt(theirs, ours).names == ()


def test_a_link_that_the_other_council_has_taken_back_does_not_work_on(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    revoke(["C9"], theirs)
    assert adopt(theirs, ours).names == ()
    assert read_register(ours) == OURS


def test_whoever_is_no_longer_in_the_input_has_no_link_adopted(registers: tuple[Path, Path]) -> None:
    ours, theirs = registers
    left = OURS.caught_up({"member:t01": OURS.link("member:t01")}, "2027-05-10T09:00:00Z")
    write_register(ours, left)
    assert adopt(theirs, ours).names == ()
    assert read_register(ours) == left


def test_an_address_that_slept_beside_a_link_that_was_taken_back_is_withdrawn_with_the_new_one(
    registers: tuple[Path, Path],
) -> None:
    """As an earlier edition left it."""
    ours, _ = registers
    pair = THEIRS.address("member:c9"), THEIRS.busy_address("c9")
    asleep = Link(2, "revoked", "L09", "Member for Ings", also=(pair,))
    write_register(ours, Register(bytes(32), {"member:l09": asleep}))
    after = rotate(["L09"], ours).register
    assert set(pair) == set(after.withdrawn)


def test_a_register_cannot_adopt_its_own_links(registers: tuple[Path, Path]) -> None:
    with pytest.raises(CannotPublish, match="is the register that is in use"):
        adopt(registers[0], registers[0])
    assert member_name("L09") == "member:l09"
