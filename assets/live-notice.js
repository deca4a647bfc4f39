// The notice of a lost connection on the pages of a live session.
const live = document.querySelector("[data-live]");
const notice = document.querySelector("[data-live-notice]");

export const setNotice = (text) => {
  if (!notice) return;
  notice.hidden = !text;
  if (notice.textContent !== text) notice.textContent = text;
};

export const showOffline = () => {
  live.dataset.offline = ""; // live-clock.js looks here
  setNotice(live.dataset.noLine);
};

export const showOnline = () => {
  delete live.dataset.offline;
  setNotice("");
};
