// Replaces a part of the page by the same part of the page that a link or form leads to. Without it they lead there.
//
// data-swap="id"  on a link or a form: the part with this id is replaced; the address is that of the answer.
// data-live       on such a form: it is sent whenever a choice in it changes.
// data-poll="2"   on a part with an id: it is asked for again every so many seconds, until it comes without. What of it
//                 is read out is data-said, and only where that has changed.
// data-focus      in what came: it gets the focus. Otherwise the focus goes to where it was, or to the part itself.
// data-said       in what came: its text is read out (the text of [data-said], or of its first heading).

const page_of = ({ pathname, search }) => pathname + search;
let shown = page_of(location);
const parts = new Map(); // id -> the request that is under way

async function swap(id, address, sent = {}, { remember = true, quiet = false } = {}) {
  const part = document.getElementById(id);
  parts.get(id)?.abort();
  const control = new AbortController();
  parts.set(id, control);
  if (!quiet) part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { ...sent, signal: control.signal, headers: { "X-Part": id } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const come = page.getElementById(id);
    if (!come || (quiet && !answer.ok)) return quiet ? undefined : location.assign(answer.url);
    const old = document.getElementById(id);
    if (quiet && old.isEqualNode(come)) return undefined; // nothing new: whoever reads there is left alone
    put(old, come, quiet);
    if (quiet) return come.dataset.said === old.dataset.said ? undefined : say(come);
    if (page.title) document.title = page.title;
    if (remember && answer.url !== location.href) history.pushState({ id }, "", answer.url);
    shown = page_of(location);
    for (const other of ["told", "running"]) {
      const [old, fresh] = [document.getElementById(other), page.getElementById(other)];
      if (other !== id && old && fresh) old.replaceWith(fresh);
    }
    say(come);
  } catch (problem) {
    if (problem.name !== "AbortError" && !quiet) part.removeAttribute("aria-busy"), failed(sent, address);
  }
}

function put(part, come, quiet) {
  const held = part.contains(document.activeElement) ? document.activeElement : null;
  const place = held && (held.id ? `#${CSS.escape(held.id)}` : held.name && `[name="${CSS.escape(held.name)}"]`);
  part.replaceWith(come);
  const wanted = (!quiet && come.querySelector("[data-focus]")) || (place && come.querySelector(place));
  if (wanted) wanted.focus();
  else if (held) come.setAttribute("tabindex", "-1"), come.focus();
  come.dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
  poll(come);
}

function say(come) {
  const words = (come.dataset.said ? come : come.querySelector("[data-said]")) ?? come.querySelector("h1, h2, h3, caption");
  const region = document.getElementById("said");
  if (region && words) region.textContent = words.dataset.said || words.textContent.trim();
}

function failed(sent, address) {
  if (!sent.method) return location.assign(address);
  const region = document.getElementById("said");
  if (region) region.textContent = "The desk did not answer. Nothing was lost: try again.";
  return undefined;
}

function poll(within) {
  for (const part of [within, ...within.querySelectorAll("[data-poll]")]) {
    if (!part.dataset?.poll || !part.id) continue;
    setTimeout(async () => {
      if (!part.isConnected) return;
      if (!document.hidden) await swap(part.id, part.dataset.from ?? location.href, {}, { quiet: true });
      if (part.isConnected) poll(part);
    }, 1000 * Number(part.dataset.poll));
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  if (!document.getElementById(link.dataset.swap)) return;
  event.preventDefault();
  swap(link.dataset.swap, link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.swap || event.defaultPrevented || !document.getElementById(form.dataset.swap)) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  if (form.method === "post") return void swap(form.dataset.swap, form.action, { method: "POST", body: data });
  const address = new URL(form.action);
  address.search = new URLSearchParams(data);
  swap(form.dataset.swap, address);
});

document.addEventListener("change", (event) => event.target.form?.matches("[data-live]") && event.target.form.requestSubmit());
addEventListener("popstate", (event) => {
  if (page_of(location) === shown) return; // a link to a place on this page: what is typed stays
  const id = event.state?.id ?? "main";
  swap(document.getElementById(id) ? id : "main", location.href, {}, { remember: false });
});

function fit() { // a region that has nothing to scroll needs no stop of the Tab key
  for (const region of document.querySelectorAll(".scroll")) {
    if (region.scrollWidth > region.clientWidth || region === document.activeElement) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
}
for (const kind of ["resize", "swapped", "toggle"]) addEventListener(kind, fit, true);
fit();

document.querySelector("[data-focus]")?.focus();
for (const menu of document.querySelectorAll(".menu details")) {
  const narrow = matchMedia("(max-width: 47.99rem)");
  const fold = () => { menu.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
}
poll(document.body);
