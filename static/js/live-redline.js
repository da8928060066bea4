// The redline as one types, the server's own, fetched while the form stands still, and who else writes
// on the same words. With data-alone it is one of many in a form: it sends its own fields only.
const PAUSE = 400; // ms; shorter asks for every word, longer feels broken

customElements.define("live-redline", class extends HTMLElement {
  #timer = 0;
  #request = null;

  connectedCallback() {
    this.addEventListener("input", this.#wait);
    this.closest("form").addEventListener("reset", this.#again);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.#wait);
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  #wait = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), PAUSE);
  };

  #again = () => {
    if (!this.#alone || this.#preview.hasChildNodes()) this.#wait();
  };

  get #alone() {
    return "alone" in this.dataset;
  }

  get #preview() {
    return this.querySelector("[data-preview]");
  }

  async #show() {
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    const preview = this.#preview;
    preview.setAttribute("aria-busy", "true");
    try {
      const page = await this.#fetch(request.signal);
      const others = page.querySelector("template[data-others]");
      others?.remove();
      preview.replaceChildren(...page.childNodes);
      if (others) this.#name(others.content);
      this.#failed(false);
    } catch {
      if (request.signal.aborted) return;
      this.#failed(true);
    }
    preview.removeAttribute("aria-busy");
  }

  async #fetch(signal) {
    const body = new URLSearchParams();
    const own = [...this.querySelectorAll("[name]")].map((field) => field.name);
    const sent = (name) => !this.#alone || name === "csrf_token" || own.includes(name);
    for (const [name, value] of new FormData(this.closest("form"))) {
      if (typeof value === "string" && sent(name)) body.append(name, value);
    }
    const answer = await fetch(this.dataset.url, { method: "POST", body, signal, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.body;
  }

  // Says who else only when that changes: it is read aloud.
  #name(others) {
    const place = this.closest("form").querySelector("[data-others]");
    const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
    if (words(place) !== words(others)) place.replaceChildren(others);
  }

  #failed(failed) {
    const notice = this.querySelector("[data-failed]");
    if (notice) notice.hidden = !failed;
  }
});
