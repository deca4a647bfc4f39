// Warns a signed-in person two minutes before the sign-out. One press stays; what was typed stays on
// the page even after it. Other tabs may have been used meanwhile, so the page asks the service first.
const WARNING = 120; // seconds before the sign-out
const LONGEST = 3600; // seconds until the service is asked again, at the latest
const OFTEN = 20;

const warning = document.querySelector("[data-sign-out]");
let timer = 0;

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

async function look() {
  try {
    const response = await fetch(warning.dataset.timeLeft, { cache: "no-store", redirect: "manual" });
    const left = response.ok ? Number(await response.text()) : 0;
    if (left > WARNING) {
      warning.hidden = true;
      return lookIn(left - WARNING);
    }
    if (!left) return warn(warning.dataset.out, true);
    warn(warning.dataset.warning, false);
    lookIn(Math.min(OFTEN, left + 1));
  } catch {
    lookIn(OFTEN); // offline: ask again
  }
}

if (warning) {
  warning.querySelector("button").addEventListener("click", () => {
    fetch(warning.dataset.stay, { cache: "no-store", redirect: "manual" }).then(look, look);
  });
  lookIn(Number(warning.dataset.signOut) - WARNING);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !warning.hidden) look(); // timers stop in sleep
  });
}
