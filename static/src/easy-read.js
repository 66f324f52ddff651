// The page of an easy read: a row's form opens under the row, one at a time, and nothing typed is thrown away unasked.

const THROW_AWAY = "Throw away what you typed here?";

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

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-row-form]");
  if (form) form.dataset.dirty = "yes";
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

document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches("[data-row-form]")) event.detail.elt.querySelector("textarea, input[type=text]").focus();
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-row-slot] [data-close-row]");
  if (!cancel) return;
  event.preventDefault();
  if (!mayClose()) return;
  close();
  opener?.focus();
});

// Hints are a help and no saving: where they cannot be had, nothing is lost and nothing need be said.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(
    failure,
    (event) => {
      if (event.target.closest?.("[data-typing-hints]")) event.stopPropagation();
    },
    true,
  );
}
