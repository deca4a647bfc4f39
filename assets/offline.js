// A press without a connection is kept on the page, and sent when the line is back; a link is then
// followed.
import { says } from "./offline-words.js";

const AGAIN = 1000; // milliseconds until the service is asked again

const lineIsBack = () => fetch(document.body.dataset.press, { cache: "no-store" }).then(() => true, () => false);

async function untilOnline() {
  while (!navigator.onLine || !(await lineIsBack())) await new Promise((resolve) => setTimeout(resolve, AGAIN));
}

async function sendWhenOnline(form, button, words) {
  await untilOnline();
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

// The browser's own error page would take the place of this one, and would not come back.
let wanted = ""; // the address of the link that was pressed last
const isOffline = () => !navigator.onLine || document.querySelector("[data-live][data-offline]");
const leavesPage = (link) => link.origin === location.origin && !link.target && !(link.hash && link.pathname + link.search === location.pathname + location.search);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const { linkIfOffline } = document.body.dataset;
  if (!link || !linkIfOffline || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!leavesPage(link) || !isOffline()) return;
  event.preventDefault();
  says(link.closest("main p, main li") ?? document.querySelector("main").firstElementChild).textContent = linkIfOffline;
  const isWaiting = wanted !== "";
  wanted = link.href;
  if (isWaiting) return;
  await untilOnline();
  location.assign(wanted);
});
