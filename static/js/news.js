// Asks every few seconds whether something changed on the page, and says so in one line. Never
// while the page is hidden or a form is on its way, never twice at once; the longer nobody
// answers, the more seldom.
const PAUSE = 8_000; // ms; with the answer on its way, a change is known within ten seconds
const LONGEST = 300_000; // ms
const place = document.querySelector("[data-news]");
let [pause, timer, asking, sent] = [PAUSE, 0, false, false];

const said = () => place.querySelector("p");
const quiet = () => document.hidden || sent || said();

function wait(time = pause) {
  clearTimeout(timer);
  if (!quiet() && !asking) timer = setTimeout(ask, time);
}

// Returns the tag of what is there now. A proxy may make a 200 of a 304: the tag tells.
async function newest() {
  const answer = await fetch(place.dataset.news, {
    headers: { "If-None-Match": `"${place.dataset.tag}"` },
    redirect: "error",
    signal: AbortSignal.timeout(PAUSE),
  });
  if (answer.status === 304) return place.dataset.tag;
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

async function ask() {
  asking = true;
  try {
    const tag = await newest();
    pause = PAUSE;
    if (tag !== place.dataset.tag && !quiet()) say(tag);
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
  asking = false;
  wait();
}

// A page on which nobody writes may show it by itself: it prevents the event.
function say(tag) {
  if (!place.dispatchEvent(new Event("news", { cancelable: true }))) {
    place.dataset.tag = tag;
    return;
  }
  place.append(place.querySelector("template").content.cloneNode(true));
  said().querySelector("a").addEventListener("click", (event) => {
    event.preventDefault(); // as a link it would lose the place; what is typed is kept by its form
    location.reload();
  });
  said().querySelector("button").addEventListener("click", () => {
    place.dataset.tag = tag;
    said().remove();
    wait();
  });
}

document.addEventListener("visibilitychange", () => wait(0));
addEventListener("online", () => wait(0));
addEventListener("submit", (event) => {
  sent = !event.defaultPrevented;
  wait();
});
addEventListener("pageshow", () => {
  sent = false;
  wait();
});
