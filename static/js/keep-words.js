// Unsent words survive a closed tab: kept in this browser under the form's data-keep,
// put back at the next visit, forgotten once a page says data-sent with the same key.
// With data-keep-changed only what differs from the page's words: a whole text changes under it.
const AGE = 14 * 24 * 3600 * 1000; // ms; older words are of another negotiation
const PAUSE = 300; // ms
const name = (key) => `words:${key}`;
const fields = (form) =>
  [...form.elements].filter((field) => field.name && field.name !== "csrf_token" &&
    (field.name === "seen" || field.type === "radio" || /^(text|textarea|search|select-one)$/.test(field.type)));

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(name(key)));
    return kept && Date.now() - kept.at < AGE ? kept.values : null;
  } catch { return null; }
}

function keep(form) {
  const values = {};
  for (const field of fields(form)) {
    const same = field.value === field.defaultValue && !("typed" in field.dataset);
    if (same && "keepChanged" in form.dataset) continue;
    if (field.type !== "radio" || field.checked) values[field.name] = field.value;
  }
  try {
    localStorage.setItem(name(form.dataset.keep), JSON.stringify({ at: Date.now(), values }));
  } catch { /* full or forbidden: the form works as without a script */ }
}

function put(form, values) {
  let changed = false;
  for (const field of fields(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field.type === "radio") {
      changed ||= field.checked !== (field.value === value);
      field.checked = field.value === value;
    } else if (field.value.replace(/\r\n?/g, "\n") !== value) {
      field.value = value;
      changed = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return changed;
}

const sent = document.querySelectorAll("[data-sent]");
for (const { dataset } of sent) localStorage.removeItem(name(dataset.sent));

for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = form.querySelector("[data-kept]");
  const seen = form.elements.seen?.value; // a reset leaves hidden fields as they are
  const values = "returned" in form.dataset ? null : read(form.dataset.keep);
  if ("returned" in form.dataset) keep(form); // the server gave the person's own words back
  if (values && put(form, values) && kept) kept.hidden = false;
  let timer = 0;
  const forget = () => {
    timer = clearTimeout(timer);
    localStorage.removeItem(name(form.dataset.keep));
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target === form || event.target.form === form) timer = setTimeout(keep, PAUSE, form);
  });
  addEventListener("pagehide", () => timer && keep(form));
  form.addEventListener("saved", ({ detail }) => { // the server has them now, under another name
    forget();
    form.dataset.keep = detail.key;
    if (detail.more) keep(form);
    if (kept) kept.hidden = true;
  });
  form.querySelector("[data-forget]")?.addEventListener("click", () => {
    forget();
    form.reset();
    if (seen !== undefined) form.elements.seen.value = seen;
    kept.hidden = true;
    form.querySelector("textarea")?.focus();
  });
}
