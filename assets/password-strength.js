// Says, while somebody types a new password, whether the service would take it. The service decides:
// it answers what it would say if the form were sent, and keeps nothing.
const WAIT = 700; // milliseconds without a key

const status = document.querySelector("[data-strength]");
const field = status?.closest("form").elements.password;
let timer = 0;

const say = (words) => {
  if (status.textContent !== words) status.textContent = words;
};

async function weigh() {
  const typed = field.value;
  if ([...typed].length < Number(status.dataset.shortest)) return say(typed && status.dataset.tooShort);
  const form = new URLSearchParams(new FormData(field.form));
  form.delete("current");
  form.set("only_tried", "1");
  try {
    const response = await fetch(location.href, { method: "POST", body: form, redirect: "manual" });
    if (response.ok && field.value === typed) say(await response.text());
  } catch {
    // Offline: the service says it when the form is sent.
  }
}

field?.addEventListener("input", () => {
  clearTimeout(timer);
  say("");
  timer = setTimeout(weigh, WAIT);
});
