// Times on the pages of a live session: the timer of a vote or a talk, and the seconds until a
// question closes. They use the database's clock, because those of this device and of the nodes may be wrong.

const CLOSING = 10; // seconds; the clock of this page may be a little behind
const CLOSE_AFTER = 6; // seconds after zero

const live = document.querySelector("[data-live]");

let clock = Number(live.dataset.now) * 1000 - performance.now();

export const setClock = (milliseconds) => (clock = milliseconds - performance.now());

const showTimer = (timer, now) => {
  const left = Math.max(0, Math.ceil(timer.dataset.until - now));
  const text = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : timer.dataset.over;
  const time = timer.querySelector("b");
  if (time.textContent === text) return;
  time.textContent = text;
  if (!left) time.parentElement.replaceChildren(time);
};

// At zero, an answer that is complete is sent. The service closes the question a few seconds later.
// If it does not, because nobody listens for events, a page with the host's button presses it, and
// other pages ask.

let closed = ""; // the closing that has been dealt with

const isComplete = (form) => {
  const names = new Set([...form.querySelectorAll("input[type=radio]")].map((radio) => radio.name));
  return names.size > 0 && [...names].every((name) => form.querySelector(`input[name="${name}"]:checked`));
};

const sendComplete = () => {
  const form = live.querySelector("form[data-complete]");
  if (form && form.dataset.sending === undefined && isComplete(form)) form.requestSubmit();
};

const isOffline = () => live.dataset.offline !== undefined;

// Without a connection nobody here knows whether the question is still open, so no seconds are shown.
const showClosing = (closing, now) => {
  const offline = closing.parentElement.querySelector("[data-closing-offline]");
  if (offline) [closing.hidden, offline.hidden] = [isOffline(), !isOffline()];
  const left = Math.min(CLOSING, Math.ceil(closing.dataset.closing - now));
  const seconds = closing.querySelector("[data-seconds]");
  if (left <= 0 && seconds) closing.firstElementChild.textContent = closing.dataset.closingNow;
  else if (seconds && seconds.textContent !== String(left)) seconds.textContent = left;
  if (left > 0 || closed === closing.dataset.closing) return;
  sendComplete();
  if (left > -CLOSE_AFTER) return;
  closed = closing.dataset.closing;
  const press = live.querySelector('button[name="move"][value="next"]');
  if (press) press.form.requestSubmit(press);
  else live.dispatchEvent(new Event("overdue")); // live.js asks, and so learns that it is offline
};

export const countDown = () => {
  const now = (performance.now() + clock) / 1000;
  for (const timer of live.querySelectorAll("[data-until]")) showTimer(timer, now);
  for (const closing of live.querySelectorAll("[data-closing]")) showClosing(closing, now);
};

if (live.dataset.now) setInterval(countDown, 250);
