// The page of one row of a test: what a group types saves itself, and nothing is left behind unsaved. Without this
// script the buttons send the form.

const form = document.getElementById("tester-form");
const said = document.getElementById("tester-saved");
const PAUSE = 1000;
const AGAIN = 5000;
let timer = 0;
let sending = null;

// What stands in the fields now, by name; a box that is not ticked counts as "False", as its hidden twin says it.
function state() {
  const data = new FormData(form);
  const found = {};
  for (const hidden of form.querySelectorAll('input[name^="initial-"]')) {
    const name = hidden.name.slice("initial-".length);
    const control = form.elements.namedItem(name);
    const isBox = control instanceof HTMLInputElement && control.type === "checkbox";
    found[name] = isBox ? (control.checked ? "True" : "False") : String(data.get(name) ?? "");
  }
  return found;
}

function lines(text) {
  return text.replace(/\r\n?/g, "\n");
}

function isUnsaved() {
  return Object.entries(state()).some(([name, value]) => lines(value) !== lines(saved[name] ?? ""));
}

let saved = {};
for (const hidden of form.querySelectorAll('input[name^="initial-"]')) {
  saved[hidden.name.slice("initial-".length)] = hidden.value;
}

function say(words) {
  if (said.textContent !== words) said.textContent = words;
}

// Sends what is typed; resolves to whether all of it is saved. What was sent becomes what the next send is based on.
async function send() {
  const sent = state();
  let answer;
  try {
    answer = await fetch(form.action || location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
  } catch {
    say("Not saved yet: there is no connection. Keep this page open. It saves by itself when the connection is back.");
    return false;
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    say(told.message ? `Not saved. ${told.message}` : "Not saved yet. Keep this page open. We try again.");
    return false;
  }
  saved = sent;
  for (const [name, value] of Object.entries(sent)) form.elements.namedItem(`initial-${name}`).value = value;
  say(`Saved at ${told.saved}`);
  return true;
}

// One after the other, so that what was typed last is what is kept.
async function save() {
  clearTimeout(timer);
  if (sending) await sending;
  if (!isUnsaved()) return true;
  sending = send();
  const isSaved = await sending;
  sending = null;
  if (!isSaved) later(AGAIN);
  return isSaved && (!isUnsaved() || save());
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

form.addEventListener("input", () => {
  if (isUnsaved()) say("");
  later(PAUSE);
});
form.addEventListener("change", () => later(0));
addEventListener("online", save);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const where = event.submitter?.name ?? "next";
  if (await save()) location.assign(form.dataset[where] ?? form.dataset.next);
});

addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
