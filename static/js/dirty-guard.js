// Asks before one leaves a form[data-guard] with words that were not sent.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let dirty = false;
  form.addEventListener("input", ({ target }) => { dirty ||= target === form || target.form === form; });
  form.addEventListener("saved", ({ detail }) => { dirty = detail.more; });
  form.addEventListener("reset", () => { dirty = false; });
  form.addEventListener("submit", (event) => { dirty = event.defaultPrevented; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}
