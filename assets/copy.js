// Copies a text of the page. Where the browser does not let a page write to its clipboard (it refuses,
// or the page is not over HTTPS), the text is shown and marked, and copied as a person would copy it.
const mark = (text) => {
  for (let at = text; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (text.select) text.select();
  else getSelection().selectAllChildren(text);
};

const copyMarked = (words) => {
  const asPlainText = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", words);
  };
  document.addEventListener("copy", asPlainText, { once: true });
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", asPlainText);
  return copied;
};

const copy = async (text) => {
  const words = text.textContent.trim();
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    mark(text);
    return copyMarked(words);
  }
};

const said = (button) => button.parentElement.querySelector("[role=status]");
const buttons = [...document.querySelectorAll("[data-copy]")];
for (const button of buttons) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    for (const other of buttons) said(other).textContent = ""; // so that the same words are said again
    const copied = await copy(document.getElementById(button.dataset.copy));
    said(button).textContent = copied ? button.dataset.copied : button.dataset.notCopied;
  });
}
