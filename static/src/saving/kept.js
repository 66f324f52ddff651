// Shows a text that could not be saved and has no field on this page, so that its writer can copy it; or says that one
// has gone from this browser.
import { drop } from "./copies.js";

const shown = new Set();
const gone = new Map();

/** Says that nothing of a review is kept here any more, once for each, and what became of it if that is known. */
export function sayGone(review, message) {
  const before = gone.get(review);
  if (before) {
    if (message.length > before.textContent.length) before.textContent = message;
    return;
  }
  const box = document.createElement("section");
  box.className = "kept-text";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "govuk-body";
  words.textContent = message;
  gone.set(review, words);
  box.append(words);
  document.getElementById("main-content").prepend(box);
}

/** `forget` is called when its writer throws it away. */
export function showKept(copy, message, forget = () => drop(copy)) {
  const key = `${copy.tab} ${copy.address} ${copy.field}`;
  if (shown.has(key)) return;
  shown.add(key);
  const box = document.createElement("section");
  box.className = "kept-text";
  box.setAttribute("aria-label", "Text that could not be saved");
  const heading = document.createElement("h2");
  heading.className = "govuk-heading-m";
  heading.textContent = "This text of yours could not be saved";
  const words = document.createElement("p");
  words.className = "govuk-body";
  words.textContent = `${message} It is kept on this device only. Copy it before you throw it away.`;
  const text = document.createElement("textarea");
  text.className = "govuk-textarea";
  text.readOnly = true;
  text.rows = 5;
  text.value = copy.text;
  text.setAttribute("aria-label", "The text that could not be saved");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--warning";
  button.textContent = "Throw this copy away";
  button.addEventListener("click", () => {
    forget();
    box.remove();
  });
  box.append(heading, words, text, button);
  document.getElementById("main-content").prepend(box);
}
