// The page of a section: keeps the reader's place while pieces of it come and go, and says what has been saved.
import { sayFailed } from "./failures.js";
import { announce } from "./saving/line.js";
import { forget as forgetFilledIn } from "./saving/unsent.js";
import { flush, forget, wasBegun } from "./saving.js";

const movedLine = document.getElementById("moved-line");

const THROW_AWAY = "Throw away what you typed here?";

function say(line, words) {
  // A status is read out when it changes: the same words twice would be read once.
  line.textContent = "";
  window.setTimeout(() => (line.textContent = words), 50);
}

// What good looks like is open until it has been seen once; then it stays as the reader leaves it.
for (const details of document.querySelectorAll("[data-folded-once-read]")) {
  const key = `good-practice-${details.dataset.foldedOnceRead}`;
  if (localStorage.getItem(key) === "read") details.open = false;
  localStorage.setItem(key, "read");
  details.addEventListener("toggle", () => localStorage.setItem(key, details.open ? "open" : "read"));
}

// The list of sections is a drawer where there is no room beside the text.
for (const drawer of document.querySelectorAll("[data-drawer]")) {
  const beside = window.matchMedia("(min-width: 1120px)");
  const fit = () => (drawer.open = beside.matches);
  fit();
  beside.addEventListener("change", fit);
}

// A passage that comes back takes the reader along: to its first link after saving, into its text when it is opened.
function placeToGo(arrived) {
  if (arrived.matches("[data-focus]")) return arrived.querySelector("[data-edit]");
  if (!arrived.matches(".passage--editing")) return null;
  return arrived.querySelector(".govuk-error-summary a") || arrived.querySelector("textarea");
}

document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt === document.body) return;
  const place = placeToGo(event.detail.elt);
  if (place) place.focus();
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  // Two texts of one passage come back as a conflict, which is something to show and not a failure.
  if (xhr.status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  // Somebody whose session has ended is sent to the sign-in page; it must not take the place of what they typed.
  if (new URL(xhr.responseURL).pathname.startsWith("/accounts/")) {
    event.detail.shouldSwap = false;
    sayFailed(401);
  }
});

document.body.addEventListener("workspace:saved", (event) => {
  const { said, at } = event.detail;
  announce(isDirty() ? `${said} ${at}. Something else is not saved yet.` : `${said} ${at}`);
});

// Numbers are sent alone; whatever names them elsewhere on the page follows.
document.body.addEventListener("htmx:oobAfterSwap", (event) => {
  const number = event.detail.target;
  if (!number.id.startsWith("number-")) return;
  for (const named of document.querySelectorAll(`[data-number-of="${number.id.slice("number-".length)}"]`)) {
    named.textContent = number.textContent;
  }
});

document.body.addEventListener("workspace:moved", (event) => {
  const { id, after, said } = event.detail;
  const passage = document.getElementById(`passage-${id}`);
  const button = document.activeElement;
  if (after) document.getElementById(`passage-${after}`).after(passage);
  else passage.parentElement.prepend(passage);
  if (passage.contains(button)) button.focus();
  say(movedLine, said);
});

// What has been ticked or filled in and is saved with its form. Texts save themselves, and have their own say.
function isDirty() {
  return document.querySelector("form[data-typed][data-dirty]") !== null;
}

function savesItself(field) {
  return window.isSecureContext && field.matches("[data-save-to]");
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-typed]");
  if (!form || form.dataset.dirty || form.dataset.over || savesItself(event.target)) return;
  form.dataset.dirty = "yes";
  announce("Not saved yet. Press “Save” when you are done.");
});

window.addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});

// A form on a page of its own leaves that page when it is sent.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[hx-post]")) delete event.target.dataset.dirty;
});

// Comes before whatever else listens: nobody should wait for a form that is not to be closed.
document.body.addEventListener(
  "htmx:confirm",
  (event) => {
    const leaving = event.detail.elt.closest("form[data-dirty] a[hx-get]");
    if (!leaving) return;
    if (window.confirm(THROW_AWAY)) forgetFilledIn(leaving.closest("form"));
    else event.preventDefault();
  },
  true,
);

// Where texts save themselves there is nothing to cancel.
document.body.addEventListener("htmx:load", (event) => nameClosing(event.detail.elt));
nameClosing(document.body);

function nameClosing(element) {
  if (!window.isSecureContext) return;
  for (const words of element.querySelectorAll("form[data-typed] [data-close-words]")) words.textContent = "Close";
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-discard]");
  if (!link) return;
  const passage = document.querySelector(link.dataset.discard);
  const form = link.closest("form");
  const run = passage.closest(".run");
  if (!run) return;
  event.preventDefault();
  if (form.dataset.dirty && !window.confirm(THROW_AWAY)) return;
  const isSaved = await flush(form);
  if (!isSaved && !window.confirm(THROW_AWAY)) return;
  if (wasBegun(form)) {
    forgetFilledIn(form);
    try {
      await window.htmx.ajax("GET", form.dataset.read, { target: passage, swap: "outerHTML" });
    } catch {
      // No connection: the form stays open, with all that is in it; what went wrong is said in the corner.
    }
    return;
  }
  forget(form);
  passage.remove();
  run.querySelector(".run__add a").focus();
});
