// What a part of a live page keeps when it is replaced: what is open, and the focus.

export const elementFrom = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};

export const keepOpen = (before, next) => {
  const open = [...before.querySelectorAll("details")].map((details) => details.open);
  [...next.querySelectorAll("details")].forEach((details, index) => (details.open = open[index] ?? false));
};

// What everybody sees: the counts, and what depends on them. What is the same keeps its focus.
export const replaceShared = (shown, shared) => {
  keepOpen(shown, shared);
  if (shown.isEqualNode(shared)) return;
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  shown.replaceWith(shared);
  if (focused?.value) shared.querySelector(`button[value="${CSS.escape(focused.value)}"]`)?.focus({ preventScroll: true });
};
