// The keys of the room's screen, for a keyboard or a clicker, and its small buttons. Without this
// script the buttons are links and forms. It contains live.js, which keeps the screen up to date.
import { setNotice } from "./live-notice.js";
import { fetchPart, isSettled, live, part } from "./live.js";

const BOUNCE = 400; // milliseconds: a worn clicker sends one press as two
const LONGEST = 10000; // milliseconds to wait for the answer to a move
const LETTERS = "letter keys"; // in the browser's storage: whether they work

const body = document.body;
const words = live.dataset; // what this script says
const WITHOUT_HEADING = { blank: words.saysBlank, code: words.saysCode, options: words.saysOptions };
const announcement = document.querySelector("[data-live-announcement]");
const shown = () => body.dataset.shown;
const visible = (selector) => [...live.querySelectorAll(selector)].find((one) => one.form || one.href);

// What is shown instead of the phase

const exists = (name) => name === "blank" || (name === "code" ? document.querySelector("[data-joining]") : live.querySelector(`[data-panel="${name}"]`));

const show = (name) => {
  if (name && !exists(name)) return;
  body.dataset.shown = name;
  const address = new URL(location.href);
  if (name) address.searchParams.set("show", name);
  else address.searchParams.delete("show");
  history.replaceState(history.state, "", address);
  const heading = live.querySelector(name ? `[data-panel="${name}"] [role="heading"]` : "h1");
  announcement.textContent = heading?.textContent ?? WITHOUT_HEADING[name];
  announcement.lang = heading?.lang || document.documentElement.lang;
};
const toggle = (name) => show(shown() === name ? "" : name);

// The next thing in the session ends what is shown, but a blank screen stays blank.
let position = part().dataset.position;
new MutationObserver(() => {
  if (part().dataset.position === position) return;
  position = part().dataset.position;
  if (shown() !== "blank") show("");
}).observe(live, { childList: true });

// Moves. One at a time: until the state that it leads to is here, by an event or by its own reply, the
// next press would be made for the state before it. aria-busy says so to screen readers, which then
// wait, too.

let sentFor = ""; // the version of the state that the last move was made for
const isSending = () => live.getAttribute("aria-busy") === "true";
const setSending = (is) => live.setAttribute("aria-busy", is);
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const tooSoon = isSending() || event.defaultPrevented;
  event.preventDefault();
  if (tooSoon) return;
  setSending(true);
  const version = (sentFor = part().dataset.version);
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    const signal = AbortSignal.timeout(LONGEST);
    const response = await fetch(form.action, { method: "POST", body, signal, headers: { "X-Live": "1" } });
    if (!response.ok && response.status !== 409) return location.reload();
    if (shown() !== "blank") show("");
    await fetchPart();
    if (!response.ok) setNotice(words.movedOn);
  } catch {
    setNotice(words.pressAgain);
  } finally {
    if (sentFor === version) setSending(false);
  }
});
new MutationObserver(() => {
  if (part().dataset.version !== sentFor) setSending(false);
}).observe(live, { childList: true });

const move = (name) => {
  if (isSending() || !isSettled()) return;
  if (shown() === "blank") return show("");
  const asked = live.querySelector(`[data-panel="${shown()}"] [data-confirms]`);
  if (asked) return name === "onward" ? asked.form.requestSubmit(asked) : show("");
  press(`[data-moves="${name}"]`);
  if (live.dataset.token && !live.querySelector(".display__controls, [data-phase=end]")) setNotice(words.onlyShows);
};
const press = (selector) => {
  const button = visible(selector);
  if (button?.href) show(button.dataset.shows);
  else button?.form.requestSubmit(button);
};

live.addEventListener("click", (event) => {
  const link = event.target.closest("[data-shows]");
  if (!link) return;
  event.preventDefault();
  if (event.detail > 1 || isSending()) return; // the second half of a double click
  toggle(link.dataset.shows);
});

// The buttons are on the screen while somebody uses the mouse or the Tab key, and in the lobby.

const IDLE = 4000; // milliseconds
let idleTimer = 0;
const wake = () => {
  body.classList.remove("display--idle");
  clearTimeout(idleTimer);
  idleTimer = setTimeout(() => body.classList.add("display--idle"), IDLE);
};
for (const kind of ["pointermove", "pointerdown", "focusin"]) addEventListener(kind, wake);
body.classList.add("display--scripted");
wake();

// Full screen

const fullScreen = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
};
document.addEventListener("click", (event) => {
  if (shown() === "blank") show("");
  if (event.target.closest("[data-full-screen]")) fullScreen();
  if (event.target.closest("[data-letter-keys]")) setLetters(!letters());
});

// Letter keys can be switched off, for people who speak to their computer (WCAG 2.1.4).

const letters = () => {
  try {
    return localStorage.getItem(LETTERS) !== "off";
  } catch {
    return true; // the browser stores nothing here
  }
};
const showLetters = () => {
  for (const one of live.querySelectorAll("[data-letter-keys]")) {
    one.hidden = false;
    one.firstElementChild.setAttribute("aria-pressed", letters());
  }
  for (const one of live.querySelectorAll("[data-full-screen]")) one.hidden = !document.fullscreenEnabled;
};
const setLetters = (on) => {
  try {
    localStorage.setItem(LETTERS, on ? "on" : "off");
  } catch {
    return;
  }
  showLetters();
};
new MutationObserver(showLetters).observe(live, { childList: true });
showLetters();

// Keys

const ALWAYS = {
  PageDown: () => move("onward"),
  ArrowRight: () => move("onward"),
  " ": () => move("onward"),
  PageUp: () => move("back"),
  ArrowLeft: () => move("back"),
  Escape: () => show(""),
};
const BY_LETTER = {
  q: () => toggle("code"),
  r: () => toggle("reasons"),
  s: () => toggle("sources"),
  o: () => toggle("options"),
  b: () => toggle("blank"),
  ".": () => toggle("blank"), // what clickers send for a black screen
  p: () => press(`[data-moves="${live.querySelector(".display__pause") ? "onward" : "pause"}"]`),
  f: fullScreen,
  "?": () => toggle("keys"),
};

const ONLY_HELD = ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"];
const pressedAt = {}; // by key
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [last, now] = [pressedAt[event.key] ?? -BOUNCE, performance.now()];
  pressedAt[event.key] = now;
  const again = event.repeat || now - last < BOUNCE;
  if (shown() === "blank" && !again && !ONLY_HELD.includes(event.key)) {
    event.preventDefault();
    return show("");
  }
  const isButton = event.target.closest?.("button, summary, a");
  if (event.key === " " && isButton) return; // Space presses what has the focus
  const act = ALWAYS[event.key] ?? (letters() ? BY_LETTER[event.key.toLowerCase()] : undefined);
  if (!act) return;
  event.preventDefault();
  if (!again) act();
});
