// A launch, in this tab only: it ends with the tab.
const KEY = "learning system";

export const keep = (launch) => sessionStorage.setItem(KEY, JSON.stringify(launch));
export const forget = () => sessionStorage.removeItem(KEY);
export const kept = () => JSON.parse(sessionStorage.getItem(KEY) ?? "null");
