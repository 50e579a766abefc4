// A table of figures walked by the arrow keys: one of its links is in the order of tabulation, and the arrows lead on.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function link(table, row, column) {
  return table.tBodies[0].rows[row]?.cells[column]?.querySelector("a") ?? null;
}

function place(found) {
  const cell = found.closest("td");
  return [cell.parentElement.sectionRowIndex, cell.cellIndex];
}

function next(table, found, [down, right]) {
  let [row, column] = place(found);
  const body = table.tBodies[0];
  for (;;) {
    row += down;
    column += right;
    if (row < 0 || column < 1 || row >= body.rows.length || column >= body.rows[row].cells.length) return null;
    const other = link(table, row, column);
    if (other) return other;
  }
}

function hold(table, found) {
  for (const one of table.querySelectorAll("td a")) one.tabIndex = one === found ? 0 : -1;
}

function begin(root) {
  for (const table of root.querySelectorAll("table[data-matrix]")) {
    const first = table.querySelector("td a[aria-current]") ?? table.querySelector("td a");
    if (first) hold(table, first);
  }
}

document.addEventListener("keydown", (event) => {
  const found = event.target.closest?.("table[data-matrix] td a");
  const step = STEPS[event.key];
  if (!found || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  const table = found.closest("table");
  const other = next(table, found, step);
  event.preventDefault();
  if (!other) return;
  hold(table, other);
  other.focus();
});

document.addEventListener("swapped", (event) => begin(event.target));
begin(document);
