"""The growth figure as SVG: one panel below another, the number of meetings along each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from bars import BARS, standing
from scales import Scale, along, of_shares, of_times
from sizes import SIZES

WIDTH, LEFT, RIGHT, TOP, HEIGHT, PITCH = 760, 70, 740, 84, 150, 262
HEADROOM, APART, HALF_A_BAR, LINE = 60, 12, 26, 16
INK, FAINT, POINT, BAR = "#1b1b1b", "#d5d5d5", "#0b4f8a", "#a34700"
HALO = 'stroke="white" stroke-width="3" paint-order="stroke"'
"""White around a text, so that no line runs through it."""
TITLE = "How planning grows with the number of meetings"
MEETINGS = {"partnership": 67, **{name: size.meetings for name, size in SIZES.items()}}
"""How many there are, where a measurement broke off before it could say."""

Result = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """One thing measured: its title, its value of a result, its bar of a size, its axis and its words."""

    title: str
    value: Callable[[Result], float | None]
    bar: Callable[[str], float | None]
    scale: Callable[[Sequence[float], float, float], Scale]
    words: Callable[[float], str]


def figure(document: dict[str, Any]) -> str:
    """Return the figure of a run's results; the same results give the same bytes."""
    results = document["results"]
    seconds = min(document["machine"]["seconds"], 120)
    panels = (
        Panel("Seconds to the first plan", _first, lambda size: BARS[size].first, of_times, _seconds),
        _panel_of_gap("apologies", seconds),
        _panel_of_gap("dates", seconds),
    )
    across = along([_meetings(result) for result in results], LEFT, RIGHT)
    height = TOP + len(panels) * PITCH
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"',
        'role="img" aria-labelledby="title description" font-family="Helvetica, Arial, sans-serif" font-size="13">',
        f'<title id="title">{TITLE}</title>',
        f'<desc id="description">{escape(" ".join(_sentences(results, panels)))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        _text(LEFT, 26, TITLE, 'font-size="18" font-weight="bold"'),
        _text(LEFT, 48, "A point for each council; those of one size stand side by side, the number is the worst."),
        _mark_of_bar(LEFT + 14, 62),
        _text(LEFT + 48, 66, "the bar: at most this"),
        _cross(LEFT + 210, 62),
        _text(LEFT + 222, 66, "no plan in the time given"),
    ]
    for number, panel in enumerate(panels):
        lines += _drawn(panel, results, across, TOP + number * PITCH)
    return "\n".join([*lines, "</svg>", ""])


def _panel_of_gap(tier: str, seconds: float) -> Panel:
    def gap(result: Result) -> float | None:
        row = standing(result, tier)
        return None if row is None else 100 * row["gap"]

    def bar(size: str) -> float | None:
        share = 0 if BARS[size].proven is not None else BARS[size].gaps.get(tier)
        return None if share is None else 100 * share

    return Panel(f"Gap of {tier} after {seconds:g} s, in per cent of its value", gap, bar, of_shares, _per_cent)


def _first(result: Result) -> float | None:
    return result.get("first_seconds")


def _seconds(value: float) -> str:
    return f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def _per_cent(value: float) -> str:
    return f"{value:.1f} %" if value else "proven"


def _drawn(panel: Panel, results: Sequence[Result], across: Scale, top: float) -> Iterator[str]:
    """Draw a panel: its axes, and for each size its bar, its points and what the worst of them is."""
    ceiling, floor = top + HEADROOM, top + HEADROOM + HEIGHT
    bars = [bar for size in _sizes(results) if (bar := panel.bar(size)) is not None]
    values = [value for result in results if (value := panel.value(result)) is not None]
    up = panel.scale([*values, *bars], floor, ceiling)
    yield "<g>"
    yield _text(LEFT, top + 22, panel.title, 'font-weight="bold"')
    for tick in up.ticks:
        height = up.place(tick)
        yield f'<path d="M{LEFT} {height:.1f}H{RIGHT}" stroke="{FAINT}"/>'
        yield _text(LEFT - 8, height + 4, f"{tick:g}", 'text-anchor="end"')
    for meetings in across.ticks:
        here = [result for result in results if _meetings(result) == meetings]
        middle = across.place(meetings)
        yield _text(middle, floor + LINE + 1, " and ".join(_sizes(here)), 'text-anchor="middle"')
        yield _text(middle, floor + 2 * LINE + 1, f"{meetings:g} meetings", 'text-anchor="middle"')
        for size in _sizes(here):
            bar = panel.bar(size)
            if bar is not None:
                yield _mark_of_bar(middle, up.place(bar), half=HALF_A_BAR)
        yield from _points(panel, here, middle, up, ceiling)
    yield "</g>"


def _points(panel: Panel, here: Sequence[Result], middle: float, up: Scale, ceiling: float) -> Iterator[str]:
    values = [panel.value(result) for result in here]
    for number, value in enumerate(values):
        place = middle + APART * (number - (len(values) - 1) / 2)
        if value is None:
            yield _cross(place, ceiling - 12)
        else:
            yield f'<circle cx="{place:.1f}" cy="{up.place(value):.1f}" r="4.5" fill="{POINT}" stroke="white"/>'
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        lost = "no plan" if not known else f"{len(values) - len(known)} of {len(values)}: no plan"
        yield _text(middle, ceiling - 22, lost, 'text-anchor="middle"')
    if known:
        height = up.place(max(known))
        bars = [up.place(bar) for size in _sizes(here) if (bar := panel.bar(size)) is not None]
        height = min([height, *(bar for bar in bars if height - 1.5 * LINE < bar < height)])
        yield _text(middle, height - 9, panel.words(max(known)), f'text-anchor="middle" {HALO}')


def _sentences(results: Sequence[Result], panels: Sequence[Panel]) -> Iterator[str]:
    """Tell for each size what its points show."""
    for size in _sizes(results):
        here = [result for result in results if result["size"] == size]
        parts = []
        for panel in panels:
            values = [panel.value(result) for result in here]
            words = ["no plan" if value is None else panel.words(value) for value in values]
            parts.append(f"{panel.title}: {', '.join(words)}")
        yield f"{size.capitalize()}, {_meetings(here[0]):g} meetings. {'; '.join(parts)}."


def _meetings(result: Result) -> float:
    return result["counts"]["meetings"] if "counts" in result else MEETINGS[result["size"]]


def _sizes(results: Sequence[Result]) -> list[str]:
    return list(dict.fromkeys(result["size"] for result in results))


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{INK}" {more}>{escape(words)}</text>'.replace(" >", ">")


def _mark_of_bar(x: float, y: float, half: float = 14) -> str:
    return f'<path d="M{x - half:.1f} {y:.1f}h{2 * half:g}" stroke="{BAR}" stroke-width="2.5" stroke-dasharray="5 3"/>'


def _cross(x: float, y: float) -> str:
    return f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" stroke="{INK}" stroke-width="2"/>'
