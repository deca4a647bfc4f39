// Every page works without this file. It adds comforts, and may never be needed to answer.
import { Button, createAll, ErrorSummary, NotificationBanner, SkipLink } from "govuk-frontend";

// GOV.UK Frontend looks for these classes. Its template sets them with an inline script, which our
// content security policy forbids; a module runs only in the browsers that GOV.UK Frontend supports.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true }); // a second press within a second sends nothing
createAll(ErrorSummary); // moves the focus to what went wrong
createAll(NotificationBanner);
createAll(SkipLink);

// Another answer is another question of how sure one is: the certainty is asked again, and it says so.
const options = [...document.querySelectorAll('input[name="option"]')];
const levels = [...document.querySelectorAll('input[name="certainty"]')];
const said = document.querySelector("[data-say-again]");
let chosen = options.find((option) => option.checked);
for (const option of options) {
  option.addEventListener("change", () => {
    const given = levels.find((level) => level.checked);
    if (chosen && given) {
      given.checked = false;
      said.textContent = said.dataset.sayAgain;
    }
    chosen = option;
  });
}
for (const level of levels) level.addEventListener("change", () => (said.textContent = ""));

// 1 to 4 choose the certainty while the focus is in one of the two questions, and nowhere else.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (![...options, ...levels].includes(document.activeElement)) return;
  const level = levels.find((candidate) => candidate.value === event.key);
  if (!level) return;
  level.checked = true;
  level.dispatchEvent(new Event("change"));
});

// A mark leads to its answer, also where that is folded away.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();

// Paper has nothing to press.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.rest")) folded.open = true;
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", () => print());
}
