// Unsent words survive a closed tab: kept in this browser under the form's data-keep,
// put back at the next visit with what was seen as they were typed (nobody's newer words are replaced),
// forgotten once a page says data-sent with the same key. With data-keep-changed only what differs.
const [PAUSE, AGE] = [300, 14 * 24 * 3600 * 1000]; // ms; older words are of another negotiation
const name = (key) => `words:${key}`;
const fields = (form) =>
  [...form.elements].filter((field) => field.name && field.name !== "csrf_token" &&
    (field.type === "radio" || /^(text|textarea|search|select-one)$/.test(field.type)));
const stamp = (form, { name }) => form.elements[name.replace(/^[a-z]+/, "seen")]; // words-12: seen-12

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
    if (field.type === "radio" && !field.checked) continue;
    for (const one of [field, stamp(form, field)]) if (one) values[one.name] = one.value;
  }
  const said = JSON.stringify({ at: Date.now(), values });
  try { localStorage.setItem(name(form.dataset.keep), said); } catch { /* full or forbidden: as without a script */ }
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
      const seen = stamp(form, field);
      if (seen) seen.value = values[seen.name] ?? seen.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return changed;
}

function start(form) {
  const kept = form.querySelector("[data-kept]");
  const seen = [...form.querySelectorAll("[name^=seen]")].map((field) => [field, field.value]);
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
  form.addEventListener("sent", forget);
  form.addEventListener("saved", ({ detail }) => { // the server has them now, under another name
    forget();
    form.dataset.keep = detail.key;
    if (detail.more) keep(form);
    if (kept) kept.hidden = true;
  });
  form.querySelector("[data-forget]")?.addEventListener("click", () => {
    forget();
    form.reset(); // which leaves hidden fields as they are
    for (const [field, value] of seen) field.value = value;
    kept.hidden = true;
    form.querySelector("textarea")?.focus();
  });
}

function begin({ target }) {
  for (const { dataset } of target.querySelectorAll("[data-sent]")) localStorage.removeItem(name(dataset.sent));
  target.querySelectorAll("form[data-keep]").forEach(start);
}

for (const come of ["DOMContentLoaded", "part"]) document.addEventListener(come, begin);
