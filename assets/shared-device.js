// A device that several people use leaves by itself after 30 minutes without a press. The service does
// the same by its own clock; this page then shows nobody's answers any more, and warns first.
const IDLE = 30 * 60_000; // milliseconds, as in quiz/browser/browser_session.py
const WARNING = 2 * 60_000; // before the end
const SELDOM = 60_000; // between two reports of a press

const { left, press } = document.body.dataset;
const warning = document.querySelector("[data-leaving]");
let known = Date.now(); // the last press that the service knows

const pressed = () => {
  warning.hidden = true;
  if (Date.now() - known < SELDOM) return;
  known = Date.now();
  fetch(press).catch(() => {}); // offline: the service leaves a little sooner
};

const look = () => {
  const remaining = known + IDLE - Date.now();
  if (remaining <= 0) location.replace(left);
  else if (remaining <= WARNING) warning.hidden = false;
};

if (left) {
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, pressed);
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look); // timers stop while a device sleeps
}
