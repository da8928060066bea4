// Leads from row to row of a list by keys: j and k go on and back, x chooses, o and Enter open, ?
// names the keys. They work only while something of the list has the focus, never in a field.
const list = document.querySelector("[data-rows]");
const help = list?.querySelector("[data-keys]");
const stops = [...(list?.querySelectorAll("[data-row]") ?? [])];
const target = (row) => row.querySelector("input, a");

// Where one is: the row with the focus, else the last one above what has it; -1 before the first.
function place() {
  const here = document.activeElement;
  return stops.findLastIndex(
    (row) => row.contains(here) || row.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
}

function go(step) {
  const row = stops[Math.min(Math.max(place() + step, 0), stops.length - 1)];
  row.scrollIntoView({ block: "nearest", behavior: "instant" });
  target(row).focus({ preventScroll: true });
}

const acts = {
  j: () => go(1),
  k: () => go(-1),
  x: () => stops[place()]?.querySelector("input")?.click(),
  o: () => stops[place()]?.closest("[data-stop]").querySelector("a").click(),
  "?": () => help.togglePopover(),
};
acts.n = acts.j;
acts.p = acts.k;

list?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
  const opens = event.key === "Enter" && event.target.matches("input");
  const act = opens ? acts.o : acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

if (help) help.parentElement.hidden = false;
if (list) list.tabIndex = -1; // so that the keys work once it is pressed
