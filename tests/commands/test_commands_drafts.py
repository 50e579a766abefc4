"""Drafts as the commands make them, compare them and take them; what a publication would do, told before it is done."""

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.before_publishing import FINE, LOOK, STOPS, Outlook, concerned, outlook
from scheduler.commands.comparing import MOST, Comparison, Which, compare, options_of
from scheduler.commands.drafts import DRAFT, begin_draft, steps_since, take_draft
from scheduler.commands.history import differing, last_published, state_of, undo
from scheduler.commands.links import carry_over, number_given
from scheduler.commands.publishing import Wanted, publish
from scheduler.commands.sources import read_kept
from scheduler.domain.plan import Occurrence
from scheduler.errors import CannotPublish, CannotWrite, InputFaults, Refused
from scheduler.outputs.site.files import Mark, write_site

EARLY = datetime(2015, 10, 1)
AS_OF = ("--as-of", "2015-10-01")
ABSENT = "kind,who,start,end,strength,reason\nperson,DPH,2015-11-17,2015-11-17,hard,Away\n"


def run(*arguments: object) -> str:
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts")
    run("plan", write_input(folder / "workbook"), "-o", folder / "plan", *AS_OF, "--by", "Ann")
    return folder


@pytest.fixture
def year(planned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "year"))


def begun(year: Path, name: str = "one") -> Path:
    draft = year / "drafts" / name
    begin_draft(year / "plan", draft)
    return draft


def moved(place: Path, meeting: str = "GB#1", to: str = "2015-11-17") -> None:
    run("move", place / "input", place, meeting, to, "--accept", *AS_OF, "--by", "Bob")


def plan_of(place: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((place / "plan.json").read_text(encoding="utf-8"))["meetings"]
    return found


def published(year: Path, **wanted: object) -> None:
    where = {"base_url": "https://x.example.org", "register": year / "site.register.json", **wanted}
    publish(Wanted(year / "plan", year / "site", **where), EARLY)  # type: ignore[arg-type]


# -- drafts


def test_a_draft_is_a_copy_with_its_history(year: Path) -> None:
    draft = begun(year)
    assert plan_of(draft) == plan_of(year / "plan")
    steps = json.loads(run("history", draft, "--json"))["steps"]
    assert [(one["command"], one["about"]) for one in steps] == [
        ("plan", None), (DRAFT.command, "Began as a copy of the calendar."),
    ]  # fmt: skip
    assert not list((year / "drafts").glob(".*"))


def test_a_draft_never_takes_anothers_place(year: Path) -> None:
    draft = begun(year)
    moved(draft)
    before = plan_of(draft)
    with pytest.raises(CannotWrite, match="There is a draft called one already"):
        begin_draft(year / "plan", draft)
    assert plan_of(draft) == before


def test_what_was_done_to_the_calendar_since_is_known(year: Path) -> None:
    draft = begun(year)
    assert steps_since(draft, year / "plan") == ()
    published(year)
    assert steps_since(draft, year / "plan") == ()  # that leaves the calendar as it is
    moved(year / "plan")
    [step] = steps_since(draft, year / "plan")
    assert (step.step.command, step.step.by) == ("move", "Bob")


def test_taking_is_told_before_and_done_as_a_step(year: Path) -> None:
    draft, plan = begun(year), year / "plan"
    moved(draft)
    moved(plan, "HWB#2", "2015-11-12")
    before = plan_of(plan)
    told = take_draft(draft, plan, EARLY, write=False)
    assert plan_of(plan) == before
    assert told.summary == "2 meetings moved"
    assert [sentence.partition(":")[0] for sentence in told.sentences] == [
        "Health Board (HWB#2)",
        "Growth Board (GB#1)",
    ]
    assert len(told.lost) == 1
    assert "by Bob, on " in told.lost[0]
    assert take_draft(draft, plan, EARLY) == told
    taken = {f"{one['body']}#{one['sequence']}": one for one in plan_of(plan)}
    assert {name: (one["date"], one["revision"]) for name, one in taken.items()} == {
        "HWB#1": ("2015-11-02", 0), "HWB#2": ("2015-11-09", 2), "GB#1": ("2015-11-17", 1),
    }  # fmt: skip
    assert [one["uid"] for one in plan_of(plan)] == sorted(
        (one["uid"] for one in before), key=[one["uid"] for one in plan_of(plan)].index
    )
    last = json.loads(run("history", plan, "--json"))["steps"][-1]
    assert (last["command"], last["about"]) == ("take", "Made the draft one the calendar: 2 meetings moved.")


def test_what_is_confirmed_or_held_stands_against_it(year: Path) -> None:
    draft, plan = begun(year), year / "plan"
    moved(draft)
    run("confirm", plan, *AS_OF)
    with pytest.raises(Refused, match="The draft one cannot be made the calendar") as refused:
        take_draft(draft, plan, EARLY)
    [reason] = refused.value.reasons
    assert reason == (
        "Growth Board on Monday 2 November 2015 at 14:00 is confirmed in the calendar, and only provisional in the "
        "draft."
    )
    with pytest.raises(Refused) as held:
        take_draft(draft, plan, datetime(2015, 11, 20))
    assert "Growth Board has already met on Monday 2 November 2015." in held.value.reasons


def test_a_draft_that_leaves_what_is_confirmed_in_place_keeps_it_confirmed(year: Path) -> None:
    draft, plan = begun(year), year / "plan"
    run("cancel", draft / "input", draft, "HWB#2", "--accept", *AS_OF, "--waive", "cadence", "--reason", "Recess")
    run("confirm", plan, "--body", "GB", *AS_OF)
    take_draft(draft, plan, EARLY)
    assert {f"{one['body']}#{one['sequence']}": one["status"] for one in plan_of(plan)} == {
        "HWB#1": "provisional", "GB#1": "confirmed", "HWB#2": "cancelled",
    }  # fmt: skip


# -- compared


def compared(year: Path, *which: Which) -> Comparison:
    return compare([Which("The calendar", year / "plan"), *which])


def test_drafts_steps_and_options_side_by_side(year: Path) -> None:
    draft = begun(year)
    (draft / "input" / "unavailability.csv").write_text(ABSENT, encoding="utf-8")
    moved(draft, "HWB#2")
    options = year / "plan" / "options" / "2"
    options.mkdir(parents=True)
    shutil.copy(year / "plan" / "plan.json", options)
    assert options_of(year / "plan") == (2,)
    found = compared(
        year, Which("One", draft), Which("Step", draft, step="1"), Which("Option", year / "plan", option=2)
    )
    assert [side.name for side in found.sides] == ["The calendar", "One", "Step", "Option"]
    assert [side.meetings for side in found.sides] == [3] * 4
    assert [side.broken for side in found.sides] == [()] * 4
    assert [side.optimal for side in found.sides] == [True, False, True, True]
    assert (found.first_day, found.last_day) == (date(2015, 11, 2), date(2015, 11, 27))
    [differing_line] = [line for line in found.lines if line.differs]
    assert differing_line.title == "Health Board"
    assert differing_line.days == (date(2015, 11, 9), date(2015, 11, 17), date(2015, 11, 9), date(2015, 11, 9))
    [person] = [line for line in found.people if line.differs]
    assert (person.name, person.apologies) == ("Director of Public Health", (0, 1, 0, 0))
    assert any(figure.differs and figure.numbers == (0, 1, 0, 0) for figure in found.figures)


def test_a_meeting_that_one_does_not_hold(year: Path) -> None:
    draft = begun(year)
    run("cancel", draft / "input", draft, "HWB#2", "--accept", *AS_OF, "--waive", "cadence", "--reason", "Recess")
    found = compared(year, Which("One", draft))
    [line] = [line for line in found.lines if line.differs]
    assert (line.places[1], line.days[1]) == ("", None)


def test_no_more_than_so_many_and_none_that_is_not_there(year: Path) -> None:
    many = [Which(str(number), year / "plan") for number in range(MOST + 2)]
    assert len(compare(many).sides) == MOST
    for missing in (Which("x", year / "plan", option=9), Which("x", year / "plan", step="9"), Which("x", year / "no")):
        with pytest.raises(InputFaults):
            compared(year, missing)


def test_a_state_of_a_folder_is_that_of_its_step(year: Path) -> None:
    plan = year / "plan"
    moved(plan)
    assert state_of(plan, "1")[1] == differing(plan, "1", "now").plans[0]
    assert state_of(plan, "now")[1] == differing(plan, "1", "now").plans[1]


def test_what_an_undo_would_do_is_told_and_not_done(year: Path) -> None:
    plan = year / "plan"
    moved(plan)
    before = plan_of(plan)
    told = undo(plan, "1", EARLY, write=False)
    assert plan_of(plan) == before
    done = undo(plan, "1", EARLY)
    assert (done.after, done.stayed, done.breaches) == (told.after, told.stayed, told.breaches)


# -- before publishing


def looked_at(year: Path, moment: datetime | None = EARLY, drafts: tuple[Path, ...] = ()) -> Outlook:
    others = [one for one in (year.parent / "other",) if one.is_dir()]
    return outlook(year / "plan", year / "site.register.json", moment, drafts, others)


def states(found: Outlook) -> dict[str, str]:
    return {one.name: one.state for one in found.matters}


def test_before_the_first_publication(year: Path) -> None:
    found = looked_at(year, None)
    assert states(found) == {
        **dict.fromkeys(("rules", "sent", "register", "law", "notice", "drafts"), FINE), "provisional": LOOK,
    }  # fmt: skip
    assert (found.last, found.steps, found.is_news, found.bodies, found.people) == ("", (), True, (), ())
    assert found.new_links == ("Councillor Ann", "Councillor Bob", "Director of Public Health")


def test_after_it_nothing_is_new_until_something_changes(year: Path) -> None:
    published(year)
    found = looked_at(year)
    assert (found.is_news, found.steps, found.new_links, found.base_url) == (False, (2,), (), "https://x.example.org")
    draft = begun(year)
    moved(year / "plan", "HWB#2", "2015-11-12")
    (year / "site.register.json").chmod(0o640)
    found = looked_at(year, datetime(2015, 11, 6), (draft,))
    assert [name for name, state in states(found).items() if state == LOOK] == [
        "register", "notice", "provisional", "drafts",
    ]  # fmt: skip
    assert found.is_news
    assert [one.name for one in found.bodies] == ["Health Board"]
    assert [one.name for one in found.people] == ["Councillor Ann", "Councillor Bob", "Director of Public Health"]
    assert all("HWB#2" not in sentence for one in found.people for sentence in one.sentences)
    [notice] = [one for one in found.matters if one.name == "notice"]
    assert notice.sentence == "Notice of 1 meeting that is new or moved can no longer be given in time."


def test_another_lunch_is_told_under_meeting_days(year: Path) -> None:
    problem, plan = read_kept(year / "plan")
    days = [Occurrence("DAY", 1, date(2015, 11, 2), theme=theme) for theme in ("Health", "Homes")]
    before, after = (replace(plan, occurrences=(day,)) for day in days)
    [lunches], people = concerned(problem, before, after)
    assert lunches.name == "Lunches of meeting days"
    assert people == ()


def test_two_publications_are_two_steps_to_go_back_to(year: Path) -> None:
    published(year)
    moved(year / "plan")
    published(year)
    published(year)
    assert looked_at(year).steps == (2, 5)
    known = last_published(year / "plan")
    assert known is not None
    assert known[0].number == 5
    (year / "plan" / "history" / "objects" / known[0].files["plan.json"]).write_bytes(b"")
    found = looked_at(year)
    assert found.last.startswith("What was published cannot be read any more")


def test_what_stops_a_publication(year: Path) -> None:
    rooms = year / "plan" / "input" / "rooms.csv"
    rooms.write_text(f"{rooms.read_text(encoding='utf-8')}CR3,Committee Room 3,Town Hall,20\n", encoding="utf-8")
    found = looked_at(year)
    assert states(found)["rules"] == STOPS
    (year / "site.register.json").write_text("{", encoding="utf-8")
    assert states(looked_at(year))["register"] == STOPS


def test_going_back_on_what_was_sent_stops_it(year: Path) -> None:
    moved(year / "plan")
    published(year)
    shutil.rmtree(year / "plan")
    (year / "plan.previous").rename(year / "plan")
    assert states(looked_at(year))["sent"] == STOPS


def test_confirmed_and_law(year: Path) -> None:
    run("confirm", year / "plan", *AS_OF)
    bodies = (
        "body,name,meetings_min,notice_clear_days,open_to_public,legal_kind\n"
        "HWB,Health Board,2,1,yes,committee\nGB,Growth Board,1,,,\n"
    )
    (year / "plan" / "input" / "bodies.csv").write_text(bodies, encoding="utf-8")
    found = states(looked_at(year))
    assert (found["provisional"], found["law"]) == (FINE, LOOK)


def test_links_of_another_year_are_offered_and_carried_over(year: Path) -> None:
    other = year.parent / "other"
    other.mkdir()
    published(year)
    (year / "site.register.json").rename(other / "site.register.json")
    (year / "site.register.json.mark").unlink(missing_ok=True)
    given = str(other / "site.register.json")
    assert looked_at(year).others_links == {given: 3}
    carry_over(other / "site.register.json", year / "site.register.json")
    assert looked_at(year).others_links == {}
    with pytest.raises(CannotPublish, match="is there already"):
        carry_over(other / "site.register.json", year / "site.register.json")
    (other / "site.register.json").write_text("{", encoding="utf-8")
    assert number_given(other / "site.register.json", ["ANN"]) == 0


def test_who_has_another_link_is_named(year: Path) -> None:
    published(year)
    run("feeds", "rotate", "ANN", "--register", year / "site.register.json")
    run("feeds", "revoke", "BOB", "--register", year / "site.register.json")
    assert looked_at(year).new_links == ("Councillor Ann",)


# -- the whole site at one moment


def test_a_site_changes_at_one_moment_or_not_at_all(tmp_path: Path) -> None:
    site, mark = tmp_path / "site", Mark("ab", 0)
    before = {"index.html": b"one", "feeds/all.ics": b"one"}
    write_site(site, before, frozenset(), mark, at_once=True)
    (site / "mine.txt").write_text("mine", encoding="utf-8")

    class Breaking(dict[str, bytes]):
        def items(self):  # type: ignore[no-untyped-def] # as a disk that fails between two files
            yield "feeds/all.ics", b"two"
            raise OSError(28, "No space left on device")

    with pytest.raises(CannotWrite):
        write_site(site, Breaking(before), frozenset(before), mark, at_once=True)
    assert {one.name: one.read_bytes() for one in site.rglob("*.*") if one.is_file()} == {
        ".meeting-day": mark.written, "index.html": b"one", "all.ics": b"one", "mine.txt": b"mine",
    }  # fmt: skip
    written = write_site(site, {"index.html": b"two"}, frozenset(before), mark, at_once=True)
    assert (written.written, written.removed) == (1, 1)
    assert sorted(one.name for one in site.iterdir()) == [".meeting-day", "feeds", "index.html", "mine.txt"]
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_where_the_disk_knows_no_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, ours = tmp_path / "site", frozenset(("index.html", "other.html"))
    write_site(site, {"index.html": b"one", "other.html": b"one"}, frozenset(), Mark("ab", 0), at_once=True)

    def no_link(source: str, target: str) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_link)
    write_site(site, {"index.html": b"two", "other.html": b"one"}, ours, Mark("ab", 0), at_once=True)
    assert (site / "index.html").read_bytes() == b"two"
