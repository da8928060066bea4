// Begins where one is going to write: in the box, with the words selected that the address quotes.
const box = document.querySelector(".editor textarea");
const { exact = "", start = 0 } = Object.fromEntries(new URLSearchParams(location.search));

// The quoted words' place in the box: of several, the one nearest to where they were selected.
function place(text) {
  const found = [];
  for (let at = text.indexOf(exact); exact && at >= 0; at = text.indexOf(exact, at + 1)) found.push(at);
  return found.sort((one, other) => Math.abs(one - start) - Math.abs(other - start))[0];
}

if (box) addEventListener("load", () => { // earlier, the way to the anchor would take the focus again
  const at = place(box.value);
  if (location.hash) box.closest(".editor").scrollIntoView({ behavior: "instant" });
  box.focus({ preventScroll: true });
  if (at !== undefined) box.setSelectionRange(at, at + exact.length);
});
