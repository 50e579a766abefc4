"""A chart as SVG and as a page: what is in it, how it is read aloud, and that no text breaks it."""

from dataclasses import replace

from defusedxml.ElementTree import fromstring
from drawn_structures import structure

from scheduler.outputs.chart.drawing import drawn
from scheduler.outputs.chart.structure import ESCALATE, LEADING, PROJECT, REPORT, STILL, WORK, Line, Structure
from scheduler.outputs.chart.svg import svg
from scheduler.outputs.chart.words import entries, page

SVG = "{http://www.w3.org/2000/svg}"


def of_every_look():
    found = structure(6, [(1, 0, REPORT), (2, 0, ESCALATE), (3, 0, REPORT)], sessions={1, 3})
    looks = (LEADING, LEADING, WORK, LEADING, STILL, WORK)
    boxes = [replace(box, look=look, ends=look == WORK) for box, look in zip(found.boxes, looks, strict=True)]
    boxes[5] = replace(boxes[5], name="Parks", projects=("P",), ends=False)
    return Structure(found.title, tuple(boxes), (*found.lines, Line(5, 0, PROJECT)))


def texts(picture):
    return [one.text for one in picture.iter(f"{SVG}text")]


def test_the_legend_says_what_is_in_the_picture_and_nothing_else():
    told = texts(fromstring(svg(drawn(of_every_look()))))
    legend = {
        "reports to", "escalates to", "projects report to", "board or council", "holds no meetings", "work for a time",
        "is to be dissolved", "side by side on a meeting day",
    }  # fmt: skip
    assert legend <= set(told)
    plain = texts(fromstring(svg(drawn(structure(2, [(1, 0, REPORT)])))))
    assert set(plain) & legend == {"reports to", "is to be dissolved"}


def test_a_picture_of_its_own_has_a_size_and_a_style_and_one_in_a_page_has_neither():
    drawing = drawn(of_every_look())
    alone, within = fromstring(svg(drawing)), fromstring(svg(drawing, alone=False, address=lambda box: f"/{box.code}"))
    assert alone.get("width").endswith("pt")
    assert alone.find(f"{SVG}style") is not None
    assert (alone.get("role"), within.get("role")) == ("img", "group")
    assert within.get("width") is within.find(f"{SVG}style") is None
    assert [one.get("href") for one in within.iter(f"{SVG}a")] == [f"/B{one.number}" for one in drawing.part.boxes]
    without = fromstring(svg(drawing, address=lambda _: None))
    assert list(without.iter(f"{SVG}a")) == []


def test_a_long_title_is_made_smaller_and_then_cut():
    sizes = {}
    for length in (10, 60, 300):
        found = replace(structure(1, []), title="W" * length)
        heading = next(fromstring(svg(drawn(found))).iter(f"{SVG}text"))
        sizes[length] = float(heading.get("font-size")), heading.text
    assert sizes[10] == (16, f"{'W' * 10}: structure")
    assert sizes[300][0] == 9 < sizes[60][0] + 0.1 < 16.1
    assert sizes[300][1].endswith("…")


def test_no_text_breaks_the_picture_or_the_page():
    found = structure(2, [(1, 0, REPORT)])
    names = ('<script>alert("&")</script> & Sons', "Ein\u200bwort " + "M" * 80)
    boxes = tuple(replace(box, name=name) for box, name in zip(found.boxes, names, strict=True))
    drawing = drawn(replace(found, boxes=boxes, title='A "title" <b>'))
    assert fromstring(svg(drawing)).findtext(f"{SVG}title") == 'A "title" <b>: structure'
    written = page(drawing)
    assert "<script>" not in written
    assert "Reports to &lt;script&gt;" in written


def test_the_words_have_everybody_once_below_one_to_whom_they_report():
    found = structure(5, [(1, 0, REPORT), (2, 1, ESCALATE), (2, 0, REPORT), (3, 2, REPORT), (3, 2, ESCALATE)])
    tied, alone = entries(found)

    def told(ones):
        return [(one.box.code, one.lines.replace("Health and Wellbeing ", ""), told(one.below)) for one in ones]

    third = found.boxes[2].name
    assert told(tied) == [
        (
            "B0",
            "",
            [
                ("B1", "Reports to Board 0.", []),
                (
                    "B2",
                    "Escalates to Board 1; reports to Board 0.",
                    [("B3", f"Reports and escalates to {third.replace('Health and Wellbeing ', '')}.", [])],
                ),
            ],
        )
    ]
    assert [one.box.code for one in alone] == ["B4"]


def test_the_same_structure_gives_the_same_bytes():
    assert page(drawn(of_every_look())) == page(drawn(of_every_look()))
