// Keeps the pages of a live session up to date. Without this script the page reloads itself.
// Events bring the part of the page that everybody sees. If none arrive, because a proxy delays or
// blocks them, the page polls every few seconds. A form that somebody is filling in is never replaced
// while its question is open. Every sentence is the page's: in data attributes, in its language.
import "./awake.js";
import { countDown, setClock } from "./live-clock.js";
import { showOffline, showOnline } from "./live-notice.js";
import { elementFrom, keepOpen, replaceShared } from "./live-parts.js";
import { says } from "./offline-words.js";

const FIRST_EVENT = 5000; // milliseconds to wait for a stream's first event
const SILENCE = 35000; // a stream sends an event at least every 15 seconds
const LONGEST = 10000; // to wait for a reply, so that a line that is stuck stops nothing
const POLL = 2000;
const SPREAD = 1000; // of polling
const STREAM_AGAIN = 60000; // while polling, try events again after this time

export const live = document.querySelector("[data-live]");
const announcement = document.querySelector("[data-live-announcement]");
const SETTLES = 400; // milliseconds in which a new state is not yet what somebody presses for
// What comes later goes into this page, so it must be in its language, whatever was chosen since.
const language = document.documentElement.lang;
const randomDelay = (least, more) => least + Math.random() * more;

let source = null;
let etag = "";
let [silenceTimer, errorTimer, pollTimer, fetchTimer, listenTimer] = [0, 0, 0, 0, 0];
let missed = false; // the last part that was asked for did not come
let spread = 0; // of the newest broadcast
let refused = 0; // how often in a row the service answered, but not with events
let connected = false;
let [changedAt, pressedAt] = [-SETTLES, -SETTLES];

export const part = () => live.firstElementChild;

// A state id is the session's version, and on some pages counts as well. Each number only grows. A
// reply may be older than an event that arrived while the reply was on its way.

const isOlder = (next) => {
  const [theirs, ours] = [next, part()].map((element) => element.dataset.stateId.split(".").map(Number));
  const at = theirs.findIndex((number, index) => number !== ours[index]);
  return at >= 0 && theirs[at] < ours[at];
};

// A press so soon after the page changed was made for what was there before: the second half of a
// double click, or of a clicker that bounces.
export const isSettled = () => performance.now() - changedAt >= SETTLES;

// Replacing the part of the page
//
// A part is either broadcast, the same for everybody, or fetched, with this browser's own answers. If
// this browser may have answers, a broadcast part has data-spread: the browser fetches its own part
// after a random delay of up to that many milliseconds.

const isBusy = () => {
  const forms = [...live.querySelectorAll("form[data-live]")];
  if (forms.some((form) => form.dataset.sending !== undefined)) return true;
  if (forms.some((form) => form.dataset.sent !== undefined)) return false;
  if (forms.some((form) => form.dataset.wanted !== undefined)) return true; // opened to change an answer
  return forms.some((form) => [...form.elements].some((field) => field.checked !== field.defaultChecked || isTyped(field)));
};
const isTyped = (field) => ["text", "textarea"].includes(field.type) && field.value !== field.defaultValue;

// A heading may be content in another language, and then says so.
const announce = (text, tag = "") => {
  if (announcement) Object.assign(announcement, { textContent: text, lang: tag || language });
};
const announceHeading = (next, heading) => {
  const text = heading.textContent.trim();
  announce(text, heading.lang);
  document.title = `${next.dataset.title ?? text} – ${live.dataset.service}`;
};

// What did not come is asked for again: no event tells it, because this page has had its event.
const fetchAgain = () => fetchSoon(Math.max(POLL, spread));
const fetchSoon = (within) => {
  clearTimeout(fetchTimer);
  fetchTimer = setTimeout(fetchPart, randomDelay(50, Number(within)));
};

// The position stays the same while the session is paused or continued.
const pauseText = (element) => element.querySelector('[data-shared="pause"]')?.textContent.trim() ?? "";
const announcePause = (before, after) => {
  if (before !== after) announce(after || live.dataset.continues);
};

// A broadcast part has no token; a fetched part has this browser's newest.
const fillTokens = (next, broadcast) => {
  for (const field of next.querySelectorAll('input[name="csrf_token"]')) {
    if (broadcast) field.value = live.dataset.token;
    else live.dataset.token = field.value;
  }
  if (broadcast) for (const field of next.querySelectorAll('input[name="form_tag"]')) field.value = live.dataset.formTag;
};

const replace = (next, broadcast) => {
  const before = part();
  const paused = pauseText(before);
  const samePosition = next.dataset.position === before.dataset.position;
  const hadFocus = live.contains(document.activeElement) && document.activeElement !== document.body;
  fillTokens(next, broadcast);
  if (samePosition) keepOpen(before, next);
  if (next.dataset.version !== before.dataset.version) changedAt = performance.now();
  before.replaceWith(next);
  countDown();
  // After the end, another session may get the code.
  if (next.dataset.phase === "end") for (const details of document.querySelectorAll("[data-joining]")) details.remove();
  const heading = next.querySelector("h1, h2");
  if (!samePosition) announceHeading(next, heading);
  else announcePause(paused, pauseText(next));
  if (hadFocus || !samePosition) focusOn(next, heading, hadFocus);
};

const focusOn = (next, target, hadFocus) => {
  if (hadFocus) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
  if (next.classList.contains("play")) scrollTo({ top: 0 });
};

const show = (html, broadcast) => {
  const next = elementFrom(html);
  const before = part();
  if (next?.dataset.position === undefined) return location.reload(); // for example, signed out
  if (next.dataset.formTag && next.dataset.formTag !== live.dataset.formTag) return location.reload(); // another session
  if (isOlder(next)) return;
  const within = next.dataset.spread;
  if (broadcast) spread = Number(within ?? 0);
  const samePosition = next.dataset.position === before.dataset.position;
  const unchanged = broadcast && samePosition && next.dataset.version === before.dataset.version;
  const isOwn = broadcast && within !== undefined && before.dataset.spread === undefined;
  if (unchanged || (samePosition && (isBusy() || isOwn))) {
    // The same question: keep this browser's form or answer, and update only what everybody sees.
    before.dataset.stateId = next.dataset.stateId;
    announcePause(pauseText(before), pauseText(next));
    fillTokens(next, broadcast);
    for (const shared of next.querySelectorAll("[data-shared]")) {
      const shown = before.querySelector(`[data-shared="${shared.dataset.shared}"]`);
      if (shown) replaceShared(shown, shared);
    }
    if (broadcast && within && !unchanged && !isBusy()) fetchSoon(within);
    return;
  }
  replace(next, broadcast);
  if (broadcast && within) fetchSoon(within);
};

// Fetching

export async function fetchPart() {
  const headers = { Accept: "text/html", "X-Page-Language": language };
  if (etag) headers["If-None-Match"] = etag;
  try {
    const response = await fetch(live.dataset.state, { headers, cache: "no-store", signal: AbortSignal.timeout?.(LONGEST) });
    if (response.status === 410 || response.status === 403 || response.status === 404) return location.reload();
    if (response.status >= 500) throw new Error();
    missed = false;
    if (response.ok) {
      etag = response.headers.get("ETag") || "";
      show(await response.text(), false);
    }
    const now = Number(response.headers.get("X-Clock"));
    if (now) setClock(now * 1000); // performance.now() stops while a device sleeps
    if (response.ok || response.status === 304) showOnline();
  } catch {
    showOffline();
    missed = true;
    if (connected) fetchAgain();
  }
}

const poll = () => {
  clearTimeout(pollTimer);
  pollTimer = setTimeout(async () => {
    await fetchPart();
    if (!connected && !document.hidden) poll();
  }, randomDelay(POLL, SPREAD));
};

// Listening

const disconnect = () => {
  for (const timer of [silenceTimer, errorTimer, pollTimer, listenTimer]) clearTimeout(timer);
  errorTimer = 0;
  connected = false;
  source?.close();
  source = null;
};

const pollAndListen = (after) => {
  disconnect();
  poll();
  listenTimer = setTimeout(listen, after);
};

const received = () => {
  for (const timer of [silenceTimer, errorTimer, pollTimer]) clearTimeout(timer);
  errorTimer = refused = 0;
  if (missed && !connected) fetchAgain();
  connected = true;
  silenceTimer = setTimeout(pollInstead, SILENCE);
  showOnline();
};

function pollInstead() {
  pollAndListen(randomDelay(STREAM_AGAIN, 10 * SPREAD));
  fetchPart();
}

function listen() {
  if (source || document.hidden) return;
  source = new EventSource(`${live.dataset.events}?language=${language}&known=${part().dataset.stateId}`);
  silenceTimer = setTimeout(pollInstead, FIRST_EVENT);
  source.addEventListener("beat", received);
  source.addEventListener("state", (event) => {
    received();
    show(event.data, true);
  });
  source.onerror = () => {
    if (!navigator.onLine) showOffline();
    // Set the timer once, even if the browser retries several times.
    if (!errorTimer) errorTimer = setTimeout(pollInstead, FIRST_EVENT);
    if (source?.readyState !== EventSource.CLOSED) return;
    // The service answered, but not with events: it is restarting, or the session is over.
    refused += 1;
    pollAndListen(refused < 2 ? randomDelay(SPREAD, 2 * SPREAD) : randomDelay(STREAM_AGAIN, 10 * SPREAD));
  };
}

const follow = () => (live.dataset.events && "EventSource" in window ? listen() : poll());

addEventListener("offline", () => {
  disconnect();
  showOffline();
});
// A hidden tab holds no stream: over HTTP/1.1 six of them leave a browser no connection to the site.
const resume = () => {
  disconnect();
  if (document.hidden) return;
  fetchPart();
  follow();
};
addEventListener("online", resume);
live.addEventListener("overdue", fetchPart);
document.addEventListener("visibilitychange", resume);

// Sending an answer: the response is the next part, so no second request is needed.

// Send the form as a browser without scripts does: the response is a whole page that says what was
// refused. This works even if the form was replaced meanwhile.
const submitAsPage = (form) => {
  if (!form.isConnected) {
    form.hidden = true;
    document.body.append(form);
  }
  form.submit();
};

live.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.live === undefined) {
    if (!isSettled() || performance.now() - pressedAt < SETTLES) event.preventDefault(); // a button of the host
    else pressedAt = performance.now();
    return;
  }
  event.preventDefault();
  if (form.dataset.sending !== undefined) return;
  form.dataset.sending = "";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const headers = { "X-Live": "1", "X-Page-Language": language };
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout?.(LONGEST), headers });
      if (response.status >= 500) throw new Error();
      delete form.dataset.sending;
      showOnline();
      const next = elementFrom(await response.text());
      if (!response.ok || next?.dataset.position === undefined) return submitAsPage(form);
      etag = "";
      form.dataset.sent = "";
      if (isOlder(next)) return fetchSoon(0);
      replace(next, false);
      const confirmation = next.querySelector("[data-kept]");
      if (confirmation) {
        announce(confirmation.textContent.trim());
        focusOn(next, confirmation, true);
      }
      return;
    } catch {
      showOffline();
      if (form.isConnected) says(form.querySelector("button")).textContent = live.dataset.keepsAnswer;
      await new Promise((resolve) => setTimeout(resolve, randomDelay(800, 400 * (tries + 1))));
    }
  }
});

follow();
