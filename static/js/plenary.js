// The wall shows what is new by itself, with the change marked; arrows lead through the text.
const EVERY = 8_000; // ms; what is only prepared is no news yet, and is looked for
const shown = () => document.querySelector("[data-plenary]");
const newer = () => document.querySelector("[data-newer]");

async function show() {
  const answer = await fetch(newer().href, { redirect: "error" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-plenary]");
  if (fresh.dataset.plenary === shown().dataset.plenary) return;
  fresh.dataset.fresh = "";
  shown().replaceWith(fresh);
  newer().href = page.querySelector("[data-newer]").href;
}

document.querySelector("[data-news]")?.addEventListener("news", (event) => {
  event.preventDefault();
  show().catch(() => {}); // the next news tries again
});

setInterval(() => {
  const asks = "soon" in shown().dataset || document.fullscreenElement;
  if (asks && !document.hidden) show().catch(() => {});
}, EVERY);

// A page that is left leaves the full screen: there the next paragraph comes into this page.
async function turn(link) {
  const answer = await fetch(link.href, { redirect: "error" });
  if (!answer.ok) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["[data-plenary]", "main > nav", "main > header > h1", "[data-place]"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  document.title = page.title;
  history.replaceState(null, "", link.href);
}

addEventListener("click", (event) => {
  const full = event.target.closest("[data-full]");
  const link = event.target.closest("main > nav a[rel]");
  if (full && document.fullscreenElement) document.exitFullscreen();
  else if (full) document.documentElement.requestFullscreen();
  if (!link || !document.fullscreenElement) return;
  event.preventDefault();
  turn(link).catch(() => location.assign(link.href));
});
const full = document.querySelector("[data-full]");
full.hidden = !document.fullscreenEnabled;

const WAYS = { ArrowLeft: "prev", ArrowUp: "prev", ArrowRight: "next", ArrowDown: "next" };
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in WAYS)) return;
  const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
  if (scrolls && /Up|Down/.test(event.key)) return; // a long paragraph is scrolled
  document.querySelector(`[rel=${WAYS[event.key]}]`)?.click();
});
