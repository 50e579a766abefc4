"""The looks of the year planner's days, and the words of its legend."""

from scheduler.outputs.workbook.planner_days import (
    AVOID,
    CLOSED,
    HOLIDAY,
    MEETING,
    MEETING_DAY,
    OUTSIDE,
    PLAIN,
    WEEKEND,
)
from scheduler.outputs.workbook.styles import DEEP, INK, PAPER

Properties = dict[str, object]

RULE, HAIRLINE, WEEKDAY_FILL, WEEKEND_FILL = "#8497B0", "#BFBFBF", "#DDE3EC", "#EDEDED"

FILLS: dict[str, Properties] = {
    MEETING_DAY: {"bg_color": DEEP, "font_color": PAPER},
    MEETING: {"bg_color": "#CFE2F3", "font_color": INK},
    HOLIDAY: {"bg_color": "#F8CBAD", "font_color": INK},
    CLOSED: {"bg_color": "#D0CECE", "font_color": INK},
    AVOID: {"bg_color": "#FFF2CC", "font_color": INK, "italic": True},
    WEEKEND: {"bg_color": WEEKEND_FILL, "font_color": INK},
    PLAIN: {"font_color": INK},
    OUTSIDE: {"font_color": "#767676"},
}
LEGEND = {
    MEETING_DAY: "Meeting day",
    MEETING: "Meeting",
    HOLIDAY: "Public holiday",
    CLOSED: "Closed",
    AVOID: "Avoid, or closed to some",
    WEEKEND: "Weekend",
}

DAY: Properties = {
    "font_size": 9, "valign": "top", "text_wrap": True,
    "top": 1, "bottom": 1, "top_color": HAIRLINE, "bottom_color": HAIRLINE,
}  # fmt: skip
MONDAY: Properties = {"top": 2, "top_color": RULE}
LEFT: Properties = {"bold": True, "align": "left", "left": 1, "left_color": RULE}
RIGHT: Properties = {"right": 1, "right_color": RULE}
TITLE: Properties = {"font_size": 22, "bold": True, "font_color": DEEP, "valign": "vcenter"}
ABOUT: Properties = {"font_size": 10, "font_color": INK}
MONTH: Properties = {
    "font_size": 11, "bold": True, "font_color": PAPER, "bg_color": DEEP, "valign": "vcenter",
}  # fmt: skip
LABEL: Properties = {"font_size": 9, "bold": True, "valign": "top", "font_color": INK}
KEY: Properties = {"font_size": 9, "font_color": INK, "valign": "vcenter"}
