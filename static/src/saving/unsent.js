// What is sent with its form: what is ticked, chosen and filled in beside the texts, and every field of something that
// is not there yet. It is kept in this browser until its form has been sent, and comes back into it when it opens again.
import { freshToken, person } from "./sending.js";
import { livingTabs, thisTab, whenNamed } from "./copies.js";
import { showKept } from "./kept.js";
import { sayFailed } from "../failures.js";
import { signedInAgain } from "./sign-in-again.js";

const PREFIX = "golden-thread-form";
const SENT = "golden-thread-sent";
const FORMS = "form[data-keeps]";
const CONTROLS = "input:not([type=hidden], [type=password], [type=file], [type=submit]), textarea, select";
const RESTORED = "This is what you had filled in here. It has not been sent yet. ";
const CHANGED = "The form it was typed in has changed since.";
const forms = new Map();
// The form that was sent from this tab and came back, because something in it has to be put right.
let cameBack = "";
let changed = () => {};

function controls(form) {
  return [...form.elements].filter((each) => each.name && each.matches(CONTROLS) && !savesItself(each));
}

function savesItself(control) {
  return window.isSecureContext && control.matches("[data-save-to]");
}

function isTicked(control) {
  return ["checkbox", "radio"].includes(control.type);
}

/** By name and value for what can be ticked, by name for the others: what is there now, and what the page came with. */
function nameOf(control) {
  return isTicked(control) ? `${control.name}=${control.value}` : control.name;
}

function valueOf(control) {
  if (isTicked(control)) return control.checked;
  return control.multiple ? [...control.selectedOptions].map((option) => option.value).join("\n") : control.value;
}

function put(control, value) {
  if (isTicked(control)) control.checked = value;
  else if (control.multiple) for (const each of control.options) each.selected = value.split("\n").includes(each.value);
  else control.value = value;
}

/** What makes the form another one: how many rows it has, and which; which conflict it settles. */
function shapeOf(form) {
  const hidden = [...form.elements].filter((each) => each.type === "hidden" && /(-id|-offered|_FORMS)$/.test(each.name));
  return hidden.map((each) => `${each.name}=${each.value}`).join(" ");
}

// Copies --------------------------------------------------------------------------------------------------------------
function ownPrefix() {
  return `${PREFIX} ${person()} `;
}

function keyOf(form) {
  return `${ownPrefix()}${thisTab()} ${placeOf(form)}`;
}

function placeOf(form) {
  return form.dataset.keeps || new URL(form.action).pathname;
}

function keep(form) {
  const { came, touched } = forms.get(form);
  for (const control of controls(form)) {
    if (valueOf(control) !== came.get(nameOf(control))) touched.add(nameOf(control));
  }
  const values = controls(form).filter((control) => touched.has(nameOf(control)));
  if (!hasChanged(form)) {
    forget(form);
    return;
  }
  const at = Date.now();
  const copy = { at, shape: shapeOf(form), values: values.map((control) => [nameOf(control), valueOf(control)]) };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(copy));
  } catch {
    // The browser has no room left, or is told to keep nothing. Leaving the page asks all the same.
  }
}

function hasChanged(form) {
  return keyOf(form) === cameBack || differs(form);
}

/** Whether it holds something else than what the page came with. */
function differs(form) {
  const { came } = forms.get(form);
  return controls(form).some((control) => valueOf(control) !== came.get(nameOf(control)));
}

/** The form was stored, or what was filled in is to be thrown away. */
export function forget(form) {
  if (!forms.has(form)) return;
  localStorage.removeItem(keyOf(form));
  if (keyOf(form) === cameBack) cameBack = "";
  forms.get(form).isUnsent = false;
  changed();
}

function ownKeys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(ownPrefix()));
}

/** How many forms this person has filled in here, in whichever tab, and not sent. */
export function unsentCopies() {
  return ownKeys().length;
}

export function clearUnsent() {
  for (const key of ownKeys()) localStorage.removeItem(key);
}

export function unsentForms() {
  return [...forms].filter(([form, { isUnsent }]) => form.isConnected && isUnsent).map(([form]) => form);
}

// Coming back ---------------------------------------------------------------------------------------------------------
/** What was kept of the form, as [key, copy] with the latest first: by this tab, and by others that may live. */
function copiesOf(form) {
  const found = ownKeys().filter((key) => partsOf(key)[1] === placeOf(form));
  const copies = found.map((key) => [key, JSON.parse(localStorage.getItem(key))]);
  return copies.sort(([, first], [, second]) => second.at - first.at);
}

function partsOf(key) {
  const [tab, ...place] = key.slice(ownPrefix().length).split(" ");
  return [tab, place.join(" ")];
}

/** Puts back what was filled in, but for what has been filled in anew by now. */
function restore(form, copy) {
  const { came, touched } = forms.get(form);
  const values = new Map(copy.values);
  for (const control of controls(form)) {
    const name = nameOf(control);
    if (!values.has(name) || valueOf(control) !== came.get(name)) continue;
    touched.add(name);
    put(control, values.get(name));
  }
}

async function register(form) {
  if (forms.has(form) || form.querySelector("[type=password]")) return;
  const came = new Map(controls(form).map((control) => [nameOf(control), defaultOf(control)]));
  forms.set(form, { came, touched: new Set(), isUnsent: false });
  // Looked up before anything is typed here: that is kept in the same place.
  const copies = copiesOf(form);
  form.addEventListener("input", () => isTyped(form));
  form.addEventListener("change", () => isTyped(form));
  let isRestored = false;
  const living = await livingTabs();
  const isLeft = (tab) => tab === thisTab() || !living.has(tab);
  for (const [key, copy] of copies.filter(([each]) => isLeft(partsOf(each)[0]))) {
    const canBe = !isRestored && copy.shape === shapeOf(form);
    if (canBe) restore(form, copy);
    else showWords(copy);
    isRestored ||= canBe;
    if (key !== keyOf(form)) localStorage.removeItem(key);
  }
  if (isRestored && form.querySelector("[role=alert]")) cameBack = keyOf(form);
  // A hand is faster than a script on a slow line: what was filled in before we listened counts as well.
  isTyped(form);
  if (isRestored && differs(form)) sayRestored(form);
}

/** What the page came with; a browser that goes back puts into its fields what was there before. */
function defaultOf(control) {
  if (isTicked(control)) return control.defaultChecked;
  if (control.tagName !== "SELECT") return control.defaultValue;
  const chosen = [...control.options].filter((option) => option.defaultSelected).map((option) => option.value);
  return chosen.length || control.multiple ? chosen.join("\n") : (control.options[0]?.value ?? "");
}

function isTyped(form) {
  const known = forms.get(form);
  keep(form);
  known.isUnsent = hasChanged(form);
  changed();
}

/** Words that have no field any more are kept under a name of their own, and shown to be copied. */
function showWords(copy) {
  const words = copy.values.map(([, value]) => value).filter((value) => typeof value === "string");
  const text = words.filter((each) => each.trim().includes(" ")).join("\n\n");
  if (!text) return;
  const key = `${ownPrefix()}${crypto.randomUUID()} ${location.pathname} words`;
  localStorage.setItem(key, JSON.stringify({ text }));
  showLost(key);
}

function showLost(key) {
  const { text } = JSON.parse(localStorage.getItem(key));
  const [tab] = partsOf(key);
  showKept({ tab, address: location.pathname, field: "", text }, CHANGED, () => localStorage.removeItem(key));
}

function sayRestored(form) {
  const note = document.createElement("p");
  note.className = "restored";
  note.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  button.textContent = "Throw it away";
  button.addEventListener("click", () => {
    for (const control of controls(form)) put(control, forms.get(form).came.get(nameOf(control)));
    forms.get(form).touched.clear();
    forget(form);
    note.remove();
  });
  note.append(RESTORED, button);
  form.prepend(note);
}

// Sending -------------------------------------------------------------------------------------------------------------
/** Whether the form can be sent now: there is a connection, and whoever filled it in is still signed in. */
async function canBeSent() {
  try {
    if ((await freshToken()) === person()) return true;
  } catch {
    sayFailed(0);
    return false;
  }
  signedInAgain();
  return false;
}

/** A form on a page of its own is on its way. Returns whether it may go. */
export async function maySend(form) {
  if (!(await canBeSent())) return false;
  forms.get(form).isUnsent = false;
  sessionStorage.setItem(SENT, keyOf(form));
  return true;
}

export function isKept(form) {
  return forms.has(form);
}

/** The page that came after a form was sent tells what became of it: whoever stored it leads on to another. */
function hearOfSent() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const [page] = performance.getEntriesByType("navigation");
  const isStored = page?.redirectCount > 0 || document.querySelector('meta[name="form-stored"]');
  if (key && isStored) localStorage.removeItem(key);
}

/** A form that a script sent was stored, unless it comes back. */
function hearOfPosted({ elt, successful, requestConfig, xhr }) {
  const isSent = elt.matches(FORMS) && requestConfig.path === elt.getAttribute("hx-post");
  if (isSent && successful && !xhr.responseText.includes("data-keeps")) forget(elt);
}

export function startUnsent(onChange) {
  changed = onChange;
  hearOfSent();
  window.addEventListener("beforeunload", (event) => {
    if (unsentForms().length) event.preventDefault();
  });
  const registerIn = (element) => [...element.querySelectorAll(FORMS)].forEach(register);
  document.body.addEventListener("htmx:load", (event) => registerIn(event.detail.elt.parentElement || document.body));
  document.body.addEventListener("htmx:afterRequest", (event) => hearOfPosted(event.detail));
  whenNamed().then(() => registerIn(document.body));
  for (const key of ownKeys()) if (partsOf(key)[1] === `${location.pathname} words`) showLost(key);
}
