// Asks before one leaves a form[data-guard] with words that were not sent.
function start(form) {
  let dirty = false;
  form.addEventListener("input", ({ target }) => { dirty ||= target === form || target.form === form; });
  form.addEventListener("saved", ({ detail }) => { dirty = detail.more; });
  form.addEventListener("reset", () => { dirty = false; });
  form.addEventListener("submit", (event) => { dirty = event.defaultPrevented; });
  addEventListener("beforeunload", (event) => { if (dirty && form.isConnected) event.preventDefault(); });
}

const begin = ({ target }) => target.querySelectorAll("form[data-guard]").forEach(start);
for (const come of ["DOMContentLoaded", "part"]) document.addEventListener(come, begin);
