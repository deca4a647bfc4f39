// The statements of cmi5 (sections 7 to 11 of its specification), sent to the learning system.
import { keep } from "./cmi5-launch.js";

const VERB = "http://adlnet.gov/expapi/verbs/";
const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/";
const VERSION = "1.0.3";

async function ask(launch, path, options = {}) {
  const address = new URL(path, launch.endpoint.replace(/\/?$/, "/"));
  const headers = { Authorization: `Basic ${launch.token}`, "X-Experience-API-Version": VERSION, ...options.headers };
  const response = await fetch(address, { ...options, headers, credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

const query = (values) => new URLSearchParams(values).toString();

// Get the token, which is given once, and what the launch is about.
export async function open(launch) {
  if (launch.fetch) {
    const response = await fetch(launch.fetch, { method: "POST", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
    const token = (await response.json())["auth-token"];
    if (!token) throw new Error("no token");
    launch.token = token;
    delete launch.fetch;
  }
  const { activityId, actor, registration } = launch;
  const state = await ask(launch, `activities/state?${query({ stateId: "LMS.LaunchData", activityId, agent: actor, registration })}`);
  const { contextTemplate, launchMode, returnURL } = await state.json();
  Object.assign(launch, { contextTemplate, launchMode, returnURL });
  // cmi5 wants that the preferences are read, before the first statement. There may be none.
  await ask(launch, `agents/profile?${query({ profileId: "cmi5LearnerPreferences", agent: actor })}`).catch(() => null);
}

function statement(launch, verb, { categories = [], result } = {}) {
  launch.ids ??= {};
  const context = structuredClone(launch.contextTemplate ?? {});
  context.registration = launch.registration;
  const activities = (context.contextActivities ??= {});
  const added = categories.map((name) => ({ id: CATEGORY + name }));
  if (added.length) activities.category = [...(activities.category ?? []), ...added];
  return {
    id: (launch.ids[verb] ??= crypto.randomUUID()),
    actor: JSON.parse(launch.actor),
    verb: { id: VERB + verb, display: { en: verb } },
    object: { objectType: "Activity", id: launch.activityId },
    ...(result && { result }),
    context,
    timestamp: new Date().toISOString(),
  };
}

// A statement that is sent again has the same id. 409: the learning system has it already.
async function put(launch, one) {
  try {
    await ask(launch, `statements?${query({ statementId: one.id })}`, {
      method: "PUT",
      body: JSON.stringify(one),
      headers: { "Content-Type": "application/json" },
    });
  } catch (error) {
    if (error.message !== "409") throw error;
  }
}

export async function initialized(launch) {
  if (launch.startedAt) return;
  await put(launch, statement(launch, "initialized", { categories: ["cmi5"] }));
  launch.startedAt = Date.now();
}

// Send that somebody has finished; how many were right only if they chose it.
export async function finished(launch, result) {
  const end = endOf(launch, result);
  keep(launch); // with the ids, for a second try
  for (const one of end) await put(launch, one);
}

function endOf(launch, result) {
  const duration = `PT${((Date.now() - launch.startedAt) / 1000).toFixed(2)}S`;
  const terminated = statement(launch, "terminated", { categories: ["cmi5"], result: { duration } });
  // Opened to look at only: cmi5 forbids to send completion.
  if (launch.launchMode && launch.launchMode !== "Normal") return [terminated];
  const completed = statement(launch, "completed", { categories: ["cmi5", "moveon"], result: { completion: true, duration } });
  if (!result) return [completed, terminated];
  // A statement of our own: in those that cmi5 defines, only "passed" and "failed" may have a score.
  const { right, of } = result;
  const score = { raw: right, min: 0, max: of, scaled: right / of };
  return [completed, statement(launch, "scored", { result: { score } }), terminated];
}
