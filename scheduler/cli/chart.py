"""The command `chart`: the structure of bodies and reporting lines as a picture."""

from pathlib import Path

import click

from scheduler.cli.words import anyway_option, in_words, json_option, print_json, say


@click.command()
@click.argument("source", metavar="PLAN_DIR|INPUT", type=click.Path(path_type=Path))
@click.option("--communities-on-top", is_flag=True, help="The other way up: communities at the top.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="The picture, NAME.svg; NAME.html beside it. Else in PLAN_DIR, or chart.svg here.")  # fmt: skip
@anyway_option
@json_option
def chart(
    source: Path, output: Path | None, anyway: str | None, *, communities_on_top: bool, as_document: bool
) -> None:
    r"""Draw who reports to whom, as chart.svg, with the same in words beside it as chart.html.

    Bodies are boxes, reports solid arrows, escalations dashed ones; groups for a time and projects have dashed frames.
    Bodies of one session of a meeting day stand side by side. The structure is no hierarchy: it reads either way up.
    Communities are its localities, wards, neighbourhoods, reference groups and assemblies.

    Ends with 0; 1 if the plan breaks a rule; 2 if the input is wrong.

    \b
    Examples:
      meeting-day chart outputs/year
      meeting-day chart outputs/year --communities-on-top -o structure.svg
      meeting-day chart year.xlsx -o structure.svg
    """
    with in_words(as_document=as_document):
        from scheduler.commands import chart as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import chart as words  # noqa: PLC0415 - the same

        done = planner.chart(source, output, anyway, communities_on_top=communities_on_top)
        told = done.drawing, done.picture, done.page, done.wrong
        if as_document:
            print_json(words.chart_document(*told))
        for sentence in words.chart_sentences(*told):
            (say if as_document else click.echo)(sentence)
