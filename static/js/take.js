// The resulting words follow the outcomes, and what button[name=take] takes: the server's own result.
const form = document.querySelector(".desk").closest("form");
const words = () => form.elements.words;
const failed = form.querySelector("live-redline [data-failed]");
const chosen = new Set(); // suggestions whose outcome the words do not follow yet
let request;
async function fetched(url, button, signal) {
  const body = new URLSearchParams({ part: "result" });
  for (const [name, value] of new FormData(form, button)) body.append(name, value);
  for (const number of chosen) body.append("chosen", number);
  const answer = await fetch(url, { method: "POST", body, signal, redirect: "error" });
  if (!answer.ok) throw answer;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function put(page) {
  const marks = () => [...form.querySelectorAll("[data-preview] :is(ins, del)")];
  const before = marks().map((mark) => mark.textContent);
  words().value = page.querySelector("textarea[name=words]").value;
  for (const place of form.querySelectorAll("[data-swap], [data-preview]")) {
    const name = "swap" in place.dataset ? "[data-swap]" : "[data-preview]";
    place.replaceChildren(...page.querySelector(name).childNodes);
  }
  marks().find((mark) => !before.includes(mark.textContent))?.scrollIntoView({ block: "nearest" });
  form.dispatchEvent(new Event("input")); // what is typed is kept, and asked about on leaving
}

// The last press counts: it asks for what an earlier one has not brought yet, and for words typed since.
async function bring(url, button) {
  request?.abort();
  const typed = words().value, { signal } = (request = new AbortController());
  form.ariaBusy = "true";
  try {
    const page = await fetched(url, button, signal);
    if (words().value !== typed) return bring(url, button);
    chosen.clear();
    put(page);
    if (button) settle(button.value);
    failed.hidden = true;
  } catch {
    if (signal.aborted) return;
    failed.hidden = false;
  }
  form.ariaBusy = null;
}

// The redline comes with the changes that the words hold, whoever put them in.
function mark() {
  const held = form.querySelector("[data-taken]")?.dataset.taken.split(" ") ?? [];
  for (const change of form.querySelectorAll("button[aria-pressed]")) {
    change.setAttribute("aria-pressed", held.includes(change.value));
  }
}

// Some changes of a suggestion make it accepted with changes, all of them accepted, none open again.
function settle(change) {
  if (!change.includes(":")) return;
  mark();
  const row = form.querySelector(`[data-row="${parseInt(change)}"]`);
  const all = row.querySelectorAll("button[aria-pressed]").length;
  const held = row.querySelectorAll("button[aria-pressed=true]").length;
  const taken = row.querySelector(".outcomes :is([value=accepted], [value=adapted]):checked");
  const outcome = held === all ? "accepted" : held && "adapted" || "";
  if (held || taken) row.querySelector(`.outcomes [value="${outcome}"]`).checked = true;
}

if (words()) new MutationObserver(mark).observe(form.querySelector("[data-preview]"), { childList: true });

form.addEventListener("input", ({ target }) => {
  if (!words() || !target.closest?.(".outcomes")) return;
  chosen.add(target.closest("[data-row]").dataset.row);
  bring(form.action);
});

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "take" || !words() || event.defaultPrevented) return;
  event.preventDefault();
  bring(button.formAction, button);
});
