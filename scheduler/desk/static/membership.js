// Puts the fields away that a kind of change does not ask for; what was typed in them is kept, and is sent.

function sort(change) {
  const kind = change.querySelector("select[name^=kind-]").value;
  for (const part of change.querySelectorAll("[data-kinds]")) part.hidden = !part.dataset.kinds.split(" ").includes(kind);
}

function begin(root) {
  for (const change of root.querySelectorAll("[data-change]")) sort(change);
}

document.addEventListener("change", (event) => {
  const change = event.target.closest("[data-change]");
  if (change && event.target.name?.startsWith("kind-")) sort(change);
});
document.addEventListener("swapped", (event) => begin(event.target));
begin(document);
