// Beside the conference's time the reader's own, where the two differ at that moment. A moment
// gets it as it is parsed, ahead of the first paint: nothing moves under the reader's eyes.
const { zone, yours } = document.documentElement.dataset;
const language = document.documentElement.lang;
const wall = (moment, timeZone) =>
  new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(moment);

function add(time) {
  const moment = new Date(time.dateTime);
  time.removeAttribute("data-local");
  if (Number.isNaN(moment.valueOf()) || !zone || wall(moment, zone) === wall(moment)) return;
  const sameDay = wall(moment, zone).split(",")[0] === wall(moment).split(",")[0];
  const format = new Intl.DateTimeFormat(language, {
    ...(sameDay ? {} : { weekday: "short", day: "numeric", month: "long" }),
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  });
  const own = document.createElement("span");
  own.className = "screen-only"; // on paper stands the conference's time alone
  own.textContent = ` (${yours.replace("{time}", format.format(moment))})`;
  time.append(own);
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
all();
