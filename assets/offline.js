// A press without a connection is kept on the page, and sent when the line is back.
import { says } from "./offline-words.js";

const AGAIN = 1000; // milliseconds until the service is asked again

const lineIsBack = () => fetch(document.body.dataset.press, { cache: "no-store" }).then(() => true, () => false);

async function sendWhenOnline(form, button, words) {
  while (!navigator.onLine || !(await lineIsBack())) await new Promise((resolve) => setTimeout(resolve, AGAIN));
  delete form.dataset.waiting;
  words.textContent = document.body.dataset.ifBack;
  form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const { ifOffline } = document.body.dataset;
  if (!ifOffline) return; // a page without answers
  if (navigator.onLine || event.defaultPrevented || form.dataset.live !== undefined) return; // live.js keeps its own
  event.preventDefault();
  if (form.dataset.waiting !== undefined) return;
  form.dataset.waiting = "";
  const button = event.submitter ?? form.querySelector("button");
  const words = says(button);
  words.textContent = ifOffline;
  sendWhenOnline(form, button, words);
});
