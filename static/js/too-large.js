// Refuses a form[data-limit] (bytes) that the server would have to refuse without giving the words back.
const bytes = (value) => (typeof value === "string" ? new TextEncoder().encode(value).length : value.size);

function start(form) {
  form.addEventListener("submit", (event) => {
    let size = 0;
    for (const [name, value] of new FormData(form)) size += bytes(name) + bytes(value);
    const notice = form.querySelector("[data-too-large]");
    notice.hidden = size <= Number(form.dataset.limit);
    if (notice.hidden) return;
    event.preventDefault();
    notice.focus();
  }, { capture: true });
}

const begin = ({ target }) => target.querySelectorAll("form[data-limit]").forEach(start);
for (const come of ["DOMContentLoaded", "part"]) document.addEventListener(come, begin);
