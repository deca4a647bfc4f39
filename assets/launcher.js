// The page of a SCORM 1.2 package, in a learning system. It opens the check in a window of its own,
// learns from that window's last page that somebody has finished, and records it.
// A message counts if it comes from a window that was opened here, from the service's origin, and
// has the number that was made here; a number counts once.
import { random } from "./random.js";

const { form, noAnswer, noWindow, notRecorded } = document.body.dataset;
const site = new URL(document.body.dataset.site).origin; // as a message has it
const KEPT = /^before-you-look:([0-9a-f]{32})$/;
const FINISHED = ["completed", "passed"];
const DEEPEST = 20;

const part = (name) => document.querySelector(`[data-part=${name}]`);
const said = document.querySelector("[data-said]");
const button = document.querySelector("button");

function show(name) {
  for (const each of ["ready", "done", "look", "alone"]) part(each).hidden = each !== name;
}

// The learning system has put its API into a window around this one, or into the one that opened it.
function inOrAround(from) {
  for (let at = from, deep = 0; at && deep < DEEPEST; at = at.parent, deep += 1) {
    try {
      if (at.API) return at.API;
    } catch {
      // a window of another site
    }
    if (at.parent === at) break;
  }
  return null;
}
const opener = () => {
  try {
    return window.top.opener ?? window.opener;
  } catch {
    return window.opener;
  }
};
const api = inOrAround(window) ?? inOrAround(opener());

const yes = (answer) => String(answer) === "true";
const set = (name, value) => yes(api.LMSSetValue(name, String(value)));
const get = (name) => String(api.LMSGetValue(name) ?? "");

let number = "";
const windows = new Set(); // those that were opened here
let recorded = false;
let ended = false;

function begin() {
  if (!api) return show("alone");
  // A page that was reloaded may find it begun: what it can read decides.
  if (!yes(api.LMSInitialize("")) && !get("cmi.core.lesson_status")) return show("alone");
  // Finished first: some systems open what is finished in the mode "review".
  if (FINISHED.includes(get("cmi.core.lesson_status"))) {
    recorded = true;
    return show("done");
  }
  if (["browse", "review"].includes(get("cmi.core.lesson_mode"))) return show("look");
  const known = KEPT.exec(get("cmi.suspend_data"));
  number = known?.[1] ?? random();
  part("again").hidden = !known;
  set("cmi.core.lesson_status", "incomplete");
  set("cmi.core.exit", "suspend");
  show("ready");
}

button.addEventListener("click", () => {
  said.textContent = "";
  if (!set("cmi.suspend_data", `before-you-look:${number}`) || !yes(api.LMSCommit(""))) {
    said.textContent = noAnswer;
    return;
  }
  const asked = new URLSearchParams({ system: location.origin, number, ...(form && { form }) });
  const check = open(`${site}/learning/scorm?${asked}`, "_blank");
  if (!check) {
    said.textContent = noWindow;
    return;
  }
  windows.add(check);
  part("again").hidden = false;
});

// SCORM 1.2 has scores from 0 to 100.
function keepScore({ right, of }) {
  if (!Number.isInteger(right) || !Number.isInteger(of) || right < 0 || right > of || of < 1) return;
  set("cmi.core.score.min", 0);
  set("cmi.core.score.max", 100);
  set("cmi.core.score.raw", Math.round((100 * right) / of));
}

function record(sent) {
  keepScore(sent);
  const done = set("cmi.core.lesson_status", "completed") && yes(api.LMSCommit(""));
  if (!done) return false;
  recorded = true;
  number = "";
  set("cmi.suspend_data", "before-you-look:sent");
  set("cmi.core.exit", "");
  show("done");
  return true;
}

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== site || !windows.has(source) || recorded) return;
  if (data?.about !== "before-you-look" || data.finished !== true || data.number !== number) return;
  const sent = { about: "before-you-look", number: data.number, recorded: record(data) };
  source.postMessage(sent, site);
  if (sent.recorded) finish();
  said.textContent = sent.recorded ? "" : notRecorded;
});

// At once where it is recorded: browsers may cut off what a page sends while it is left.
function finish() {
  if (!api || ended) return;
  ended = true;
  api.LMSFinish("");
}

addEventListener("pagehide", finish);
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

try {
  begin();
} catch {
  show("alone"); // an API that does not work
}
