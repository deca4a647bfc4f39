// The screen of a page in use does not go dark during a live session, where the browser allows it.
const live = document.querySelector("[data-live]");

const ask = () => {
  if (document.visibilityState !== "visible" || live.firstElementChild.dataset.phase === "end") return;
  navigator.wakeLock?.request("screen").catch(() => {}); // refused, for example on a low battery
};

ask();
document.addEventListener("visibilitychange", ask); // the browser lets go of a hidden page
