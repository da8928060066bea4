// Selecting words of a paragraph offers to comment on them. With a form[data-quote] on the page
// the words go into its fields; else data-quotable is the address that opens one.
const CONTEXT = 32; // characters kept on either side, to find the words again
const form = document.querySelector("form[data-quote]");
const button = document.createElement("button");
button.type = "button";
button.className = "button quote-button";
button.hidden = true;
button.textContent = document.querySelector("[data-quote-label]")?.dataset.quoteLabel ?? ""; // in the reader's language

// A paragraph's words without what is said to screen readers alone.
function wordsOf(node) {
  const copy = node.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
  return copy.textContent;
}

function quoted() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const node = range.startContainer.parentElement?.closest("[data-quotable]");
  if (!node?.contains(range.endContainer)) return null;
  const before = new Range();
  before.setStart(node, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const [lead, picked] = [before, range].map((part) => wordsOf(part.cloneContents()));
  const exact = picked.trim();
  const first = lead + picked.slice(0, picked.length - picked.trimStart().length);
  const rest = wordsOf(node).slice(first.length + exact.length);
  const [start, length] = [[...first].length, [...exact].length]; // code points, as the server counts
  return exact && { node, range, fields: {
    exact, prefix: first.slice(-CONTEXT), suffix: rest.slice(0, CONTEXT), start, end: start + length,
  } };
}

function offer() {
  const found = quoted();
  button.hidden = !found;
  if (!found) return;
  found.node.parentElement.append(button);
  const [box, frame] = [found.range.getBoundingClientRect(), found.node.parentElement.getBoundingClientRect()];
  button.style.insetBlockStart = `${box.bottom - frame.top + 6}px`;
  button.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - button.offsetWidth))}px`;
}

button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
button.addEventListener("click", () => {
  const found = quoted();
  if (!found) return;
  if (form) {
    for (const [name, value] of Object.entries(found.fields)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    form.dispatchEvent(new Event("input"));
    form.querySelector("textarea:not([name=exact])")?.focus();
  } else {
    location.assign(`${found.node.dataset.quotable}?${new URLSearchParams(found.fields)}`);
  }
  button.hidden = true;
});

form?.elements.exact?.addEventListener("input", () => {
  for (const name of ["prefix", "suffix", "start", "end"]) form.elements[name].value = ""; // typed by hand
});
if (button.textContent) document.addEventListener("selectionchange", offer);
