// A launch by cmi5: this script keeps it in its tab, and sends the statements. The page's content
// security policy lets it reach the learning systems that the operator listed, and no others.
import { forget, kept, keep } from "./cmi5-launch.js";
import { finished, initialized, open } from "./cmi5-statements.js";

const form = document.querySelector("[data-cmi5]");
const back = document.querySelector("[data-return]");
const said = form?.querySelector("[data-said]");
const say = (words) => {
  if (said) said.textContent = words;
};

// The address has the launch only once: it goes into this tab, and out of the address bar.
function take() {
  const asked = new URLSearchParams(location.search);
  if (!asked.has("endpoint")) return kept();
  const found = {};
  for (const name of ["endpoint", "fetch", "actor", "registration", "activityId"]) found[name] = asked.get(name) ?? "";
  history.replaceState(null, "", form.dataset.here);
  return found;
}

function begin() {
  const launch = take();
  if (!launch) return say(form.dataset.nothingCame);
  launch.number = form.dataset.number;
  keep(launch);
  const prepare = async () => {
    await open(launch);
    keep(launch);
  };
  const opening = prepare();
  opening.catch(() => {}); // said once the button is pressed
  let tried = false;
  form.addEventListener("submit", async (event) => {
    if (tried) return; // the second press goes on without the learning system
    event.preventDefault();
    const { submitter } = event;
    try {
      await opening;
      await initialized(launch);
      keep(launch);
    } catch {
      tried = true;
      forget();
      return say(form.dataset.noAnswer);
    }
    tried = true;
    form.requestSubmit(submitter);
  });
}

function send() {
  const launch = kept();
  const mine = launch?.number === form.dataset.number && launch.token ? launch : null;
  if (!mine) say(form.dataset.unknown);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!mine) return;
    const { right, of } = form.dataset;
    const result = form.elements.what.value === "result" ? { right: Number(right), of: Number(of) } : null;
    say(form.dataset.telling);
    try {
      await finished(mine, result);
    } catch {
      return say(form.dataset.notTaken);
    }
    keep({ returnURL: mine.returnURL });
    const recorded = document.createElement("input");
    Object.assign(recorded, { type: "hidden", name: "recorded", value: "yes" });
    form.append(recorded);
    form.submit();
  });
}

// After it is sent: the way back that the launch named, if it is the learning system's.
function offerReturn() {
  const url = kept()?.returnURL;
  forget();
  if (!url || !URL.canParse(url) || new URL(url).origin !== new URL(back.dataset.return).origin) return;
  back.querySelector("a").href = url;
  back.hidden = false;
}

if (form?.dataset.cmi5 === "begin") begin();
if (form?.dataset.cmi5 === "send") send();
if (back) offerReturn();
