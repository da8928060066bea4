// Marks the heading under which one reads, and says it in the outline's handle. On a narrow screen
// the list lies over the text: it closes once one has chosen, or by Escape.
const outline = document.querySelector(".outline");
const [list, here] = [outline.querySelector("details"), outline.querySelector(".outline-here")];
const links = [...outline.querySelectorAll("a")];
const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
const above = new Set(); // headings above the line at which one reads

function mark() {
  const last = heads.findLastIndex((head) => above.has(head));
  links.forEach((link, place) => {
    if (place === last) link.ariaCurrent = "true";
    else link.removeAttribute("aria-current");
  });
  here.textContent = links[last]?.firstChild.textContent.trim() ?? "";
}

function seen(entries) {
  for (const entry of entries) above[entry.isIntersecting ? "add" : "delete"](entry.target);
  mark();
}

// All that lies above the upper third counts, so that no jump can leave a heading out.
const watch = new IntersectionObserver(seen, { rootMargin: "9999999px 0px -67% 0px" });
for (const head of heads) if (head) watch.observe(head);

function close() {
  if (matchMedia("(width < 75rem)").matches) list.open = false;
}

outline.addEventListener("click", (event) => event.target.closest("a") && close());
outline.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !list.open) return;
  close();
  list.querySelector("summary").focus();
});
