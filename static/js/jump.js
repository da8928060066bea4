// Leads from one marked paragraph to the next, by its links and by the keys n and p, which work
// unless one types.
const bar = document.querySelector("[data-jump]");
const sheet = document.querySelector(".sheet");
const rows = () => [...sheet.querySelectorAll(`[data-marks~="${bar.dataset.jump}"]`)];
const links = [...bar.querySelectorAll("[data-step]")];
const top = (row) => row.getBoundingClientRect().top;
let last = null; // where one was led to

// Where one reads: the paragraph with the focus, or the last one, in view; else the upper edge.
function line() {
  const row = document.activeElement.closest(".row") ?? last;
  const box = row?.getBoundingClientRect();
  return box && box.bottom > 0 && box.top < innerHeight ? box.top : 0;
}

function found(stops, step) {
  const from = line();
  return step > 0
    ? (stops.find((row) => top(row) > from + 1) ?? stops[0])
    : (stops.findLast((row) => top(row) < from - 1) ?? stops.at(-1));
}

function jump(step) {
  const stops = rows();
  const row = (last = found(stops, step));
  const place = bar.dataset.place
    .replace("{number}", stops.indexOf(row) + 1)
    .replace("{count}", stops.length);
  const number = row.querySelector(".row-number[dir]")?.textContent.trim();
  row.tabIndex = -1;
  row.role = "group";
  row.ariaLabel = [number, `${bar.ariaLabel}: ${place}`].filter(Boolean).join(", ");
  row.scrollIntoView({ block: "start", behavior: "instant" }); // moves nothing on its way
  row.focus({ preventScroll: true });
  bar.querySelector("[data-count]").textContent = place;
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    jump(Number(link.dataset.step));
  });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const link = links.find((one) => one.getAttribute("aria-keyshortcuts") === event.key);
  if (!link) return;
  event.preventDefault();
  jump(Number(link.dataset.step));
});
