"""The page's own stylesheet: legible at 320 pixels, on a wide screen, and on A3 paper on a wall."""

STYLE = """
:root {
  --ink: #17202b; --soft: #48535f; --line: #c8d0d8; --paper: #fff; --shade: #f3f5f7; --closed: #dde2e7;
  --link: #174e86; --day: #7a3e00; --day-tint: #fff0d6; --strong: #0f3d5c; --bad: #9a1b1b;
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body {
  margin: 0; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.2; margin: 0 }
h1 { font-size: clamp(1.6rem, 1.1rem + 2.2vw, 2.6rem) }
h2 { font-size: 1.5rem; margin-bottom: .75rem }
h3 { font-size: 1.125rem }
p, ul, ol { margin: 0; padding: 0 }
ul, ol { list-style: none }
a { color: var(--link); text-underline-offset: .15em }
a:hover { text-decoration-thickness: .15em }
:focus-visible { outline: 3px solid #b45309; outline-offset: 2px }
:target { background: var(--day-tint) }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; left: -99rem; background: var(--paper); padding: .75rem 1rem; z-index: 1 }
.skip:focus { left: 1rem; top: 1rem }

header { background: var(--strong); color: #fff; padding: 1.75rem 0 0 }
header > *, main > section, footer { padding-left: clamp(1rem, 3vw, 3rem); padding-right: clamp(1rem, 3vw, 3rem) }
header .authority { font-weight: 700; letter-spacing: .02em }
header .span { margin-top: .35rem }
header .summary { margin-top: .5rem }
nav { background: #0a2c43; margin-top: 1.5rem }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem }
nav a { display: block; padding: .75rem 0; color: #fff }
header :focus-visible { outline-color: #ffd27d }
main > section { padding-top: 2.25rem; padding-bottom: .5rem }
footer { margin-top: 2.5rem; padding-top: 1rem; padding-bottom: 1.5rem; background: var(--shade); color: var(--soft) }

table { border-collapse: collapse }
caption { text-align: left; padding-bottom: .5rem; color: var(--soft) }
.key { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin-bottom: 1rem }
.key li { display: flex; align-items: center; gap: .5rem }
.scroll { overflow-x: auto; padding-bottom: .5rem; position: relative }
.planner { table-layout: fixed; width: 100%; min-width: 84rem; font-size: .75rem; line-height: 1.25 }
.planner th, .planner td { border: 1px solid var(--line); padding: .1rem; vertical-align: top; text-align: left }
.planner thead th { background: var(--shade); text-align: center; width: auto }
.planner thead th:first-child { width: 4.25rem; text-align: left }
.planner thead .weekend { width: 1.35rem }
.planner tbody th { font-size: .8125rem; position: sticky; left: 0; background: var(--paper); z-index: 1 }
.planner td { height: 3.1rem }
.planner caption { padding: 0 }
.planner .number { display: block; color: var(--soft) }
.planner .none { border-style: none }
.planner tbody tr { border-bottom: 1px solid var(--line) }
.planner .weekend { background: var(--shade) }
.closed { background: var(--closed) !important }
.avoided { background: repeating-linear-gradient(135deg, #fff 0 5px, #e3e8ed 5px 7px) }
.planner .outside .number { color: transparent }
.planner .has-day { background: var(--day-tint) !important; box-shadow: inset 0 0 0 2px var(--day) }
.chip, .whole-day {
  display: block; min-height: 1.5rem; padding: .25rem .05rem .1rem .125rem; margin-top: 2px; border-radius: 3px;
  font-size: .6875rem; line-height: 1rem; text-decoration: none; font-weight: 700;
}
.chip { color: #fff; background: var(--strong); border: 1px solid var(--strong) }
.chip.provisional { color: var(--strong); background: #fff; border: 1px dashed var(--strong) }
.chip.cancelled { color: var(--bad); background: #fff; border: 1px solid var(--bad); text-decoration: line-through }
.whole-day { color: #fff; background: var(--day) }
a.chip:hover, a.whole-day:hover { text-decoration: underline }
.swatch { display: block; width: 1.5rem; height: 1.5rem; border: 1px solid var(--line) }
details { margin-top: 1rem }
summary { cursor: pointer; padding: .5rem 0; font-weight: 700; color: var(--link) }
details h3 { margin: .75rem 0 .25rem; font-size: 1rem }

.days { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)) }
article { border: 1px solid var(--line); border-top: 5px solid var(--day); padding: 1rem 1.125rem 1.125rem }
article .name { font-weight: 700; color: var(--day); margin-top: .25rem }
article .where, .where, .agenda { color: var(--soft) }
article ol { margin-top: .75rem }
article ol > li {
  display: grid; grid-template-columns: 7.5rem 1fr; border-top: 1px solid var(--line); padding: .5rem 0;
}
.hours { white-space: nowrap; font-variant-numeric: tabular-nums }
.lunch { background: var(--day-tint); padding: .5rem .75rem; margin: -.125rem 0 }

.filters {
  display: none; flex-wrap: wrap; gap: 1rem 2rem; background: var(--shade); padding: 1rem; margin-bottom: 1rem;
}
@supports selector(:has(*)) { .filters { display: flex } }
label { display: block; font-weight: 700 }
select {
  font: inherit; color: inherit; background: #fff; border: 1px solid var(--soft); border-radius: 3px;
  padding: .4rem .5rem; min-height: 2.5rem; max-width: 100%; width: 22rem;
}
.filters p { max-width: 100% }
.month { padding: .75rem 0 }
.month h3 { border-bottom: 2px solid var(--strong); padding-bottom: .25rem }
.meeting { padding: .6rem 0; border-bottom: 1px solid var(--line); display: grid; gap: .1rem 1.5rem }
.meeting time, .name { font-weight: 700 }
.meeting.cancelled .name, .meeting.cancelled .hours { text-decoration: line-through }
.nothing { display: none; padding: .5rem 0; color: var(--soft) }
.nothing.always { display: block }
.tag {
  display: inline-block; padding: 0 .4rem; border: 1px solid var(--soft); border-radius: 3px; color: var(--soft);
  font-size: .875rem; line-height: 1.4rem; vertical-align: baseline;
}
.tag.code { border-color: transparent; padding: 0 }
.tag.cancelled { color: var(--bad); border-color: var(--bad); font-weight: 700 }
.tag.provisional { border-style: dashed; color: var(--strong) }
.tag.day { color: var(--day); border-color: var(--day) }
@media (min-width: 52rem) {
  .meeting { grid-template-columns: 15rem minmax(0, 1.4fr) minmax(0, 1fr) }
  .agenda, .download { grid-column: 2 / -1 }
}

.plain { width: 100%; max-width: 60rem; margin-bottom: 1.5rem }
.plain th, .plain td {
  text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line);
}
.plain th, .plain td { overflow-wrap: break-word }
.plain td:first-child { overflow-wrap: anywhere; min-width: 4.5rem }
.plain thead th { border-bottom: 2px solid var(--strong) }
.plain tbody th { font-weight: 400 }
.plain .figure { font-variant-numeric: tabular-nums }
.links { columns: 22rem; column-gap: 2rem }
.links li { padding: .2rem 0; break-inside: avoid }
main > section > p, details > p { max-width: 45rem; margin-bottom: .75rem }

@media print {
  @page { size: A3 landscape; margin: 10mm }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  body { font-size: 10pt }
  header { background: none; color: var(--ink); padding: 0 }
  header > *, main > section, footer { padding-left: 0; padding-right: 0 }
  h1 { font-size: 20pt }
  nav, .skip, .filters, .download, details, #feeds, footer { display: none !important }
  .summary, .span { display: inline; margin-right: 1rem }
  a { color: inherit; text-decoration: none }
  main > section { padding: 4mm 0 0; break-before: page }
  #year { break-before: avoid; padding-top: 2mm }
  #year h2, #year .how { display: none }
  .key { font-size: 8pt; gap: 1mm 5mm; margin-bottom: 2mm }
  .scroll { overflow: visible; padding: 0 }
  .planner { min-width: 0; font-size: 7pt; height: 238mm }
  .planner thead, .planner thead tr { height: 4mm }
  .planner td { height: 14mm; padding: .5mm }
  .planner thead th { width: auto }
  .planner thead th:first-child { width: 15mm }
  .planner thead .weekend { width: 5.5mm }
  .planner tbody th { font-size: 8pt; position: static }
  .chip, .whole-day { font-size: 6.5pt; line-height: 1.15; min-height: 0; padding: .4mm .5mm; margin-top: .4mm }
  .month { break-inside: avoid; padding: 2mm 0 }
  #meetings { columns: 2; column-gap: 12mm }
  #meetings h2 { column-span: all }
  #bodies, #quality { break-before: auto }
  #quality, article, tr { break-inside: avoid }
  h2, h3, caption { break-after: avoid }
  .tag { font-size: .9em }
  .agenda { grid-column: 2 / -1 }
  .meeting {
    font-size: 9pt; grid-template-columns: 46mm minmax(0, 1.4fr) minmax(0, 1fr); gap: 0 4mm; padding: 1mm 0;
    break-inside: avoid;
  }
  :target { background: none }
}
"""
