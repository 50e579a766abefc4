"""The files of an output folder: plan.json, the year page, feeds, workbooks, the input, and plans to choose from."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.data import data_files
from scheduler.outputs.feeds import feeds_as_planned
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.options.comparison import compared
from scheduler.outputs.options.page import options_page
from scheduler.outputs.options.workbook import options_workbook
from scheduler.outputs.pages import page
from scheduler.outputs.pages.editions import PageEdition, in_each_language
from scheduler.outputs.pages.forward_plan import forward_plan_page, has_forward_plan
from scheduler.outputs.places import (
    CONSULTATION_FILE,
    DATA_FOLDER,
    FEEDS_FOLDER,
    FORWARD_PLAN_PAGE,
    INPUT_FOLDER,
    OPTIONS_FOLDER,
    OPTIONS_PAGE,
    OPTIONS_WORKBOOK,
    PAGE_FILE,
    PLAN_FILE,
    WORKBOOK_FILE,
)
from scheduler.outputs.plan_json import plan_bytes
from scheduler.outputs.workbook import consultation_bytes, workbook_bytes


def write_files(
    problem: Problem, planned: Plan, new: Path, inputs: Mapping[str, bytes], others: Sequence[Plan] = ()
) -> None:
    """Write every output of a plan into a new folder, the input's files with it.

    Parameters
    ----------
    problem, planned : Problem, Plan
        The input and the plan made from it.
    new : Path
        The folder, which is not there yet.
    inputs : Mapping[str, bytes]
        The input's files by name.
    others : Sequence[Plan], optional
        Other plans to choose from, the best first.

    """
    plan = revised(problem, planned)
    if plan.input_sha256 == problem.input_sha256:
        plan = replace(plan, input_facts=problem.input_facts)
    new.mkdir(parents=True)
    (new / PLAN_FILE).write_bytes(plan_bytes(plan))
    (new / PAGE_FILE).write_bytes(page(problem, plan).encode())
    for path, feed in feeds_as_planned(problem, plan).items():
        file = new / FEEDS_FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(feed)
    for name, data in inputs.items():
        file = new / INPUT_FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    if has_forward_plan(problem):
        notice = partial(forward_plan_page, problem, plan, dt.date.min)
        _write_pages(problem, new / FORWARD_PLAN_PAGE, notice)
    for path, data in data_files(problem, plan).items():
        file = new / DATA_FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (new / WORKBOOK_FILE).write_bytes(workbook_bytes(problem, plan))
    (new / CONSULTATION_FILE).write_bytes(consultation_bytes(problem, plan))
    if others:
        _write_options(problem, (plan, *others), new, inputs)


def _write_options(problem: Problem, plans: Sequence[Plan], new: Path, inputs: Mapping[str, bytes]) -> None:
    """Write a comparison of several plans beside the first, and the outputs of each of the others below it."""
    options = compared(problem, plans)
    _write_pages(problem, new / OPTIONS_PAGE, lambda others: options_page(problem, compared(problem, plans), others))
    (new / OPTIONS_WORKBOOK).write_bytes(options_workbook(problem, options))
    for option in options[1:]:
        write_files(problem, option.plan, new / OPTIONS_FOLDER / str(option.number), inputs)


def _write_pages(problem: Problem, file: Path, made: Callable[[Sequence[PageEdition]], str]) -> None:
    """Write a page for members or the public in each language of the council."""
    for name, data in in_each_language(problem, file.name, made):
        file.with_name(name).write_bytes(data)
