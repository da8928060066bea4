// Begins where one is going to write, with the words selected in the box that the address quotes.
const form = document.querySelector(".editor form[method]");
const box = ["words", "after", "reason"].map((name) => form?.elements[name]).find(Boolean);
const { exact = "", start = 0 } = Object.fromEntries(new URLSearchParams(location.search));

// The quoted words' place in the box: of several, the one nearest to where they were selected.
function place(text) {
  const found = [];
  for (let at = text.indexOf(exact); exact && at >= 0; at = text.indexOf(exact, at + 1)) found.push(at);
  return found.sort((one, other) => Math.abs(one - start) - Math.abs(other - start))[0];
}

function begin() {
  const at = place(box.value);
  if (location.hash) form.closest(".editor").scrollIntoView({ behavior: "instant" });
  box.focus({ preventScroll: true });
  if (at !== undefined) box.setSelectionRange(at, at + exact.length);
}

// The way to the anchor, which the first picture goes, would take the focus again.
if (box) addEventListener("load", () => requestAnimationFrame(() => setTimeout(begin)));
