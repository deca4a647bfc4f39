// Keeps a live session's page up to date. Without this file the page asks for itself again and again.
//
// Events bring what everybody sees. Where none arrive (a proxy holds them back, or blocks them) the
// page asks every few seconds instead. A form that is being filled in is never taken away while its
// question is still open.

const FIRST_EVENT = 5000; // milliseconds until a stream that says nothing is given up
const SILENCE = 35000; // a stream says something every 15 seconds
const POLL = 2000;
const SPREAD = 1000;
const STREAM_AGAIN = 60000; // while it polls, it tries events again now and then

const live = document.querySelector("[data-live]");
const said = document.querySelector("[data-live-said]");
const notice = document.querySelector("[data-live-notice]");
const spread = (least, more) => least + Math.random() * more;

let stamp = live.dataset.stamp;
let tag = "";
let source = null;
let watchdog = 0;
let poller = 0;
let asking = 0;

const part = () => live.firstElementChild;

// What is on the screen

const busy = () => {
  const form = live.querySelector("form");
  return form && (form.dataset.sending !== undefined || form.contains(document.activeElement) ||
    [...form.elements].some((field) => field.checked !== field.defaultChecked));
};

const announce = (heading) => {
  if (said) said.textContent = heading;
  document.title = `${heading} – ${document.title.split(" – ").pop()}`;
};

const show = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  const next = made.content.firstElementChild;
  if (!next) return;
  const before = part();
  const moved = next.dataset.place !== before.dataset.place;
  const sure = next.dataset.mine === undefined ? before.dataset.mine !== undefined : false;
  if (!moved && (busy() || sure)) {
    // The same question: only what all see is renewed around it.
    for (const shared of next.querySelectorAll("[data-shared]")) {
      before.querySelector(`[data-shared="${shared.dataset.shared}"]`)?.replaceWith(shared);
    }
    return;
  }
  const focused = live.contains(document.activeElement);
  const open = live.querySelector("details[open]") !== null && !moved;
  for (const token of next.querySelectorAll('input[name="csrf_token"]')) {
    token.value = live.dataset.token || "";
  }
  before.replaceWith(next);
  if (open) for (const folded of next.querySelectorAll("details")) folded.open = true;
  if (!moved) return;
  const heading = next.querySelector("h1");
  if (focused && heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  scrollTo({ top: 0 });
  if (heading) announce(heading.textContent.trim());
  if (next.dataset.personal !== undefined) {
    clearTimeout(asking);
    asking = setTimeout(ask, spread(100, 1500));
  }
};

// Whether the service is there

const tell = (words) => {
  if (!notice) return;
  notice.hidden = !words;
  if (notice.textContent !== words) notice.textContent = words;
};
const away = () => tell("No connection just now. What you sent is kept; this page goes on by itself.");
const here = () => tell("");

// Asking

async function ask() {
  const headers = { Accept: "text/html" };
  if (tag) headers["If-None-Match"] = tag;
  try {
    const answer = await fetch(live.dataset.state, { headers, cache: "no-store" });
    if (answer.status === 410 || answer.status === 403 || answer.status === 404) return location.reload();
    if (answer.ok) {
      tag = answer.headers.get("ETag") || "";
      show(await answer.text());
    }
    if (answer.ok || answer.status === 304) here();
  } catch {
    away();
  }
}

const poll = () => {
  clearTimeout(poller);
  poller = setTimeout(async () => {
    await ask();
    if (!source) poll();
  }, spread(POLL, SPREAD));
};

// Listening

const heard = () => {
  clearTimeout(watchdog);
  watchdog = setTimeout(giveUp, SILENCE);
  clearTimeout(poller);
  here();
};

function giveUp() {
  source?.close();
  source = null;
  ask();
  poll();
  setTimeout(listen, spread(STREAM_AGAIN, 10 * SPREAD));
}

function listen() {
  if (source) return;
  const joint = live.dataset.events.includes("?") ? "&" : "?";
  source = new EventSource(`${live.dataset.events}${stamp ? `${joint}known=${encodeURIComponent(stamp)}` : ""}`);
  clearTimeout(watchdog);
  watchdog = setTimeout(giveUp, FIRST_EVENT);
  source.addEventListener("beat", heard);
  source.addEventListener("state", (event) => {
    heard();
    stamp = event.lastEventId;
    show(event.data);
  });
  source.onerror = () => {
    if (!navigator.onLine) away();
    clearTimeout(watchdog);
    watchdog = setTimeout(giveUp, FIRST_EVENT);
    if (source?.readyState !== EventSource.CLOSED) return;
    // The service answered, but not with events: it is starting again, or the session is over.
    clearTimeout(watchdog);
    source = null;
    poll();
    setTimeout(listen, spread(SPREAD, 2 * SPREAD));
  };
}

addEventListener("offline", away);
addEventListener("online", () => {
  source?.close();
  source = null;
  ask();
  listen();
});
// A phone that was in a pocket asks at once.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") ask();
});

// Sending: the answer comes back as the part that follows, without a second request.

live.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.live === undefined) return;
  event.preventDefault();
  if (form.dataset.sending !== undefined) return;
  form.dataset.sending = "";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Live": "1" } });
      if (answer.status >= 500) throw new Error();
      delete form.dataset.sending;
      here();
      if (answer.redirected || answer.headers.get("X-Live") !== "1") return location.assign(answer.url);
      replaceMine(await answer.text());
      return;
    } catch {
      away();
      await new Promise((again) => setTimeout(again, spread(800, 400 * (tries + 1))));
    }
  }
});

function replaceMine(html) {
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  const next = made.content.firstElementChild;
  part().replaceWith(next);
  const first = next.querySelector("[data-focus], .govuk-error-summary, h1");
  if (first) {
    first.tabIndex = -1;
    first.focus();
  }
}

if (live.dataset.events && "EventSource" in window) listen();
else poll();
