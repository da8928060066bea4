// Opens what is said on a paragraph, and the form for other words, at its place in the text: what
// stands behind a link is fetched as a part and put in, the text stays where it is, the address
// follows. What cannot be fetched is opened as a page. Other modules hear of a part by «part» on
// what came, by «leave» on what goes (it takes what is to wait for); they ask by «beside».
const sheet = document.querySelector(".sheet");
const flashes = document.querySelector(".flashes");
const news = document.querySelector("[data-news]");
const path = location.pathname.replace(/\/editor$/, "");
const OWN = ["open", "from", "suggestion", "write", "draft", "exact", "prefix", "suffix", "start", "end", "ui"];
let shown = location.pathname + location.search;
let placed = [...sheet.querySelectorAll(":scope > :is(.editor, .beside, .row:has(> .proposal))")];
// The opened paragraph as the text has it: null for the title, undefined where it is not known.
let row = sheet.querySelector(":scope > [data-open]:not(:has(.proposal))") ?? (placed.some((node) => node.id) ? undefined : null);
let [asking, from, back] = [null, null, null]; // a request; what was pressed; where a phone stood
let saving = []; // what is on its way from a form that was left

// What an address says of the text, without what it says of a paragraph.
function view(url) {
  const values = new URLSearchParams(url.search);
  for (const name of OWN) values.delete(name);
  return values.toString();
}

function here(url) {
  const editor = url.pathname === `${path}/editor`;
  return url.origin === location.origin && (editor || url.pathname === path) && view(url) === view(location);
}

function leave(url) {
  if (url.pathname + url.search === location.pathname + location.search) location.reload();
  else location.assign(url);
}

async function go(url, { push = true, aside = false, known = null } = {}) {
  asking?.abort();
  const { signal } = (asking = new AbortController());
  const [uid, part] = [url.searchParams.get("open"), new URL(url)];
  part.searchParams.set("part", "beside");
  await Promise.allSettled(saving);
  try {
    const answer = uid && (await fetch(part, { redirect: "error", signal }));
    if (uid && !answer.ok) throw new Error(answer.statusText);
    const page = uid && new DOMParser().parseFromString(await answer.text(), "text/html");
    if (signal.aborted) return;
    if (!keeping(uid, () => put(uid, page, aside))) throw new Error("not known");
    if (push) history.pushState(null, "", url.pathname + url.search);
    shown = url.pathname + url.search;
    if (page) begin(page, known);
  } catch {
    if (!signal.aborted) leave(url);
  }
}

// Does something to the text that moves no line of the paragraph at hand.
function keeping(uid, act) {
  const spot = () => document.getElementById(uid ?? placed.at(-1)?.dataset.paragraph)?.getBoundingClientRect().top;
  const before = spot();
  const [done, after] = [act(), spot()];
  if (before !== undefined && after !== undefined) scrollBy({ top: after - before, behavior: "instant" });
  return done;
}

function put(uid, page, aside) {
  const nodes = [...(page?.querySelector("[data-place]").children ?? [])];
  const side = placed.find((node) => node.matches(".beside"));
  if (aside && side) {
    side.replaceWith(nodes.at(-1));
    placed[placed.indexOf(side)] = nodes.at(-1);
    return true;
  }
  const same = uid && side?.dataset.paragraph === uid;
  if (row === undefined && !same) return false;
  const spot = same ? placed[0] : null;
  if (same) spot.before(...nodes);
  close();
  if (!uid) return true;
  const fresh = nodes.find((node) => node.id === uid || node.matches(".row"));
  const plain = fresh?.matches(".row:not(:has(> .proposal))");
  if (!same) row = document.querySelector(`.sheet > [id="${uid}"]`);
  if (same && row) nodes[0].before(row);
  else if (!same) row ? row.after(...nodes) : sheet.prepend(...nodes);
  if (plain && row) {
    row.querySelector(".row-notes")?.replaceWith(fresh.querySelector(".row-notes"));
    fresh.remove();
  } else if (plain) row = fresh;
  else if (fresh) row?.remove();
  if (plain) row.dataset.open = "";
  placed = nodes.filter((node) => node.isConnected && node !== row);
  return true;
}

// Puts the paragraph back as the text has it.
function close() {
  if (row && !row.isConnected) placed[0]?.before(row);
  row?.removeAttribute("data-open");
  for (const node of placed) {
    node.dispatchEvent(new CustomEvent("leave", { bubbles: true, detail: saving }));
    node.remove();
  }
  placed = [];
}

// Says what came, lets its modules begin, and leads the focus there: to what is new, else its start.
function begin(page, known) {
  const { dataset } = page.querySelector("[data-place]");
  if (news && dataset.news) Object.assign(news.dataset, { news: dataset.news, tag: dataset.tag });
  for (const node of placed) node.dispatchEvent(new Event("part", { bubbles: true }));
  flashes.replaceChildren(...page.querySelectorAll(".flashes > *"));
  flashes.dataset.over = "";
  const side = placed.find((node) => node.matches(".beside"));
  const said = [...side.querySelectorAll("[id^=suggestion-], [id^=comment-]")];
  const fresh = known && said.findLast(({ id }) => !known.has(id));
  if (fresh) fresh.tabIndex = -1;
  if (fresh || !placed.some((node) => node.matches(".editor"))) (fresh ?? side).focus({ preventScroll: !fresh });
  const hidden = row && getComputedStyle(side).position === "fixed" && row.getBoundingClientRect().bottom > side.offsetTop;
  if (!hidden) return;
  back ??= scrollY;
  row.scrollIntoView({ block: "start", behavior: "instant" });
}

function closed() {
  if (back !== null) scrollTo({ top: back, behavior: "instant" });
  back = null;
  if (news) news.dataset.news = news.dataset.news.replace(/&?paragraph=[^&]*/, "");
  (from?.isConnected ? from : row?.querySelector(".row-notes a"))?.focus({ preventScroll: true });
}

async function follow(url, options) {
  await go(url, options);
  if (!url.searchParams.get("open")) closed();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  const inside = link.closest(".beside, .editor");
  if (!here(url) || !(url.searchParams.has("open") || (inside && placed.length))) return;
  event.preventDefault();
  if (!inside) from = link;
  follow(url);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !placed.length) return;
  if (document.querySelector("details[name=menu][open], :popover-open, dialog[open]")) return;
  sheet.querySelector(".editor > header > a, .beside > header > a")?.click();
});

document.addEventListener("beside", (event) => {
  const { url, ...options } = event.detail;
  if (!here(url)) return;
  event.preventDefault();
  follow(url, options);
});

addEventListener("popstate", () => {
  const url = new URL(location);
  if (url.pathname + url.search === shown) return; // another place on the same page
  if (here(url)) follow(url, { push: false });
  else location.reload();
});
