// Begins where one is going to write, with the words selected in the box that the address quotes.
const boxOf = (form) => ["words", "after", "reason"].map((name) => form?.elements[name]).find(Boolean);

// The quoted words' place in the box: of several, the one nearest to where they were selected.
function place(text, exact, start) {
  const found = [];
  for (let at = text.indexOf(exact); exact && at >= 0; at = text.indexOf(exact, at + 1)) found.push(at);
  return found.sort((one, other) => Math.abs(one - start) - Math.abs(other - start))[0];
}

function begin(box) {
  const { exact = "", start = 0 } = Object.fromEntries(new URLSearchParams(location.search));
  const at = place(box.value, exact, start);
  box.focus({ preventScroll: true });
  box.closest("live-redline")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  if (at !== undefined) box.setSelectionRange(at, at + exact.length);
}

const first = boxOf(document.querySelector(".editor form[method]"));
// The way to the anchor, which the first picture goes, would take the focus again.
const loaded = () => requestAnimationFrame(() => setTimeout(() => {
  if (location.hash) first.closest(".editor").scrollIntoView({ behavior: "instant" });
  begin(first);
}));
if (first && document.readyState === "complete") begin(first);
else if (first) addEventListener("load", loaded);
document.addEventListener("part", ({ target }) => {
  const box = target.matches(".editor") && boxOf(target.querySelector("form[method]"));
  if (box) begin(box);
});
