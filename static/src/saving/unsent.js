// What is sent with its form: what is ticked, chosen and filled in beside the texts, and every field of something that
// is not there yet. It is kept in this browser until its form has been sent, and comes back into it when it opens again.
import { controls, defaultOf, nameOf, put, shapeOf, valueOf } from "./controls.js";
import { freshToken, get, person } from "./sending.js";
import { otherLivingTabs, thisTab } from "./tabs.js";
import { nameInAddress } from "./own-address.js";
import { sayFailed } from "../failures.js";
import { Shelf } from "./shelf.js";
import { sayGone, showKept } from "./kept.js";
import { signedInAgain } from "./sign-in-again.js";

// Each copy: {tab, place, shape, values}, and for words that have no field any more {tab, place, text}.
const shelf = new Shelf("golden-thread-form", "golden-thread-gone-form", (copy) => copy.place);
const SENT = "golden-thread-sent";
const FORMS = "form[data-keeps]";
const RESTORED = "This is what you had filled in here. It has not been sent yet. ";
const CHANGED = "The form it was typed in has changed since.";
const forms = new Map();
// The place of the form that was sent from this tab and came back, because something in it has to be put right.
let cameBack = "";
let changed = () => {};

/** This browser has again what it was known to keep of forms. */
export function whenReady() {
  return shelf.ready;
}

// Copies --------------------------------------------------------------------------------------------------------------
function placeOf(form) {
  return form.dataset.keeps || new URL(form.action).pathname;
}

function keep(form) {
  const known = forms.get(form);
  for (const control of controls(form)) {
    if (valueOf(control) !== known.came.get(nameOf(control))) known.touched.add(nameOf(control));
  }
  if (!hasChanged(form)) {
    forget(form);
    return;
  }
  nameInAddress(form);
  const touched = controls(form).filter((control) => known.touched.has(nameOf(control)));
  const values = touched.map((control) => [nameOf(control), valueOf(control)]);
  const copy = { tab: thisTab(), place: placeOf(form), shape: shapeOf(form), values };
  known.latest = copy;
  known.isKeptHere = shelf.keep(copy, () => {
    if (known.latest !== copy) return;
    known.isKeptHere = true;
    changed();
  });
}

function hasChanged(form) {
  return placeOf(form) === cameBack || differs(form);
}

/** Whether it holds something else than what the page came with. */
function differs(form) {
  const { came } = forms.get(form);
  return controls(form).some((control) => valueOf(control) !== came.get(nameOf(control)));
}

/** The form was stored, or what was filled in is to be thrown away. */
export function forget(form) {
  const known = forms.get(form);
  if (!known) return;
  drop({ tab: thisTab(), place: placeOf(form) });
  if (placeOf(form) === cameBack) cameBack = "";
  known.latest = null;
  known.isUnsent = false;
  changed();
}

/** Where nothing is kept, a mirror that is slow may still have something, which is not thrown away unseen. */
function drop(copy) {
  if (shelf.find(copy)) shelf.drop(copy);
}

// Leaving a review ----------------------------------------------------------------------------------------------------
/** The part of an address that says which review it is of, or "". An earlier version kept copies without one. */
export function reviewOf(address) {
  return address?.match(/^\/reviews\/\d+\//)?.[0] || "";
}

/** Forgets what was filled in in forms of a review of which this person is not part any more. */
export function forgetReview(address) {
  const review = reviewOf(address);
  if (!review) return;
  for (const [form, known] of forms) {
    if (reviewOf(placeOf(form)) !== review) continue;
    Object.assign(known, { isOver: true, isUnsent: false, latest: null });
    // Nothing asks for it any more either, before the page goes.
    form.dataset.over = "yes";
    delete form.dataset.dirty;
  }
  for (const copy of shelf.all()) if (reviewOf(copy.place) === review) shelf.drop(copy);
  changed();
}

/** Asks of each review of which a form is kept here whether this person is part of it still. */
async function forgetThoseLeft() {
  const reviews = new Set(shelf.all().map((copy) => reviewOf(copy.place)));
  for (const review of [...reviews].filter(Boolean)) {
    const { data } = await get(`${review}kept/`);
    if (data.reason !== "left") continue;
    forgetReview(review);
    sayGone(review, data.message);
  }
}

/** How many forms this person has filled in here, in whichever tab, and not sent. */
export function unsentCopies() {
  return shelf.keys().length;
}

/** Forgets all of them. Fulfilled when the mirror has, too, or does not answer. */
export function clearUnsent() {
  return shelf.clear();
}

export function unsentForms() {
  return [...forms].filter(([form, { isUnsent }]) => form.isConnected && isUnsent).map(([form]) => form);
}

/** Whether this browser has room for what was filled in in the form. */
export function isKeptHere(form) {
  return forms.get(form).isKeptHere;
}

// Coming back ---------------------------------------------------------------------------------------------------------
/** What was kept of the form, the latest first: by this tab, and by others that may live. */
function copiesOf(form) {
  const found = shelf.all().filter((copy) => copy.place === placeOf(form));
  return found.sort((first, second) => second.order - first.order);
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
  forms.set(form, { came, touched: new Set(), isUnsent: false, isKeptHere: true });
  // Looked up before anything is typed here: that is kept in the same place.
  const copies = copiesOf(form);
  form.addEventListener("input", () => isTyped(form));
  form.addEventListener("change", () => isTyped(form));
  const living = await otherLivingTabs();
  const left = copies.filter(({ tab }) => !living.has(tab));
  let isRestored = false;
  for (const copy of left) {
    const canBe = !isRestored && copy.shape === shapeOf(form);
    if (canBe) restore(form, copy);
    else showWords(copy);
    isRestored ||= canBe;
  }
  if (isRestored && form.querySelector("[role=alert]")) cameBack = placeOf(form);
  // A hand is faster than a script on a slow line: what was filled in before we listened counts as well.
  isTyped(form);
  for (const copy of left) if (copy.tab !== thisTab()) shelf.drop(copy);
  if (isRestored && differs(form)) sayRestored(form);
}

function isTyped(form) {
  const known = forms.get(form);
  if (known.isOver) return;
  keep(form);
  known.isUnsent = hasChanged(form);
  changed();
}

/** Words that have no field any more are kept under a name of their own, and shown to be copied. */
function showWords(copy) {
  const words = copy.values.map(([, value]) => value).filter((value) => typeof value === "string");
  const text = words.filter((each) => each.trim().includes(" ")).join("\n\n");
  if (!text) return;
  const lost = { tab: crypto.randomUUID(), place: placeOfWords(), text };
  shelf.keep(lost);
  showLost(lost);
}

function placeOfWords() {
  return `${location.pathname} words`;
}

function showLost({ tab, place, text }) {
  showKept({ tab, address: location.pathname, field: "", text }, CHANGED, () => shelf.drop({ tab, place }));
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
  sessionStorage.setItem(SENT, placeOf(form));
  return true;
}

export function isKept(form) {
  return forms.has(form);
}

/** The page that came after a form was sent tells what became of it: whoever stored it leads on to another. */
function hearOfSent() {
  const place = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const [page] = performance.getEntriesByType("navigation");
  const isStored = page?.redirectCount > 0 || document.querySelector('meta[name="form-stored"]');
  if (place && isStored) drop({ tab: thisTab(), place });
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
  registerIn(document.body);
  forgetThoseLeft();
  for (const copy of shelf.all()) if (copy.place === placeOfWords()) showLost(copy);
}
