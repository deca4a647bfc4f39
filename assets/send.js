// Tells the window of a SCORM package that somebody has finished, once they press "Send it". The
// browser delivers it to the origin that the operator listed and to no other.
const form = document.querySelector("[data-send]");
const { number } = form.dataset;
const system = new URL(form.dataset.system).origin; // as a message has it
const said = form.querySelector("[data-said]");
const PATIENCE = 10_000; // milliseconds
let timer = 0;

const say = (words) => {
  clearTimeout(timer);
  said.textContent = words;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!opener || opener.closed) return say(form.dataset.closed);
  const { right, of } = form.dataset;
  const chosen = form.elements.what.value === "result" ? { right: Number(right), of: Number(of) } : {};
  say(form.dataset.telling);
  timer = setTimeout(() => say(form.dataset.noAnswer), PATIENCE);
  opener.postMessage({ about: "before-you-look", number, finished: true, ...chosen }, system);
});

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== system || source !== opener) return;
  if (data?.about !== "before-you-look" || data.number !== number) return;
  if (data.recorded !== true) return say(form.dataset.notRecorded);
  clearTimeout(timer);
  const recorded = document.createElement("input");
  Object.assign(recorded, { type: "hidden", name: "recorded", value: "yes" });
  form.append(recorded);
  form.submit();
});
