"""`import --as`: other councils' workbooks, laid beside what a joint calendar has already."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.commands.made_workbooks import faults_in, refuse_what_is_there
from scheduler.domain.imported import Import, Imported, Joined
from scheduler.domain.names import name_key
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite, InputFaults
from scheduler.outputs.disk import write_whole
from scheduler.outputs.imported import filled
from scheduler.outputs.imported_sheets import add_sheets
from scheduler.reading.authorities import home_row
from scheduler.reading.imports.council_names import Council
from scheduler.reading.imports.councils import beside
from scheduler.reading.parsing import Understood, parse, understood
from scheduler.reading.tables.headers import RawInput, read_bytes
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.texts import code_key


def join_councils(
    sources: Sequence[Path], codes: Sequence[str], into: Path, output: Path, tell: Callable[[str], None]
) -> Import:
    """Write a joint workbook of one in hand and the inputs of other councils.

    Parameters
    ----------
    sources : sequence of Path
        The inputs, workbooks or folders of CSV files; they are not touched.
    codes : sequence of str
        The code of the authority of each.
    into : Path
        The workbook in hand, whose cells stay as they are in the one that is written.
    output : Path
        The workbook to write; never one that is there.
    tell : callable
        Hears what is being done.

    Raises
    ------
    InputFaults
        If an input cannot be read, with every fault of all of them; or is of an authority that has another code.
    CannotWrite
        If there is a file at the path already, or none can be written there.

    """
    refuse_what_is_there(output)
    tell("Reading the workbooks")
    raws = _read([*sources, into], checked=sources)
    made: list[Imported] = []
    guesses, differences = [], []
    files: dict[str, bytes] = {}
    with TemporaryDirectory() as place:
        work = Path(place)
        base, raw = into, raws[-1]
        for source, given, theirs in zip(sources, codes, raws, strict=False):
            tell(f"Joining {source.name}")
            council, joint = understood(theirs), understood(raw)
            _refuse_another_code(source, given, council, joint)
            code = _as_spelt(given, joint)
            kept = _calendar_files(theirs, council, code)
            files |= {kept[name]: read_bytes(theirs.folder / name) for name in kept}
            one, overlay = beside(Council(source.name, code, council, kept), joint, raw)
            done = filled(base, overlay, raw.places)
            made.append(one)
            guesses += done.guesses
            differences += done.differences
            base = work / f"{len(made)}.xlsx"
            base.write_bytes(done.parts.packed())
            raw = read_tables(base)
        tell("Reading the whole")
        for name in _named_files(understood(raw)) - files.keys():
            if (into.parent / name).is_file():
                (work / name).write_bytes(read_bytes(into.parent / name))
        for name, content in files.items():
            (work / name).write_bytes(content)
        faults = faults_in(work / "whole.xlsx", base.read_bytes())
        done.guesses, done.differences = guesses, differences
        whole = _together(made, files)
        add_sheets(done, whole, (), list(_steps(output, faults)))
        content = done.parts.packed()
    refuse_what_is_there(output)
    _write_files(output, files)
    write_whole(output, content)
    return Import(whole, tuple(guesses), tuple(differences), (), faults)


def _read(paths: Sequence[Path], checked: Sequence[Path]) -> list[RawInput]:
    """Return the tables of inputs, those of some of which have no fault.

    Raises
    ------
    InputFaults
        With every fault of each, which says of which input it is.

    """
    raws, faults = [], []
    for path in paths:
        raw = read_tables(path)
        raws.append(raw)
        found: Sequence[Fault] = () if raw.tables else raw.faults
        if path in checked:
            try:
                parse(raw)
            except InputFaults as trouble:
                found = trouble.faults
        faults += [replace(one, table=f"{path.name}: {one.table}".rstrip(": ")) for one in found]
    if faults:
        raise InputFaults(tuple(faults))
    return raws


def _refuse_another_code(source: Path, code: str, council: Understood, joint: Understood) -> None:
    """Raise InputFaults where the joint calendar knows the council by another code, or another one by this code."""
    name, home = (found.settings.settings().authority or found.settings.settings().title for found in (council, joint))
    called = {row.get("authority", ""): row.get("name", "") for row in joint.rows["authorities"]}
    row = home_row(joint.rows, joint.settings)
    if row is not None:
        called[row.get("authority", "")] = home
    known = [one for one, theirs in called.items() if name_key(theirs) == name_key(name)]
    taken = next((theirs for one, theirs in called.items() if code_key(one) == code_key(code)), "")
    if not code.strip() or ";" in code:
        message, remedy = f"“{code}” is no code of an authority", "Say a short one without ;, such as --as LIN."
    elif name_key(name) == name_key(home):
        message, remedy = f"it is of {name}, and so is the workbook that it is to go into", "Give another council's."
    elif known and code_key(code) not in map(code_key, known):
        message, remedy = f"it is of {name}, whose code there is {listed(known)}", f"Say --as {known[0]}."
    elif taken and code_key(taken) != code_key(name):
        message = f"it is of {name}, and {code} is the code of {taken} there"
        remedy = "Say another code; or spell the name in the sheet Authorities as in its own workbook."
    else:
        return
    raise InputFaults((Fault(source.name, None, None, message, remedy),))


def _as_spelt(code: str, joint: Understood) -> str:
    """Return a code as the joint calendar spells it."""
    known = (row.get("authority", "") for row in joint.rows["authorities"])
    return next((one for one in known if code_key(one) == code_key(code)), code.strip())


def _named_files(given: Understood) -> set[str]:
    """Return the names of the calendar files beside an input; a path is none, and is told when the whole is read."""
    tables = ("busy_calendars", "closed_dates")
    found = {row.get("file") for table in tables for row in given.rows[table] if "file" in row.values}
    return {name for name in found if Path(name).name == name}


def _calendar_files(raw: RawInput, council: Understood, code: str) -> dict[str, str]:
    """Return what each calendar file beside a council's input is called beside the joint one."""
    return {name: f"{code}-{name}" for name in sorted(_named_files(council)) if (raw.folder / name).is_file()}


def _write_files(output: Path, files: Mapping[str, bytes]) -> None:
    """Write the calendar files beside the joint workbook.

    Raises
    ------
    CannotWrite
        If one of the name is there that says otherwise; then none is written.

    """
    for name, content in files.items():
        path = output.parent / name
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            raise CannotWrite(f"{path} is there already, and is another file. Move it away first.")
    for name, content in files.items():
        if not (output.parent / name).exists():
            write_whole(output.parent / name, content)


def _together(made: Sequence[Imported], files: Mapping[str, bytes]) -> Imported:
    """Return what several councils' inputs add, as one."""
    counts: dict[tuple[str, str], int] = {}
    for one in made:
        for words, number in one.counts.items():
            counts[words] = counts.get(words, 0) + number
    told = [Joined(f"The calendar file {name} was written beside the workbook.") for name in files]
    return Imported(
        title=listed([one.title for one in made]),
        tables={},
        read_as=tuple(read for one in made for read in one.read_as),
        counts=counts,
        by_file={name: found for one in made for name, found in one.by_file.items()},
        unknown=tuple(unknown for one in made for unknown in one.unknown),
        left_out=tuple(left for one in made for left in one.left_out),
        joined=(*(words for one in made for words in one.joined), *told),
    )


def _steps(output: Path, faults: Sequence[Fault]) -> Iterator[str]:
    """Yield what to do next."""
    yield "Read below who and what was taken for one, and undo what is not."
    yield "Say in the sheet Authorities what part each council has, and in Bodies which body takes over from each."
    for fault in faults:
        yield f"Put right: {fault.sentence}"
    yield f"See whether anything is missing:  meeting-day validate {output.name}"
    yield f"Find the joint calendar:  meeting-day plan {output.name}"
