// Picking a meeting up. Without this, days are links and the panel comes with the page.
//
// On the coloured year ([data-pick]): the day under the pointer or the focus tells its price beside it, at once where it
// was told before; a click or Enter chooses it (swap.js); arrows go from day to day, Escape puts the meeting back.
// On the grid of the year ([data-grid]): a meeting can be dragged onto a day; the days take their colours meanwhile.
// Letting it go opens what that day costs: nothing is written before it is applied there.

import { firstOf, lastOf, later, month } from "./dates.js";

const WAIT = 80; // milliseconds that a day is looked at before it is asked
const said = (words) => { const region = document.getElementById("said"); if (region) region.textContent = words; };

// -- what a day costs

const told = new Map(); // address -> the panel, as text
let asking = null;
let timer = 0;
let resting = null; // the panel of the day that is chosen, while another is looked at

const pick = () => document.querySelector("[data-pick]");
const panel = () => document.getElementById(pick()?.dataset.panel);
const links = () => [...(pick()?.querySelectorAll("a[data-day]") ?? [])];
const chosen = () => links().find((one) => one.hasAttribute("aria-current"));

function look(link, speak) {
  clearTimeout(timer);
  asking?.abort();
  if (told.has(link.href)) return show(link, told.get(link.href), speak);
  timer = setTimeout(() => ask(link, speak), WAIT);
  return undefined;
}

async function ask(link, speak) {
  asking = new AbortController();
  const { signal } = asking;
  panel()?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { signal, headers: { "X-Part": pick().dataset.panel } });
    if (!answer.ok) return;
    const text = await answer.text();
    told.set(link.href, text);
    if (!signal.aborted) show(link, text, speak);
  } catch (problem) {
    if (problem.name !== "AbortError") panel()?.removeAttribute("aria-busy");
  }
}

function show(link, text, speak) {
  const come = new DOMParser().parseFromString(text, "text/html").getElementById(pick().dataset.panel);
  const old = panel();
  if (!come || !old || old.contains(document.activeElement)) return;
  const words = come.querySelector("[data-said]");
  if (speak && words) said(words.dataset.said);
  if (link === chosen()) return rest();
  if (!("looked" in old.dataset)) resting = old;
  come.dataset.looked = "";
  only(come);
  put(come);
}

// Put a panel in the place of the one that is there, and no lower than that: where the window shows the end of the page,
// a page that gets shorter moves under the pointer, which would then look at another day, and so on without end.
function put(come) {
  const old = panel();
  come.style.minHeight = `${old.offsetHeight}px`;
  old.replaceWith(come);
}

// A day that is looked at, and not chosen, cannot be applied: what is under a resting pointer may be another by now.
function only(come) {
  for (const form of come.querySelectorAll("form")) form.remove();
  for (const more of come.querySelectorAll("details")) more.remove();
  const hint = document.createElement("p");
  hint.className = "soft";
  hint.textContent = "Click the day, or press Enter on it, to choose it and apply the move.";
  come.append(hint);
}

// Put the panel of the day that is chosen back, with what was typed there.
function rest() {
  clearTimeout(timer);
  asking?.abort();
  panel()?.removeAttribute("aria-busy");
  if (resting && "looked" in panel().dataset) put(resting);
}

document.addEventListener("pointerover", (event) => {
  const link = event.pointerType === "mouse" && event.target.closest?.("[data-pick] a[data-day]");
  if (link) look(link, false);
});
document.addEventListener("pointerout", (event) => {
  if (pick()?.contains(event.target) && !event.relatedTarget?.closest?.("[data-pick] a[data-day]")) rest();
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("[data-pick] a[data-day]");
  if (!link) return;
  reach(link);
  look(link, true);
});

function choose(href) {
  for (const one of links()) {
    if (one.href === href) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-pick] a[data-day]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  clearTimeout(timer);
  asking?.abort();
  choose(link.href);
});

// -- keys

function reach(link) {
  for (const one of pick().querySelectorAll('a[data-day][tabindex="0"]')) one.tabIndex = -1;
  link.tabIndex = 0;
}

// The nearest day that can be chosen, from a day on in the direction that was gone.
function nearest(day, step) {
  const all = links();
  const there = all.find((one) => one.dataset.day === day);
  if (there) return there;
  return step > 0 ? all.find((one) => one.dataset.day > day) : all.findLast((one) => one.dataset.day < day);
}

const steps = {
  ArrowRight: (day) => [later(day, 1), 1],
  ArrowLeft: (day) => [later(day, -1), -1],
  ArrowDown: (day) => [later(day, 7), 1],
  ArrowUp: (day) => [later(day, -7), -1],
  PageDown: (day) => [month(day, 1), 1],
  PageUp: (day) => [month(day, -1), -1],
  Home: (day) => [firstOf(day), 1],
  End: (day) => [lastOf(day), -1],
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") return void back();
  const link = event.target.closest?.("[data-pick] a[data-day]");
  if (!link || !(event.key in steps)) return;
  event.preventDefault();
  nearest(...steps[event.key](link.dataset.day))?.focus();
});

function back() {
  if (dragged) return void drop();
  if (!pick()) return;
  const here = pick().querySelector(".open-now a");
  if (location.search.includes("day=")) return void location.assign(pick().dataset.back);
  here?.focus();
}

function begin() {
  if (!pick()) return;
  for (const one of links()) one.tabIndex = -1;
  const first = chosen() ?? pick().querySelector(".open-now a") ?? links()[0];
  if (first) first.tabIndex = 0;
}

document.addEventListener("swapped", (event) => {
  if (event.target.id !== pick()?.dataset.panel) return;
  const link = links().find((one) => new URL(one.href).searchParams.get("day") === new URL(location.href).searchParams.get("day"));
  if (link) choose(link.href);
});

// -- dragging, on the grid of the year

const FAR = 6; // pixels before a press is a drag
let pressed = null;
let dragged = null;
let under = null;
let dropped = -Infinity; // when a drag last ended

document.addEventListener("pointerdown", (event) => {
  const link = event.target.closest?.("[data-grid] a[data-meeting]");
  if (link && event.button === 0 && event.pointerType === "mouse") pressed = { link, x: event.clientX, y: event.clientY };
});

document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-grid] a[data-meeting]")) event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > FAR) lift(pressed.link);
  if (!dragged) return;
  dragged.label.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 12}px)`;
  const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-grid] td[data-day]");
  if (cell === under) return;
  under?.classList.remove("under");
  under = cell ?? null;
  under?.classList.add("under");
  dragged.label.textContent = words();
});

function words() {
  const day = under && dragged.days?.[under.dataset.day];
  if (!under) return dragged.name;
  return day ? `${dragged.name}: ${day[2]}` : dragged.name;
}

async function lift(link) {
  pressed = null;
  const label = document.createElement("div");
  label.className = "carried";
  label.textContent = link.textContent.trim().slice(0, 40);
  document.body.append(label);
  link.classList.add("lifting");
  const base = document.querySelector("[data-grid]").dataset.base;
  dragged = { link, label, name: label.textContent, address: `${base}/move/${link.dataset.meeting}`, painted: [] };
  document.documentElement.classList.add("lifted");
  const mine = dragged;
  try {
    const answer = await fetch(`${mine.address}/days`);
    if (!answer.ok || dragged !== mine) return;
    const found = await answer.json();
    mine.name = found.name;
    mine.days = found.days;
    if (found.fact) mine.name = found.fact;
    said(`${found.name} is picked up.`);
    for (const [day, [kind, letter]] of Object.entries(found.days)) {
      const cell = document.querySelector(`[data-grid] td[data-day="${day}"]`);
      if (!cell) continue;
      const mark = document.createElement("span");
      mark.className = "letter";
      mark.textContent = letter;
      cell.classList.add(`paint-${kind}`);
      cell.prepend(mark);
      mine.painted.push([cell, `paint-${kind}`, mark]);
    }
    label.textContent = words();
  } catch { /* the days stay as they are; letting go asks the same */ }
}

function drop() {
  if (!dragged) return null;
  const { label, link, painted } = dragged;
  const cell = under;
  label.remove();
  link.classList.remove("lifting");
  for (const [one, kind, mark] of painted) one.classList.remove(kind), mark.remove();
  under?.classList.remove("under");
  document.documentElement.classList.remove("lifted");
  const found = cell ? `${dragged.address}?day=${cell.dataset.day}` : null;
  dragged = under = null;
  return found;
}

document.addEventListener("pointerup", (event) => {
  pressed = null;
  if (!dragged) return;
  const address = drop();
  dropped = event.timeStamp;
  if (address) location.assign(address);
  else said("It is back where it was.");
  event.preventDefault();
});
document.addEventListener("click", (event) => { // the click that ends a drag opens nothing
  if (event.timeStamp - dropped < 50) event.preventDefault(), event.stopPropagation();
}, { capture: true });
document.addEventListener("pointercancel", () => { pressed = null; drop(); });

begin();
