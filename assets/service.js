// Every page works without this file; it only makes pages easier to use.
import { Button, createAll, ErrorSummary, NotificationBanner, SkipLink } from "govuk-frontend";

import { forget } from "./cmi5-launch.js";
import "./copy.js";
import "./offline.js";
import "./shared-device.js";
import "./sign-out.js";
import "./try-again.js";

// GOV.UK Frontend looks for these classes. Its template sets them with an inline script, which our
// content security policy forbids; a module runs only in the browsers that GOV.UK Frontend supports.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true }); // a second press within a second sends nothing
createAll(ErrorSummary); // moves the focus to what went wrong
createAll(NotificationBanner);
createAll(SkipLink);

// When the option changes, clear the certainty and say so: how sure one is depends on the option.
// Live sessions replace forms, so listen on the document.
const chosen = new WeakSet(); // the forms in which an option was chosen before
for (const option of document.querySelectorAll('input[name="option"]:checked')) chosen.add(option.form);
const all = (form, name) => [...form.querySelectorAll(`input[name="${name}"]`)];
const filled = (form) => chosen.has(form) || all(form, "option").some((option) => option.defaultChecked);

document.addEventListener("change", ({ target }) => {
  const said = target.form?.querySelector("[data-say-again]");
  if (!said) return;
  if (target.name === "certainty") said.textContent = "";
  if (target.name !== "option") return;
  const given = all(target.form, "certainty").find((level) => level.checked);
  if (given && filled(target.form)) {
    given.checked = false;
    said.textContent = said.dataset.sayAgain;
  }
  chosen.add(target.form);
});

// The key of a level's number chooses that certainty while the focus is in one of the two questions.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { form, name } = document.activeElement;
  if (!form?.querySelector("[data-say-again]") || !["option", "certainty"].includes(name)) return;
  const level = all(form, "certainty").find((candidate) => candidate.value === event.key);
  if (!level) return;
  level.checked = true;
  level.dispatchEvent(new Event("change", { bubbles: true }));
});

// A link unfolds what it leads to: an answer, or a scenario of a review.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();

// Unfold details for printing.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.rest")) folded.open = true;
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", () => print());
}

// The browser may keep a whole page and show it again on Back, also to the next person. Ask for it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// After a refused form, or a press on a live page, Back and Reload ask for the page and do not offer to
// send the form again.
if (document.querySelector(".govuk-error-summary, [data-live]")) history.replaceState(history.state, "", location.href);

// After a check was left or deleted, nothing of it stays in this tab.
if (document.querySelector("[data-forget]")) forget();

// A device that is passed round: nothing of a page stays when it is left, and a turn that was left
// ends by itself.
const turn = document.querySelector("[data-turn]");
if (turn) {
  const notice = document.querySelector("[data-turn-notice]");
  const limit = Number(turn.dataset.turn);
  let pressed = Date.now();
  const press = () => {
    pressed = Date.now();
    notice.textContent = "";
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, press, { passive: true });
  setInterval(() => {
    const left = limit - (Date.now() - pressed) / 1000;
    if (left <= 0) location.replace(turn.dataset.reset);
    else if (left <= 60 && !notice.textContent) {
      notice.textContent = turn.dataset.notice;
    }
  }, 1000);
  addEventListener("pagehide", () => document.body.setAttribute("hidden", ""));
}
