// Warns a signed-in person two minutes before the sign-out. One press stays. After it, a page on which
// something was typed keeps that; every other one gives way to the sign-in page, so that nobody reads
// it from a screen that was left. Other tabs may have been used meanwhile, so it asks the service first.
const WARNING = 120; // seconds before the sign-out
const LONGEST = 3600; // seconds until the service is asked again, at the latest
const OFTEN = 20;

const warning = document.querySelector("[data-sign-out]");
let timer = 0;
let isTyped = false;

const lookIn = (seconds) => {
  clearTimeout(timer);
  timer = setTimeout(look, 1000 * Math.min(LONGEST, Math.max(1, seconds)));
};

const warn = (words, isOut) => {
  const [text, button, link] = warning.children;
  if (text.textContent !== words) text.textContent = words;
  button.hidden = isOut;
  link.hidden = !isOut;
  warning.hidden = false;
};

// A browser may have put back what was typed before a reload, without an event.
const differs = (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked;
const keepsWords = () => isTyped || [...document.querySelectorAll("main input, main textarea")].some(differs);

const signedOut = () => {
  if (keepsWords()) return warn(warning.dataset.out, true);
  const next = encodeURIComponent(location.pathname + location.search);
  location.replace(`${warning.querySelector("a").href}?next=${next}`);
};

async function look() {
  try {
    const response = await fetch(warning.dataset.timeLeft, { cache: "no-store", redirect: "manual" });
    if (response.type === "opaqueredirect") return signedOut(); // to the sign-in page
    if (!response.ok) return lookIn(OFTEN); // an outage signs nobody out
    const left = Number(await response.text());
    if (left > WARNING) {
      warning.hidden = true;
      return lookIn(left - WARNING);
    }
    warn(warning.dataset.warning, false);
    lookIn(Math.min(OFTEN, left + 1));
  } catch {
    lookIn(OFTEN); // offline: ask again
  }
}

if (warning) {
  document.addEventListener("input", () => (isTyped = true));
  warning.querySelector("button").addEventListener("click", () => {
    fetch(warning.dataset.stay, { cache: "no-store", redirect: "manual" }).then(look, look);
  });
  lookIn(Number(warning.dataset.signOut) - WARNING);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look(); // timers stop in sleep; another tab may have signed out
  });
}
