// The page of an easy read: a row's form opens under the row, one at a time, and nothing typed is thrown away unasked.

import { sayFailed } from "./failures.js";
import { flush } from "./saving.js";
import { forget as forgetFilledIn } from "./saving/unsent.js";

const THROW_AWAY = "Throw away what you typed here?";
const ROW_IS_GONE = "Somebody has taken out the row that you are writing in. Throw away what you typed there?";

let opener = null;

function openForm() {
  return document.querySelector("[data-row-slot] form");
}

function close() {
  const slot = openForm()?.closest("[data-row-slot]");
  if (slot) slot.replaceChildren();
}

function mayClose() {
  const form = openForm();
  return !form || !form.dataset.dirty || window.confirm(THROW_AWAY);
}

function savesItself(field) {
  return window.isSecureContext && field.matches("[data-save-to]");
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-row-form]");
  if (form && !form.dataset.over && !savesItself(event.target)) form.dataset.dirty = "yes";
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-row-form]")) delete event.target.dataset.dirty;
});

window.addEventListener("beforeunload", (event) => {
  if (openForm()?.dataset.dirty) event.preventDefault();
});

// One form at a time: what is open makes room, unless somebody wants to keep what they typed there.
document.body.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.elt.matches("[data-open-row]")) return;
  if (!mayClose()) {
    event.preventDefault();
    return;
  }
  close();
  opener = event.detail.elt;
});

// Into the text, or to what has to be put right in a form that came back; what was typed there is not saved yet.
document.body.addEventListener("htmx:load", (event) => {
  const form = event.detail.elt;
  if (!form.matches("[data-row-form]")) return;
  const wrong = form.querySelector(".govuk-error-summary a");
  if (wrong) form.dataset.dirty = "yes";
  (wrong || form.querySelector("textarea, input[type=text]")).focus();
});

// To the question whether a row is to be taken out.
document.body.addEventListener("htmx:load", (event) => event.detail.elt.querySelector("[data-question]")?.focus());

// Something was saved or set aside: one sentence is read out, and the reader's place stays with the row.
document.body.addEventListener("easy-read:changed", (event) => {
  const { place, goTo, said, add } = event.detail;
  const changed = document.getElementById(place);
  if (goTo === "change") close();
  say(said);
  if (add) changed.querySelector("[data-add-row]").click();
  else PLACES[goTo](changed).focus();
});

// Where the reader's place is then, in the row or answer that has changed.
const PLACES = {
  change: (row) => row.querySelector(".easy-row__tools [data-open-row]"),
  deal: (answer) => answer.querySelector(".heard__button"),
  down: (row) => mover(row, ["down", "up"]),
  hint: placeAmongHints,
  row: (row) => row,
  up: (row) => mover(row, ["up", "down"]),
};

// The button that was pressed; the first row has none to move it up, and the last none to move it down.
function mover(row, ways) {
  const buttons = ways.map((way) => row?.querySelector(`.easy-row__${way}`));
  return buttons.find((button) => button?.checkVisibility()) || row;
}

// The next hint there is something to do about; else what was set aside, so that it can be brought back; else the row.
function placeAmongHints(changed) {
  const buttons = [...changed.querySelectorAll(".hints button")];
  const next = buttons.find((button) => !button.closest(".hints-aside"));
  return next || changed.querySelector(".hints-aside summary") || changed;
}

function say(words) {
  // A status is read out when it changes: the same words twice would be read once.
  const line = document.getElementById("rows-said");
  line.textContent = "";
  window.setTimeout(() => (line.textContent = words), 50);
}

// Where all rows come anew, a form that is open stays where it is, unless somebody has taken its row out meanwhile.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches(".easy-rows")) return;
  const slot = document.querySelector("[data-row-slot]:has([data-row-form])");
  if (!slot || event.detail.serverResponse.includes(`id="${slot.id}"`)) return;
  if (!window.confirm(ROW_IS_GONE)) event.detail.shouldSwap = false;
});

// Somebody whose session has ended is sent to the sign-in page; it must not take the place of a row.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/")) return;
  event.detail.shouldSwap = false;
  sayFailed(401);
});

document.addEventListener("click", async (event) => {
  const cancel = event.target.closest("[data-row-slot] [data-close-row]");
  if (!cancel) return;
  event.preventDefault();
  if (!mayClose()) return;
  const form = openForm();
  const row = form.closest("[data-row-slot]").closest(".easy-row");
  const savedItself = form.querySelector("[data-save-to]") !== null;
  forgetFilledIn(form);
  await flush(form);
  close();
  opener?.focus();
  if (savedItself) await showAsStored(row);
});

// What was typed has saved itself: the row says it too.
async function showAsStored(row) {
  const place = `#${CSS.escape(row.id)}`;
  try {
    await window.htmx.ajax("GET", location.pathname, { target: place, select: place, swap: "outerHTML" });
  } catch {
    // No connection: the row shows what it said before until the page is loaded again.
    return;
  }
  if (document.activeElement === document.body) document.querySelector(`${place} [data-open-row]`)?.focus();
}

// Where texts save themselves there is nothing to cancel.
document.body.addEventListener("htmx:load", (event) => {
  const form = event.detail.elt.closest("[data-row-form]");
  if (!window.isSecureContext || !form?.querySelector("[data-save-to]")) return;
  form.querySelector("[data-close-row]").textContent = "Close";
});

// Hints are a help and no saving: where they cannot be had, nothing is lost and nothing need be said. A row that could
// not be saved is still to be saved.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(
    failure,
    (event) => {
      if (event.target.closest?.("[data-typing-hints]")) event.stopPropagation();
      else if (event.target.matches?.("[data-row-form]")) event.target.dataset.dirty = "yes";
    },
    true,
  );
}
