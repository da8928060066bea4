// What works on every page: the reader's own time, menus, the list of keys, filters.

// Beside the conference's time the reader's own, where the two differ at that moment. A moment
// gets it as it is parsed, ahead of the first paint: nothing moves under the reader's eyes.
const { zone, yours } = document.documentElement.dataset;
const language = document.documentElement.lang;
const wall = (moment, timeZone) =>
  new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(moment);

// What the reader's own clock shows then; nothing where it shows the same.
function own(time) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf()) || !zone || wall(moment, zone) === wall(moment)) return "";
  const sameDay = wall(moment, zone).split(",")[0] === wall(moment).split(",")[0];
  const day = sameDay ? {} : { dateStyle: "medium" };
  const format = new Intl.DateTimeFormat(language, { ...day, timeStyle: "short", hourCycle: "h23" });
  return yours.replace("{time}", format.format(moment));
}

function add(time) {
  time.removeAttribute("data-local");
  const said = own(time);
  if (!said) return;
  const beside = document.createElement("span");
  beside.className = "screen-only"; // on paper stands the conference's time alone
  beside.textContent = ` (${said})`;
  time.append(beside);
}

// A moment that nothing follows may still be on its way.
function all() {
  const parsed = document.readyState !== "loading";
  for (const time of document.querySelectorAll("time[data-local]")) {
    if (parsed || time.nextSibling) add(time);
  }
}

const parsing = new MutationObserver(all);
parsing.observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", () => (all(), parsing.disconnect()));
document.addEventListener("part", all);
all();

// Of what is over, or no deadline, one's own time is told to whoever points at it.
document.addEventListener("mouseover", ({ target }) => {
  const time = target.closest?.("time[datetime*=T]:not([title], :has(span))");
  if (time) time.title = own(time);
});

// A menu closes by Escape and by a press elsewhere; one is open at a time by its name.
const open = () => document.querySelector("details[name=menu][open]");

document.addEventListener("click", ({ target }) => {
  const menu = open();
  if (menu && !menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = open();
  if (event.key === "Escape" && menu) {
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select")) return;
  document.querySelector("[data-keys]")?.togglePopover();
});

// What narrows a list down applies at once where it is pressed; by keys one goes through the choices
// first, and then to the button.
document.addEventListener("change", ({ target }) => {
  if (target.matches("form[data-at-once] :is(select, [type=checkbox]):not(:focus-visible)")) target.form.requestSubmit();
});
