// The form for a new session: put its scenarios in order by dragging or by buttons, search them, read
// them, and see how long the session takes. Without this script the buttons send the form, numbers can
// be typed, and a scenario opens in a new tab.
const form = document.querySelector("[data-setup]");
const chosen = form.querySelector("[data-setup-chosen]");
const said = form.querySelector("[data-setup-said]");
const number = (row) => row.querySelector("input");
const title = (row) => row.querySelector(".scenario-choice__title");
// A sentence of the page, with its places filled.
const filledIn = (sentence, places) => sentence.replace(/\{(\w+)\}/g, (_, name) => places[name]);
const button = (row, does) => row.querySelector(`button[value^="${does} "]`);

// The page has the buttons that do something now; here each row gets all of them.
const { up, down, remove, add } = form.dataset;
const LABELS = { up, down, remove, add };
for (const row of form.querySelectorAll(".scenario-choice")) {
  const buttons = row.querySelector(".scenario-choice__buttons");
  const [known] = buttons.children;
  const all = Object.entries(LABELS).map(([does, label]) => {
    const found = button(row, does);
    if (found) return found;
    const made = known.cloneNode(true);
    made.value = `${does} ${row.dataset.scenario}`;
    made.firstChild.textContent = label;
    made.hidden = true;
    return made;
  });
  buttons.replaceChildren(...all);
}

const renumber = () => {
  const rows = [...chosen.children];
  rows.forEach((row, index) => {
    number(row).value = index + 1;
    button(row, "up").hidden = index === 0;
    button(row, "down").hidden = index === rows.length - 1;
    button(row, "remove").hidden = false;
    button(row, "add").hidden = true;
    row.classList.add("scenario-choice--chosen");
  });
};

// How long it takes, in the words of the server.
const bar = form.querySelector("[data-setup-bar]");
const length = form.querySelector("[data-setup-length]");
let asked;
const measure = async () => {
  const contested = chosen.querySelectorAll("[data-contested]").length;
  const isOn = (name) => Number(form.querySelector(`input[name="${name}"]`).checked);
  const query = new URLSearchParams({
    scored: chosen.children.length - contested,
    contested,
    before: isOn("before"),
    after: isOn("after"),
    votes: form.querySelector('input[name="votes"]:checked')?.value ?? 2,
    given: bar.dataset.given,
  }).toString();
  if (query === asked) return;
  asked = query;
  const found = JSON.parse((await fetchText(`${bar.dataset.length}?${query}`)) || "{}");
  if (query !== asked) return; // something else was chosen since
  length.classList.toggle("setup-bar__length--over", Boolean(found.too_long));
  length.textContent = found.words ?? "";
};

async function fetchText(address) {
  try {
    const response = await fetch(address);
    return response.ok && !response.redirected ? await response.text() : "";
  } catch {
    return "";
  }
}

// Where each scenario comes from, so that one that is removed goes back.
const home = new Map();
const others = document.createElement("ul");
others.className = "scenario-choices";
chosen.after(others);

// Where a scenario is now. Its title may be in another language than the sentence.
const say = (row) => {
  const [place, of] = [[...chosen.children].indexOf(row) + 1, chosen.children.length];
  const named = document.createElement("span");
  Object.assign(named, { textContent: title(row).textContent.trim(), lang: title(row).lang });
  const sentence = place ? said.dataset.moved : said.dataset.takenOut;
  const [before, after] = filledIn(sentence, { title: "\n", number: place, of }).split("\n");
  said.replaceChildren(before, named, after);
};

const actions = {
  up: (row) => row.previousElementSibling?.before(row),
  down: (row) => row.nextElementSibling?.after(row),
  add: (row) => {
    home.set(row, row.parentElement);
    chosen.append(row);
  },
  remove: (row) => {
    (home.get(row) ?? others).prepend(row);
    number(row).value = "";
    row.classList.remove("scenario-choice--chosen");
    for (const does of ["up", "down", "remove"]) button(row, does).hidden = true;
    button(row, "add").hidden = false;
  },
};

form.addEventListener("click", (event) => {
  const pressed = event.target.closest('button[name="arrange"]');
  if (!pressed) return;
  event.preventDefault();
  const row = pressed.closest("li");
  const [does] = pressed.value.split(" ");
  actions[does](row);
  renumber();
  measure();
  say(row);
  // A button that is hidden now cannot keep the focus.
  const next = pressed.hidden ? [...row.querySelectorAll("button[name]")].find((other) => !other.hidden) : pressed;
  next.focus();
});

// A typed number puts the scenario there, and no number takes it out. Anything else changes nothing.
form.addEventListener("change", ({ target }) => {
  const row = target.closest(".scenario-choice");
  if (!row) {
    measure();
    return;
  }
  const typed = target.value.trim();
  const place = Number(typed);
  if (!typed) {
    if (row.parentElement === chosen) actions.remove(row);
  } else if (!Number.isInteger(place) || place < 1) {
    target.value = ""; // renumber puts back that of a chosen one
  } else {
    if (row.parentElement !== chosen) actions.add(row);
    const rest = [...chosen.children].filter((other) => other !== row);
    if (place > rest.length) chosen.append(row);
    else rest[place - 1].before(row);
  }
  renumber();
  measure();
  say(row);
});

// “Read it” unfolds the scenario here. If it cannot be fetched, the link still opens it.
for (const link of form.querySelectorAll(".scenario-choice__read a")) {
  link.removeAttribute("target");
  link.querySelector("[data-new-tab]").remove();
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const row = link.closest("li");
    let words = row.querySelector("[data-words]");
    if (!words) {
      const page = new DOMParser().parseFromString(await fetchText(link.href), "text/html");
      words = page.querySelector("[data-words]");
      if (!words) {
        window.open(link.href);
        return;
      }
      if (row.querySelector("[data-words]")) return; // pressed twice
      words.className = "scenario-choice__text";
      words.hidden = true;
      row.append(words);
    }
    words.hidden = !words.hidden;
    link.setAttribute("aria-expanded", String(!words.hidden));
  });
}

// Dragging, by a handle, with a mouse, a pen or a finger.
for (const row of form.querySelectorAll(".scenario-choice")) {
  const handle = document.createElement("span");
  handle.className = "scenario-choice__handle";
  handle.setAttribute("aria-hidden", "true");
  row.querySelector(".scenario-choice__buttons").append(handle);
  handle.addEventListener("pointerdown", (event) => {
    if (row.parentElement !== chosen) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("scenario-choice--dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const over = [...chosen.children].find((other) => {
      const { top, bottom } = other.getBoundingClientRect();
      return other !== row && event.clientY > top && event.clientY < bottom;
    });
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    const below = event.clientY > top + height / 2;
    // Move the others: a row that is moved itself loses the pointer.
    const isAbove = () => row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_PRECEDING;
    if (isAbove() && !below) while (isAbove()) row.after(row.previousElementSibling);
    else if (!isAbove() && below) while (!isAbove()) row.before(row.nextElementSibling);
    renumber();
  });
  handle.addEventListener("lostpointercapture", () => {
    row.classList.remove("scenario-choice--dragged");
    say(row);
  });
}

// Search
const search = form.querySelector("[data-setup-search]");
const words = search.querySelector("input");
const count = search.querySelector("p");
search.hidden = false;

// The words of the stories come when somebody begins to search; until then titles and topics count.
let stories = {};
words.addEventListener("focus", async () => {
  stories = JSON.parse((await fetchText(search.dataset.words)) || "{}");
  find();
}, { once: true });

const matches = (row, topic, wanted) => {
  const shown = row.querySelector(".scenario-choice__words").textContent;
  const text = `${topic} ${shown} ${stories[row.dataset.scenario] ?? ""}`.toLowerCase();
  return wanted.every((word) => text.includes(word));
};

words.addEventListener("input", find);
function find() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const topic of form.querySelectorAll(".scenario-topic")) {
    const named = topic.querySelector("summary").textContent;
    let here = 0;
    for (const row of topic.querySelectorAll(".scenario-choice")) {
      row.hidden = !matches(row, named, wanted);
      if (!row.hidden) here += 1;
    }
    found += here;
    topic.hidden = here === 0;
    topic.open = wanted.length > 0 && here > 0;
  }
  count.textContent = wanted.length ? filledIn(search.dataset.found, { number: found }) : "";
}
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // it would make the session
});
renumber();
