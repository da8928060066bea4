// Sends the forms that stand in a text or beside it without leaving it: what was done is fetched as
// it is now, what was refused comes back into its place, filled, with what is wrong. An answer that
// is neither is left to the browser, which sends the form itself. data-inline: a form behind a link.
const LATER = ["exact", "prefix", "suffix", "start", "end", "draft"]; // of an address: not after sending
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const formOf = (page) => page.querySelector("#main form[data-keep]");

function put(form, place) {
  const frame = document.createElement("div");
  frame.append(form);
  place(frame);
  frame.dispatchEvent(new Event("part", { bubbles: true }));
}

// Where one is after a form was sent: beside the paragraph; a draft is written on.
function next(action) {
  const url = new URL(location);
  for (const name of LATER) url.searchParams.delete(name);
  if (!/\/(submission|tray)$/.test(action)) return url;
  url.pathname = url.pathname.replace(/\/editor$/, "");
  url.searchParams.delete("write");
  return url;
}

async function send(form, button) {
  const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(action, { method: "POST", body, redirect: "manual" });
  if (answer.type !== "opaqueredirect") {
    const fresh = formOf(parsed(await answer.text()));
    if (!fresh || !form.matches("[data-keep]")) throw new Error(answer.statusText);
    fresh.className = form.className;
    put(fresh, (node) => form.replaceWith(node));
    const wrong = fresh.querySelector(".summary, .notice");
    if (wrong) wrong.tabIndex = -1;
    (wrong ?? fresh.querySelector("textarea"))?.focus();
    return;
  }
  const aside = !form.closest(".editor") && document.querySelector(".editor") !== null;
  const known = new Set([...document.querySelectorAll(".beside [id]")].map(({ id }) => id));
  known.delete(button?.closest("article")?.id); // the focus goes back to where it was pressed
  form.dispatchEvent(new Event("sent"));
  const url = next(new URL(action).pathname);
  const asked = new CustomEvent("beside", { cancelable: true, detail: { url, aside, known, push: url.href !== location.href } });
  if (document.dispatchEvent(asked)) location.assign(url);
}

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter];
  if (event.defaultPrevented || "natively" in form.dataset || !form.closest(".beside, .editor")) return;
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = "true";
  try {
    await send(form, button);
  } catch {
    form.dataset.natively = "";
    form.requestSubmit(button);
  }
  form.ariaBusy = null;
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".beside a[data-inline]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const page = parsed(await (await fetch(link.href, { redirect: "error" })).text());
    put(formOf(page), (form) => link.closest("footer").after(form));
    link.closest("footer").nextElementSibling.querySelector("textarea").focus();
    link.remove();
  } catch {
    location.assign(link.href);
  }
});
