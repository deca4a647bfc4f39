// The page that says that nothing can be stored just now: as soon as an answer can be stored, it sends
// again what was sent, or asks again for the page that was to be shown. Without scripts its button
// and its link do the same.
const WAIT = 2000; // milliseconds between two looks, and up to as much again: not all at once
const GIVE_UP = 10 * 60 * 1000;

const status = document.querySelector("[data-try-again]");
const words = document.createElement("p");
words.className = "govuk-body";
const form = status?.parentElement.querySelector("form");
let sent = false;

const sleep = () => new Promise((resolve) => setTimeout(resolve, WAIT * (1 + Math.random())));
const isReady = () => fetch(status.dataset.tryAgain, { cache: "no-store" }).then((response) => response.ok, () => false);

async function tryAgain() {
  words.textContent = status.dataset.waits;
  const end = Date.now() + GIVE_UP;
  do await sleep();
  while (!sent && Date.now() < end && !(await isReady()));
  if (sent) return;
  if (Date.now() >= end) words.textContent = status.dataset.gaveUp;
  else if (form) form.requestSubmit();
  else location.replace(location.href);
}

if (status) {
  status.append(words);
  form?.addEventListener("submit", () => (sent = true));
  tryAgain();
}
