// Keys in the grids of the year: one day has the focus, arrows take it to others. Without this the links are there all the same.
//
// A grid is an element with `data-grid`, "days-down" (months side by side) or "days-across" (weeks); a day in it is `td[data-day]`,
// a meeting `a[data-meeting]`. `keys` has what a key does to a day: others may put theirs there.

import { daysIn, firstOf, lastOf, later, month } from "./dates.js";

const grid = () => document.querySelector("[data-grid]");
const cellOf = (day) => grid()?.querySelector(`td[data-day="${day}"]`);
const shown = (cell) => cell && cell.offsetParent !== null && getComputedStyle(cell).visibility !== "hidden";

let here = null; // the cell with tabindex 0

/** The day that has, or last had, the focus. */
export const current = () => here;

/** The meeting of a day that a key is about: the one with the focus, else its only one. */
export function meetingOf(cell) {
  const focused = document.activeElement?.closest("a[data-meeting]");
  if (focused && cell.contains(focused)) return focused;
  const all = cell.querySelectorAll("a[data-meeting]");
  return all.length === 1 ? all[0] : null;
}

/** Give a day the focus; it alone, and what is in it, can be reached by Tab then. */
export function goTo(day, { focus = true } = {}) {
  const cell = typeof day === "string" ? cellOf(day) : day;
  if (!shown(cell)) return false;
  if (here) reach(here, -1);
  here = cell;
  reach(cell, 0);
  if (focus) {
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  return true;
}

function reach(cell, index) {
  cell.tabIndex = index;
  for (const link of cell.closest("tr").querySelectorAll("a, summary")) {
    if (link.closest("td") === cell || link.closest("th")) link.tabIndex = index;
  }
}

const weekdayOfFirst = (day) => (new Date(`${firstOf(day)}T00:00Z`).getUTCDay() + 6) % 7; // Monday 0

// The day in the same row of the month before or after; where that has none there, the nearest of the same weekday.
function beside(day, number) {
  const other = month(firstOf(day), number);
  let date = Number(day.slice(8)) + weekdayOfFirst(day) - weekdayOfFirst(other);
  if (date < 1) date += 7;
  if (date > daysIn(other)) date -= 7;
  return `${other.slice(0, 8)}${String(date).padStart(2, "0")}`;
}

const across = () => grid().dataset.grid === "days-across";
const moves = {
  ArrowDown: (day) => later(day, across() ? 7 : 1),
  ArrowUp: (day) => later(day, across() ? -7 : -1),
  ArrowRight: (day) => (across() ? later(day, 1) : beside(day, 1)),
  ArrowLeft: (day) => (across() ? later(day, -1) : beside(day, -1)),
  PageDown: (day) => month(day, 1),
  PageUp: (day) => month(day, -1),
  Home: firstOf,
  End: lastOf,
};

const address = (what, cell) => {
  const meeting = meetingOf(cell);
  const base = grid().dataset.base;
  return meeting ? `${base}/${what}/${meeting.dataset.meeting}` : `${base}/day/${cell.dataset.day}`;
};

/** What a key does to a day: name of the key -> function of the cell and its meeting (null where it has several, or none). */
export const keys = new Map([
  ["Enter", (cell, meeting) => location.assign(meeting ? meeting.href : `${grid().dataset.base}/day/${cell.dataset.day}`)],
  ["m", (cell) => location.assign(address("move", cell))],
  ["p", (cell, meeting) => location.assign(address(meeting?.querySelector(".pinned") ? "edit/unpin" : "edit/pin", cell))],
  ["?", () => help()],
]);

function help() {
  const hint = document.querySelector(".keys-hint");
  if (hint) {
    hint.tabIndex = -1;
    hint.focus();
  }
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-grid] td[data-day]");
  if (event.key === "Escape") return void document.documentElement.classList.add("quiet-words");
  if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key in moves) {
    event.preventDefault();
    goTo(moves[event.key](cell.dataset.day));
  } else if (keys.has(event.key) && !(event.key === "Enter" && event.target !== cell)) {
    event.preventDefault();
    keys.get(event.key)(cell, meetingOf(cell));
  }
});
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, () => document.documentElement.classList.remove("quiet-words"));
}
document.addEventListener("focusin", (event) => {
  const cell = event.target.closest?.("[data-grid] td[data-day]");
  if (cell && cell !== here) goTo(cell, { focus: event.target === cell });
});

/** Make the days of the grid ready; again where another has come in its place. */
export function begin() {
  here = null;
  const all = [...(grid()?.querySelectorAll("td[data-day]") ?? [])];
  for (const cell of all) reach(cell, -1);
  const first = all.find((cell) => cell.querySelector("[data-meeting]")) ?? all.find(shown);
  if (!first) return;
  goTo(first, { focus: false });
  if (!document.querySelector(".keys-hint")) {
    const hint = document.createElement("p");
    hint.className = "keys-hint";
    hint.textContent =
      "Keys: arrows, Home, End, Page Up and Page Down go from day to day; Enter opens, m moves the meeting, p pins or unpins it; ? reads this.";
    grid().before(hint);
  }
}

document.addEventListener("swapped", begin);
begin();
