// The line under a button, or under the text with a link, that says what becomes of a press without a connection.
export const says = (button) => {
  const existing = button.parentElement.querySelector("p[data-offline]");
  if (existing) return existing;
  const words = document.createElement("p");
  words.className = "govuk-body offline";
  words.dataset.offline = "";
  words.setAttribute("role", "status");
  button.after(words);
  return words;
};
