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

let source = null;
let tag = "";
let watchdog = 0;
let failing = 0;
let poller = 0;
let asking = 0;
let again = 0; // the one timer after which it listens again
let refused = 0; // how often in a row the service answered, but not with events
let hears = false;

const part = () => live.firstElementChild;

// A stamp is the session's version, and for some pages counts: each only ever grows. A reply that
// was on its way while an event came may be the older of the two.

const older = (next) => {
  const [theirs, ours] = [next, part()].map((one) => one.dataset.stamp.split(".").map(Number));
  const at = theirs.findIndex((number, place) => number !== ours[place]);
  return at >= 0 && theirs[at] < ours[at];
};

// The timer of a vote
//
// By the service's clock: this machine's own may be an hour wrong.

let clock = Number(live.dataset.now) * 1000 - performance.now();

const countDown = () => {
  const now = (performance.now() + clock) / 1000;
  for (const timer of live.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.ceil(timer.dataset.until - now));
    const shown = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Time is up";
    const [words, after] = timer.children;
    if (words.textContent === shown) continue;
    words.textContent = shown;
    after.textContent = left ? " left." : ".";
  }
};
if (live.dataset.now) setInterval(countDown, 250);

// What is on the screen
//
// A part is pushed to all, or it is this browser's own, with what was answered here. A pushed part
// for which there may be answers has data-spread: within so many milliseconds, at random, this
// browser asks for its own.

const busy = () => {
  const form = live.querySelector("form[data-live]");
  if (!form) return false;
  if (form.dataset.sending !== undefined) return true;
  if (form.dataset.sent !== undefined) return false;
  if (form.dataset.wanted !== undefined) return true; // asked for, and read before anything is changed
  return [...form.elements].some((field) => field.checked !== field.defaultChecked);
};

const announce = (heading) => {
  if (said) said.textContent = heading;
  document.title = `${heading} – Before You Look`;
};

const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};

const askSoon = (within) => {
  clearTimeout(asking);
  asking = setTimeout(ask, spread(50, Number(within)));
};

// What changes while the place stays the same: the session is paused, or goes on.
const words = (one) => one.querySelector('[data-shared="pause"]')?.textContent.trim() ?? "";
const announcePause = (was, is) => {
  if (said && was !== is) said.textContent = is || "The session goes on.";
};

const replace = (next, pushed) => {
  const before = part();
  const paused = words(before);
  const unfolded = [...before.querySelectorAll("details")].map((folded) => folded.open);
  const same = next.dataset.place === before.dataset.place;
  const held = live.contains(document.activeElement) && document.activeElement !== document.body;
  for (const field of next.querySelectorAll('input[name="csrf_token"]')) {
    // What is pushed to all has nobody's token; what this browser asked for has its newest.
    if (pushed) field.value = live.dataset.token;
    else live.dataset.token = field.value;
  }
  if (pushed) for (const field of next.querySelectorAll('input[name="form_tag"]')) field.value = live.dataset.formTag;
  before.replaceWith(next);
  countDown();
  if (same) [...next.querySelectorAll("details")].forEach((folded, at) => (folded.open = unfolded[at] ?? false));
  // Whoever is still shown how to join could join another session by then.
  if (next.dataset.phase === "end") for (const how of document.querySelectorAll("[data-joining]")) how.remove();
  const heading = next.querySelector("h1, h2");
  if (!same) announce(heading.textContent.trim());
  else announcePause(paused, words(next));
  if (held || !same) focusOn(next, heading, held);
};

const focusOn = (next, target, held) => {
  if (held) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
  if (next.classList.contains("play")) scrollTo({ top: 0 });
};

const show = (html, pushed) => {
  const next = made(html);
  const before = part();
  if (next?.dataset.place === undefined) return location.reload(); // signed out, for one
  if (next.dataset.formTag && next.dataset.formTag !== live.dataset.formTag) return location.reload(); // another session
  if (older(next)) return;
  const ours = next.dataset.spread;
  const same = next.dataset.place === before.dataset.place;
  const unchanged = pushed && same && next.dataset.version === before.dataset.version;
  if (unchanged || (same && (busy() || (pushed && ours !== undefined && before.dataset.spread === undefined)))) {
    // The same question: what was answered or begun here stays, and what all see is renewed.
    before.dataset.stamp = next.dataset.stamp;
    announcePause(words(before), words(next));
    for (const shared of next.querySelectorAll("[data-shared]")) {
      before.querySelector(`[data-shared="${shared.dataset.shared}"]`)?.replaceWith(shared);
    }
    if (pushed && ours && !unchanged && !busy()) askSoon(ours);
    return;
  }
  replace(next, pushed);
  if (pushed && ours) askSoon(ours);
};

// Whether the service is there

const tell = (words) => {
  if (!notice) return;
  notice.hidden = !words;
  if (notice.textContent !== words) notice.textContent = words;
};
const away = () => tell("No connection just now. We keep trying, and this page goes on by itself.");
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
      show(await answer.text(), false);
    }
    const date = Date.parse(answer.headers.get("Date"));
    if (date) clock = date - performance.now(); // while a machine sleeps, its own count stands still
    if (answer.ok || answer.status === 304) here();
  } catch {
    away();
  }
}

const poll = () => {
  clearTimeout(poller);
  poller = setTimeout(async () => {
    await ask();
    if (!hears) poll();
  }, spread(POLL, SPREAD));
};

// Listening

const hangUp = () => {
  for (const timer of [watchdog, failing, poller, again]) clearTimeout(timer);
  failing = 0;
  hears = false;
  source?.close();
  source = null;
};

const pollAndListen = (after) => {
  hangUp();
  poll();
  again = setTimeout(listen, after);
};

const heard = () => {
  for (const timer of [watchdog, failing, poller]) clearTimeout(timer);
  failing = refused = 0;
  hears = true;
  watchdog = setTimeout(giveUp, SILENCE);
  here();
};

function giveUp() {
  pollAndListen(spread(STREAM_AGAIN, 10 * SPREAD));
  ask();
}

function listen() {
  if (source) return;
  source = new EventSource(`${live.dataset.events}?known=${part().dataset.stamp}`);
  watchdog = setTimeout(giveUp, FIRST_EVENT);
  source.addEventListener("beat", heard);
  source.addEventListener("state", (event) => {
    heard();
    show(event.data, true);
  });
  source.onerror = () => {
    if (!navigator.onLine) away();
    // Once, however often the browser tries again by itself.
    if (!failing) failing = setTimeout(giveUp, FIRST_EVENT);
    if (source?.readyState !== EventSource.CLOSED) return;
    // The service answered, but not with events: it is starting again, or the session is over.
    refused += 1;
    pollAndListen(refused < 2 ? spread(SPREAD, 2 * SPREAD) : spread(STREAM_AGAIN, 10 * SPREAD));
  };
}

addEventListener("offline", () => {
  hangUp();
  away();
});
addEventListener("online", () => {
  hangUp();
  ask();
  listen();
});
// A phone that was in a pocket asks at once.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") ask();
});

// Sending: the answer comes back as the part that follows, without a second request.

// As a browser without scripts sends it: the whole page comes back and says what was refused, also
// when the form itself was taken away meanwhile.
const sendPlainly = (form) => {
  if (!form.isConnected) {
    form.hidden = true;
    document.body.append(form);
  }
  form.submit();
};

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
      const next = made(await answer.text());
      if (!answer.ok || next?.dataset.place === undefined) return sendPlainly(form);
      tag = "";
      form.dataset.sent = "";
      if (older(next)) return askSoon(0);
      replace(next, false);
      const kept = next.querySelector("[data-kept]");
      if (kept && said) said.textContent = kept.textContent.trim();
      if (kept) focusOn(next, kept, true);
      return;
    } catch {
      away();
      await new Promise((again) => setTimeout(again, spread(800, 400 * (tries + 1))));
    }
  }
});

if (live.dataset.events && "EventSource" in window) listen();
else poll();
