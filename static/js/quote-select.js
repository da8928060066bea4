// Selecting words of a paragraph offers to comment on them, or to suggest others. With a
// form[data-quote] for the paragraph on the page the words go into its fields; else one is opened beside
// the text, or at the address data-quotable. At data-suggest other words are written.
const CONTEXT = 32; // characters kept on either side, to find the words again
const { dataset: named } = document.querySelector("[data-quote-label]") ?? { dataset: {} };
const { dataset: place } = document.querySelector("[data-suggest]") ?? { dataset: {} };
const offers = Object.assign(document.createElement("div"), { className: "quote-offers", hidden: true });
if (named.quoteLabel) offers.append(button(named.quoteLabel, comment)); // in the reader's language
if (place.suggest) offers.append(button(place.suggestLabel, suggest));

function button(label, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button", textContent: label });
  made.addEventListener("click", () => {
    const found = quoted();
    if (found) act(found);
    offers.hidden = true;
  });
  return made;
}

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
  offers.hidden = !found;
  if (!found) return;
  found.node.parentElement.append(offers);
  const [box, frame] = [found.range.getBoundingClientRect(), found.node.parentElement.getBoundingClientRect()];
  offers.style.insetBlockStart = `${box.bottom - frame.top + 6}px`;
  offers.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - offers.offsetWidth))}px`;
}

// Returns the form for the words of a paragraph: beside a text it is that of the open one.
function formFor(node) {
  const row = node.closest(".row");
  return row && !("open" in row.dataset) ? null : document.querySelector("form[data-quote]");
}

function open(path, node, fields) {
  const url = new URL(path || location.pathname, location);
  const uid = new URL(node.dataset.quotable, location).pathname.split("/")[4]; // /d/<slug>/p/<uid>
  for (const [name, value] of Object.entries({ open: uid, ...fields })) url.searchParams.set(name, value);
  const asked = new CustomEvent("beside", { cancelable: true, detail: { url } });
  return document.dispatchEvent(asked) && url;
}

function comment({ node, fields }) {
  const form = formFor(node);
  if (!form) {
    if (open("", node, fields)) location.assign(`${node.dataset.quotable}?${new URLSearchParams(fields)}`);
    return;
  }
  for (const [name, value] of Object.entries(fields)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.dispatchEvent(new Event("input"));
  form.querySelector("textarea:not([name=exact])")?.focus();
}

function suggest({ node, fields: { exact, start } }) {
  const url = open(place.suggest, node, { exact, start });
  if (url) location.assign(Object.assign(url, { hash: url.searchParams.get("open") }));
}

offers.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
document.addEventListener("input", ({ target: { form, name } }) => {
  if (name !== "exact" || !form?.matches("[data-quote]")) return;
  for (const other of ["prefix", "suffix", "start", "end"]) form.elements[other].value = ""; // typed by hand
});
if (offers.childElementCount) document.addEventListener("selectionchange", offer);
