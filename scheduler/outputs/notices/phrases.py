"""The fixed phrases of a letter, by what becomes of a meeting: headings, what to do, columns, and the change itself."""

from scheduler.domain.plan import CONFIRMED, PROVISIONAL
from scheduler.languages import phrase
from scheduler.outputs.notices.entries import AFTER_ALL, CANCELLED, CHANGED, JOINED, MOVED, NEW, NOT_YOURS

HEADINGS = {
    MOVED: phrase("Moved"),
    CANCELLED: phrase("Cancelled"),
    NOT_YOURS: phrase("No longer yours"),
    JOINED: phrase("Meetings you are now asked to"),
    NEW: phrase("New meetings"),
    AFTER_ALL: phrase("Held after all"),
    CHANGED: phrase("Same day, time and place, something else changed"),
}
"""What heads each part of a letter, in the order of the parts."""
OF_ROOMS = {NOT_YOURS: phrase("No longer here"), JOINED: phrase("Now here"), NEW: phrase("New")}
TO_DO = {
    MOVED: phrase("Please put the new date and place in your diary, and tell us if you cannot come."),
    CANCELLED: phrase("These will not be held: please take them out of your diary."),
    NOT_YOURS: phrase("You are no longer asked to these: please take them out of your diary."),
    JOINED: phrase("Please put these in your diary, and tell us if you cannot come."),
    NEW: phrase("Please put these in your diary, and tell us if you cannot come."),
    AFTER_ALL: phrase("These had been cancelled and are held: please put them back in your diary."),
    CHANGED: phrase("Day, time and place are as they were: please note what else has changed."),
}
ROOMS_TO_DO = {
    MOVED: phrase("Please change these bookings."),
    CANCELLED: phrase("These are not held: please free the rooms."),
    NOT_YOURS: phrase("These are held elsewhere now: please free the rooms."),
    JOINED: phrase("Please book the rooms for these."),
    NEW: phrase("Please book the rooms for these."),
    AFTER_ALL: phrase("These had been cancelled and are held: please book the rooms again."),
    CHANGED: phrase("Please note what else has changed."),
}
MEETING, _WAS, _IS_NOW = phrase("Meeting"), phrase("Was"), phrase("Is now")
WHEN_WHERE, REMARKS = phrase("When and where"), phrase("Please note")
COLUMNS = {
    MOVED: (MEETING, _WAS, _IS_NOW),
    CANCELLED: (MEETING, _WAS),
}
STATUS = {
    CONFIRMED: phrase("The date is confirmed now."),
    PROVISIONAL: phrase("The date is provisional again and may still change."),
}
SENTENCES = {
    MOVED: phrase("moved from {was} to {now}"),
    CHANGED: phrase("still {now}, but something else has changed"),
    CANCELLED: phrase("cancelled, was {was}"),
    NOT_YOURS: phrase("no longer yours, {was}"),
    JOINED: phrase("you are now asked to it, {now}"),
    NEW: phrase("new, {now}"),
    AFTER_ALL: phrase("held after all, {now}"),
}
