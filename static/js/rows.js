// Leads from row to row of a list by keys: j and k go on and back, x chooses, o and Enter open, ?
// names the keys; r, c and v set the outcome of all, y leads to its reason, Ctrl+Enter sends. They
// work only while something of the list has the focus; in a field only the last does.
const list = document.querySelector("[data-rows]");
const stops = [...(list?.querySelectorAll("[data-row]") ?? [])];
const target = (row) => row.querySelector("input, a");
const KEPT = "desk-by-keys"; // whoever came by keys goes on by keys; keys.js says so, too

// Where one is: the row with the focus, else the last one above what has it; -1 before the first.
function place() {
  const here = document.activeElement;
  return stops.findLastIndex(
    (row) => row.contains(here) || row.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
}

function go(step) {
  const row = stops[Math.min(Math.max(place() + step, 0), stops.length - 1)];
  row?.scrollIntoView({ block: "nearest", behavior: "instant" });
  if (row) target(row).focus({ preventScroll: true });
}

function follow(link) {
  sessionStorage.setItem(KEPT, "yes");
  link.click();
}

function send() {
  const button = list.querySelector(".actions[data-stay] .button");
  if (!button) return;
  sessionStorage.setItem(KEPT, "yes");
  list.requestSubmit(button);
}

function outcome(value) {
  const radio = list.querySelector(`[name=outcome][value=${value}]`);
  radio?.focus();
  radio?.click();
}

const acts = {
  j: () => go(1),
  k: () => go(-1),
  x: () => stops[place()]?.querySelector("input")?.click(),
  o: () => follow(stops[place()]?.closest("[data-stop]").querySelector("a")),
  r: () => outcome("rejected"),
  c: () => outcome("covered"),
  v: () => outcome("overtaken"),
  y: () => list.elements.reason?.focus(),
};
acts.n = acts.j;
acts.p = acts.k;

list?.addEventListener("keydown", (event) => {
  const opens = event.key === "Enter" && event.target.matches("[data-row] input");
  const typing = event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  const sends = event.key === "Enter" && event.ctrlKey;
  if (!sends && (typing || event.ctrlKey || event.metaKey || event.altKey)) return;
  const act = sends ? send : opens ? acts.o : acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

if (list) list.tabIndex = -1; // so that the keys work once it is pressed
if (list && sessionStorage.getItem(KEPT)) {
  sessionStorage.removeItem(KEPT);
  list.focus({ preventScroll: true });
}
