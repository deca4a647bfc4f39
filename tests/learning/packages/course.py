"""The page of a course in a learning system, with a SCORM 1.2 API of its own.

The API is small and strict: it refuses a value before it was begun and after it was finished, a
status or an exit that the specification does not have, and text that is too long. What is committed
stays in the browser, as it would at a learning system.
"""

OWN_API = """
const kept = JSON.parse(localStorage.getItem("cmi") ?? "{}");
const VALID = {
  "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed|not attempted)$/,
  "cmi.core.exit": /^(time-out|suspend|logout|)$/,
  "cmi.suspend_data": /^[^]{0,4096}$/,
  "cmi.core.score.raw": /^(100|\\d{1,2})$/,
  "cmi.core.score.min": /^(100|\\d{1,2})$/,
  "cmi.core.score.max": /^(100|\\d{1,2})$/,
};
const START = {"cmi.core.lesson_status": "not attempted", "cmi.core.lesson_mode": MODE};
let state = "new";
window.calls = [];
const call = (name, does) => (...given) => { calls.push([name, ...given]); return does(...given); };
window.API = {
  LMSInitialize: call("LMSInitialize", () => {
    if (state === "open") return "false";
    state = "open";
    return "true";
  }),
  LMSGetValue: call("LMSGetValue", (name) => {
    return state === "open" ? kept[name] ?? START[name] ?? "" : "";
  }),
  LMSSetValue: call("LMSSetValue", (name, value) => {
    if (state !== "open" || !VALID[name]?.test(value)) return "false";
    kept[name] = value;
    return "true";
  }),
  LMSCommit: call("LMSCommit", () => {
    if (state !== "open" || window.full) return "false";
    localStorage.setItem("cmi", JSON.stringify(kept));
    return "true";
  }),
  LMSFinish: call("LMSFinish", () => {
    localStorage.setItem("cmi", JSON.stringify(kept));
    state = "ended";
    return "true";
  }),
  LMSGetLastError: () => "0",
};
"""

SCORM_AGAIN = """
window.API = new Scorm12API({autocommit: false, logLevel: 5});
API.loadFromJSON(JSON.parse(localStorage.getItem("again") ?? "{}"), "cmi");
const store = () =>
  localStorage.setItem("again", JSON.stringify(API.renderCMIToJSONObject().cmi));
API.on("LMSCommit", store);
API.on("LMSFinish", store);
"""


def course_page(kind: str) -> str:
    """``own``, ``review``, ``again`` (scorm-again) or ``none`` (no API)."""
    scripts = {
        "own": OWN_API.replace("MODE", '"normal"'),
        "review": OWN_API.replace("MODE", '"review"'),
        "again": SCORM_AGAIN,
        "none": "",
    }
    library = '<script src="/scorm12.min.js"></script>' if kind == "again" else ""
    return (
        '<!DOCTYPE html><html lang="en"><title>Course</title><h1>Course</h1>'
        f"{library}<script>{scripts[kind]}</script>"
        '<iframe title="Package" src="/package/index.html" width="100%" height="700"></iframe>'
    )
