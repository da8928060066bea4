// Keys for the desk, listed by ?. They work while something of the desk has the focus and nothing
// is typed, so nobody meets them by mistake; Ctrl+Enter and Escape work in the fields, too.
const desk = document.querySelector(".desk");
const form = desk.closest("form");
const rows = [...desk.querySelectorAll("[data-row]")];
const list = document.querySelector("[data-keys]");
const said = list.parentElement.querySelector("[role=status]");
const KEPT = "desk-by-keys"; // whoever came by keys goes on by keys; rows.js says so, too
const confirm = form.querySelector("[name=confirmed]"); // where the server has asked whether it is meant
const keep = () => sessionStorage.setItem(KEPT, "yes");
const here = () => document.activeElement.closest("[data-row]");

function go(row) {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function step(by) {
  const at = rows.indexOf(here());
  go(rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]);
}

function choose(row, outcome) {
  const radio = row?.querySelector(`.outcomes input[value="${outcome}"]`);
  if (!radio) return;
  radio.checked = true;
  radio.closest("details")?.setAttribute("open", "");
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  row.focus();
  said.textContent = `${row.querySelector("legend a").textContent}: ${radio.labels[0].textContent.trim()}`;
}

const OUTCOMES = { a: "accepted", d: "adapted", r: "rejected", c: "covered", o: "overtaken", u: "" };
const DEEDS = {
  j: () => step(1),
  k: () => step(-1),
  t: (row) => row?.querySelector(".outcomes button")?.click(),
  y: (row) => row?.querySelector(".why textarea")?.focus(),
  s: () => form.elements.default_reason?.focus(),
  w: () => form.elements.words?.focus(),
};

function release() {
  const button = form.querySelector(".actions[data-stay] .button");
  if (!button) return;
  keep();
  form.requestSubmit(button);
}

function pressed(event) {
  const typing = event.target.matches("textarea, select, input:not([type=radio])");
  if (event.key === "Enter" && event.ctrlKey) release();
  else if (event.key === "Escape" && typing) go(here() ?? rows[0]);
  else if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key in OUTCOMES) choose(here(), OUTCOMES[event.key]);
  else if (event.key in DEEDS) DEEDS[event.key](here());
  else if (/^[1-9]$/.test(event.key)) {
    here()?.querySelector(`button[aria-pressed][value$=":${event.key}"]`)?.click();
  } else return;
  event.preventDefault();
}

confirm?.addEventListener("click", keep);
for (const part of [form, list.parentElement]) part.addEventListener("keydown", pressed);
for (const row of [...rows, desk]) row.tabIndex = -1; // pressed or led to, it has the focus
if (sessionStorage.getItem(KEPT)) {
  sessionStorage.removeItem(KEPT);
  const asked = form.querySelector("[autofocus]") ?? confirm;
  (asked ?? rows[0])?.focus({ preventScroll: !asked });
}
