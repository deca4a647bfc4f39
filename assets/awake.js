// The screen of a page in use does not go dark, where the browser allows it.
export const stayAwake = (isNeeded) => {
  const ask = () => {
    if (document.visibilityState !== "visible" || !isNeeded()) return;
    navigator.wakeLock?.request("screen").catch(() => {}); // refused, for example on a low battery
  };
  ask();
  document.addEventListener("visibilitychange", ask); // the browser lets go of a hidden page
};
