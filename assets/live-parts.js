// What a part of a live page keeps when it is replaced: what is open, and the focus.

export const elementFrom = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};

// By what it is called: after another host's pause, the part that ends the session may stand where the
// open one stood.
const title = (details) => details.querySelector("summary").textContent.trim();
export const keepOpen = (before, next) => {
  const open = new Set([...before.querySelectorAll("details[open]")].map(title));
  for (const details of next.querySelectorAll("details")) details.open = open.has(title(details));
};

// What everybody sees: the counts, and what depends on them. What is the same keeps its focus.
export const replaceShared = (shown, shared) => {
  keepOpen(shown, shared);
  if (shown.isEqualNode(shared)) return;
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  shown.replaceWith(shared);
  if (focused?.value) shared.querySelector(`button[value="${CSS.escape(focused.value)}"]`)?.focus({ preventScroll: true });
};
