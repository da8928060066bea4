// Saves a form[data-autosave] as a draft, some seconds after the last key and when the page is left:
// by the form's own address, so that what was new becomes one draft, and the page that draft's.
// The addresses of a new change and of a draft end alike: .../preview, draft, tray, submission.
const PAUSE = 3000; // ms
const LATER = 30_000; // ms; after a refusal, or without a line

function start(form) {
  const [said, failed] = ["[data-saved]", "[data-unsaved]"].map((name) => form.querySelector(name));
  let [timer, changed, stopped, saving] = [0, false, false, null];

  const save = () => {
    clearTimeout(timer);
    if (changed && !saving && !stopped) saving = attempt().finally(after);
    return saving;
  };

  async function attempt() {
    changed = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(`${form.action}?part=saved`, {
        method: "POST", body, keepalive: document.hidden, redirect: "error",
      });
      if (!answer.ok && answer.status !== 409) throw new Error(answer.statusText);
      show(answer, new DOMParser().parseFromString(await answer.text(), "text/html").body.children);
    } catch {
      changed = true;
      failed.hidden = false;
    }
  }

  function show(answer, sentences) {
    failed.hidden = true;
    stopped = !answer.ok; // saved elsewhere meanwhile: a person has to look
    const about = sentences[0]?.dataset;
    said.replaceChildren(...sentences);
    if (!about?.url) return;
    const moved = (address) => `${about.url}/${address.split("/").at(-1)}`;
    form.action = moved(form.action);
    for (const button of form.querySelectorAll("[formaction]")) {
      button.formAction = moved(button.formAction);
    }
    form.elements.seen.value = about.seen;
    form.dispatchEvent(new CustomEvent("saved", { detail: { key: about.keep, more: changed } }));
    const here = new URL(location);
    if (here.pathname === new URL(about.url, here).pathname) return;
    here.searchParams.set("draft", about.draft);
    const alone = "returned" in form.dataset && !form.closest(".editor");
    history.replaceState(null, "", alone ? about.url : here); // what can be loaded again
  }

  function after() {
    saving = null;
    if (changed) timer = setTimeout(save, failed.hidden ? PAUSE : LATER);
  }

  form.addEventListener("input", (event) => {
    const person = event.isTrusted || event.detail?.person; // else words that the browser put back
    if (!person || event.target.form !== form) return;
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    const { submitter } = event;
    if (event.defaultPrevented || !saving) return;
    event.preventDefault(); // what is on its way first, else two drafts came of it
    await saving;
    clearTimeout(timer);
    form.requestSubmit(submitter);
  });
  form.addEventListener("sent", () => { stopped = true; });
  document.addEventListener("leave", ({ target, detail }) => target.contains(form) && detail.push(save()));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && form.isConnected && form.elements.seen.value) save(); // a new draft's answer would be lost
  });
}

const begin = ({ target }) => target.querySelectorAll("form[data-autosave]").forEach(start);
for (const come of ["DOMContentLoaded", "part"]) document.addEventListener(come, begin);
