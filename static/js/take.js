// Words taken by a button[name=take] come into the form without leaving the place: the page that
// the server answers with is the same, so its words, redline and notice are put in here.
const form = document.querySelector(".desk").closest("form");
const words = () => form.elements.words;

async function fetched(button) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) body.append(name, value);
  const answer = await fetch(button.formAction, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function put(page) {
  words().value = page.querySelector("textarea[name=words]").value;
  for (const place of form.querySelectorAll("[data-swap], [data-preview]")) {
    const name = "swap" in place.dataset ? `[data-swap="${place.dataset.swap}"]` : "[data-preview]";
    place.replaceChildren(...page.querySelector(name).childNodes);
  }
  form.dispatchEvent(new Event("input")); // what is typed is kept, and asked about on leaving
}

// Whoever types may put a change in, or out: the redline comes with those that the words hold.
function mark() {
  const held = form.querySelector("[data-taken]")?.dataset.taken.split(" ") ?? [];
  for (const change of form.querySelectorAll("button[aria-pressed]")) {
    change.setAttribute("aria-pressed", held.includes(change.value));
  }
}

const redline = form.querySelector("[data-preview]");
if (redline) new MutationObserver(mark).observe(redline, { childList: true });

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (button?.name !== "take" || !words() || event.defaultPrevented) return;
  event.preventDefault();
  const failed = form.querySelector("live-redline [data-failed]");
  form.setAttribute("aria-busy", "true");
  try {
    put(await fetched(button));
    failed.hidden = true;
  } catch {
    failed.hidden = false;
  }
  form.removeAttribute("aria-busy");
});
