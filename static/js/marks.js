// Formats the selected words of a textarea, by buttons and by the usual keys; a second time undoes it.
// What is typed for somebody goes in as if typed, so that the browser's own «undo» takes it back.
const KEYS = { b: "**", i: "*", k: "[" };
const ADDRESS = "https" + "://"; // selected, to be typed over

function put(box, text, start, end) {
  box.focus();
  box.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, start, end);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function link(box, start, end) {
  const words = box.value.slice(start, end);
  put(box, `[${words}](${ADDRESS})`, start, end);
  const at = words ? start + words.length + 3 : start + 1;
  box.setSelectionRange(at, words ? at + ADDRESS.length : at);
}

function wrap(box, mark, start, end) {
  const words = box.value.slice(start, end);
  const [before, after] = [box.value.slice(0, start), box.value.slice(end)];
  const wrapped = before.endsWith(mark) && after.startsWith(mark) && (mark === "**" || !before.endsWith("**"));
  const from = start - (wrapped ? mark.length : 0);
  put(box, wrapped ? words : mark + words + mark, from, end + start - from);
  const at = wrapped ? from : start + mark.length;
  box.setSelectionRange(at, at + words.length);
}

function format(box, mark) {
  let { selectionStart: start, selectionEnd: end } = box;
  while (start < end && /\s/.test(box.value[start])) start += 1; // a blank inside a mark unmakes it
  while (end > start && /\s/.test(box.value[end - 1])) end -= 1;
  if (mark === "[") link(box, start, end);
  else wrap(box, mark, start, end);
}

function start(group) {
  const box = document.getElementById(group.dataset.marksFor);
  group.hidden = false;
  group.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) format(box, button.dataset.mark);
  });
  box.addEventListener("keydown", (event) => {
    const mark = KEYS[event.key.toLowerCase()];
    if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    format(box, mark);
  });
}

const begin = ({ target }) => target.querySelectorAll("[data-marks-for]").forEach(start);
for (const come of ["DOMContentLoaded", "part"]) document.addEventListener(come, begin);
