// Texts save themselves: every field that names the address it is saved to (data-save-to). Needs a secure context, as
// the application has in production and on localhost; elsewhere forms are sent as without scripts. docs/saving.md
// says what fields, the server and this browser say to each other.
import { clear, isInUse, isOfThisTab, left, mine, setAside, whenReady } from "./saving/copies.js";
import { linksToBoth, sayLine, takeBackLine } from "./saving/line.js";
import { outbox, sendLeft, startOutbox } from "./saving/outbox.js";
import { isWriting, startLooking } from "./saving/presence.js";
import { PLACE, isWaitedFor } from "./saving/sign-in-again.js";
import * as unsent from "./saving/unsent.js";
import { Writing } from "./saving/writing.js";
import { hashOf, normalise } from "./text.js";

const FIELDS = "textarea[data-save-to], input[data-save-to]";
const LEAVING_PATIENCE = 4000;
// Whoever types further down sees the line, and not what stands under it.
const TO_SIGN_IN = [{ words: "Sign in", address: `#${PLACE}` }];
const RESTORED = "This is what you had typed here. It had not been saved yet.";
let writings = [];
let restoring = [];
// By request when it was sent and what the fields held then; and those whose answers must not take a form's place.
const asked = new WeakMap();
const keptOpen = new WeakSet();

// The line ------------------------------------------------------------------------------------------------------------
function say() {
  writings = writings.filter((writing) => writing.field.isConnected || writing.isUnsaved);
  const of = (kind) => writings.filter((writing) => writing.state.kind === kind);
  const [refused] = of("refused");
  const [left] = of("left");
  const conflicts = [...of("conflict").map((writing) => writing.state.address), ...outbox().conflicts];
  const unkept = writings.find((writing) => writing.isUnsaved && !writing.keptHere);
  const onDevice = of("device").length + outbox().waiting;
  if (left) sayLine("refused", left.state.message);
  else if (refused) sayLine("refused", `Cannot be saved: copy your text. ${refused.state.message}`);
  else if (unkept && onDevice) sayLine("refused", "Cannot be saved: copy your text. There is no room on this device.");
  else if (conflicts.length) {
    const more = onDevice ? ` Kept on this device (${onDevice}).` : "";
    sayLine("conflict", `Someone else changed this (both kept).${more}`, linksToBoth(conflicts));
  } else if (onDevice) sayLine("device", `Kept on this device (${onDevice})`, isWaitedFor() ? TO_SIGN_IN : []);
  else if (of("saving").length) sayLine("saving", "Saving …");
  else if (of("saved").length) {
    const times = writings.map((writing) => writing.state.time).filter(Boolean).sort();
    const more = unsentAlone().length ? ". What else you filled in is not sent yet." : "";
    sayLine("saved", `Saved ${times.at(-1)}${more}`);
  } else if (unsentAlone().length) {
    const isKept = unsentAlone().every(unsent.isKeptHere);
    const where = isKept ? "It is kept on this device." : "There is no room on this device to keep it.";
    sayLine("unsent", `Not sent yet. ${where}`);
  } else if (outbox().sent) sayLine("saved", "Saved what was kept on this device");
  else takeBackLine();
}

// Where a form has pieces of a page around it, their script says so.
function unsentAlone() {
  return unsent.unsentForms().filter((form) => !form.matches("[data-typed]"));
}

export function unsaved(form) {
  return writings.filter((writing) => (!form || writing.form === form) && writing.isUnsaved);
}

/** Sends what is not saved yet, of one form or of the page; waits a little, and says whether all of it is saved. */
export async function flush(form) {
  const patience = new Promise((resolve) => window.setTimeout(resolve, LEAVING_PATIENCE));
  await Promise.race([Promise.all(unsaved(form).map((writing) => writing.save({ all: true }))), patience]);
  return unsaved(form).length === 0;
}

/** The form was stored as a whole, or is to be thrown away: nothing of it needs to be kept any more. */
export function forget(form) {
  for (const writing of writings.filter((each) => each.form === form)) writing.stop();
  writings = writings.filter((writing) => writing.form !== form);
  unsent.forget(form);
  say();
}

/** Whether the passage of a form is stored by now. */
export function wasBegun(form) {
  return writings.some((writing) => writing.form === form && writing.begun);
}

// Fields --------------------------------------------------------------------------------------------------------------
function sameField(copy, writing) {
  return copy.address === writing.address && copy.field === writing.name;
}

function register(field) {
  if (writings.some((writing) => writing.field === field)) return;
  const writing = new Writing(field, say);
  const [before] = writings.filter((each) => sameField(each.copy, writing));
  if (before) {
    writings = writings.filter((each) => each !== before);
    // Either the same form has come back, with what was typed in it and what is wrong with it; or it was closed, and is
    // opened again before all of it has been sent.
    if (before.isUnsaved && before.field.value !== field.value) {
      before.keep();
      setAside(writing.copy);
    }
    before.stop();
  } else setAside(writing.copy);
  writing.opens = opensOf(field);
  writings.push(writing);
  field.addEventListener("input", () => isWriting(field.form));
  // A hand is faster than a script on a slow line: what was typed before we listened is saved like all the rest.
  if (field.value !== field.defaultValue) writing.typed();
  else restoring.push(restore(writing, before));
}

/** Where the form of a field can be opened again after a reload. */
function opensOf(field) {
  const run = field.closest(".run__passages");
  const { edit, add } = field.form.dataset;
  if (!edit) return undefined;
  return { page: location.pathname, edit, add, run: run ? run.id : "", passage: field.closest("article").id };
}

async function restore(writing, before) {
  await writing.ready;
  // What stands in the field is not what is stored, and must not be replaced either.
  if (writing.settled === null) {
    if (before && !writing.touched) writing.takeUp();
    sendLeft();
    return;
  }
  const [copy] = (await left()).filter((each) => sameField(each, writing) && !isInUse(each));
  if (!copy) return;
  await putBack(copy, writing);
  // It is sent if it was not put back; and if it was, it waits no longer.
  sendLeft();
}

/** Puts what was typed before back into its field, if it goes with what is stored there. */
async function putBack(copy, writing) {
  const isUntouched = () => !writing.touched && writing.field.isConnected;
  const hashes = [copy.base, copy.pending && (await hashOf(copy.pending.text))];
  const page = writing.base.value;
  // What is stored may have gone on since: then what was typed is sent as it was, and kept beside it as a conflict.
  if (!hashes.includes(page) || (await isStored(copy.text, page)) || !isUntouched()) return;
  writing.restore(copy);
  const note = document.createElement("p");
  note.className = "restored";
  note.setAttribute("role", "status");
  note.textContent = RESTORED;
  writing.field.before(note);
}

async function isStored(text, hash) {
  try {
    return (await hashOf(normalise(text))) === hash;
  } catch {
    // A text that cannot be stored is not.
    return false;
  }
}

function isClaimed(copy) {
  return isInUse(copy) && writings.some((writing) => writing.isUnsaved && sameField(copy, writing));
}

function registerIn(element) {
  for (const field of element.querySelectorAll(FIELDS)) register(field);
  if (element.matches(FIELDS)) register(element);
}

/** Opens the forms again in which something was typed before this page was reloaded. */
async function reopen() {
  const copies = (await left()).filter((copy) => isOfThisTab(copy) && copy.opens?.page === location.pathname);
  const forms = new Map(copies.map((copy) => [copy.opens.passage, copy.opens]));
  for (const { edit, add, run, passage } of forms.values()) {
    if (document.querySelector(`#${passage} form[data-typed]`)) continue;
    const there = document.getElementById(passage);
    if (there) await fetchInto(edit, { target: there, swap: "outerHTML" });
    else if (add && document.getElementById(run)) await fetchInto(add, { target: `#${run}`, swap: "beforeend" });
  }
}

async function fetchInto(address, where) {
  try {
    await window.htmx.ajax("GET", address, where);
  } catch {
    // No connection: the form stays closed, and what was typed in it is sent without it.
  }
}

// Leaving -------------------------------------------------------------------------------------------------------------
function isPlainLink(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.matches("[hx-get], .run [data-discard]") || event.defaultPrevented) return null;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  return link.getAttribute("href").startsWith("#") ? null : link;
}

function whileLeaving() {
  window.addEventListener("beforeunload", (event) => {
    if (unsaved().length) event.preventDefault();
  });
  window.addEventListener("pagehide", () => writings.forEach((writing) => writing.leave()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") unsaved().forEach((writing) => writing.save({ all: true }));
  });
  window.addEventListener("online", () => unsaved().forEach((writing) => writing.save()));
  // Links of ours wait for what is not saved yet; then the browser need not ask.
  document.addEventListener("click", async (event) => {
    const link = isPlainLink(event);
    if (!link || !unsaved().length) return;
    event.preventDefault();
    await flush();
    location.assign(link.href);
  });
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.dataset.flushed || form.hasAttribute("hx-post")) return;
    const isSignOut = form.hasAttribute("data-sign-out");
    const isKept = unsent.isKept(form) && !submitter?.hasAttribute("formtarget");
    if (!isSignOut && !unsaved().length && !isKept) return;
    event.preventDefault();
    const isSaved = (await flush()) && !mine().length && !unsent.unsentCopies();
    if (isKept && !(await unsent.maySend(form))) return;
    if (isSignOut) {
      if (!isSaved && !window.confirm("What you typed is not all saved yet. Sign out, and throw the rest away?")) return;
      writings.forEach((writing) => writing.stop());
      await Promise.all([unsent.clearUnsent(), clear()]);
    }
    // Not before this event is over: while a form is being submitted, it cannot be submitted again.
    await new Promise((resolve) => window.setTimeout(resolve));
    form.dataset.flushed = "yes";
    form.requestSubmit(submitter);
    delete form.dataset.flushed;
  });
}

// A request that stores a form, or closes it, waits until what was typed in it has been saved.
function withPieces() {
  document.body.addEventListener("htmx:load", (event) => registerIn(event.detail.elt));
  document.body.addEventListener("htmx:confirm", async (event) => {
    const { elt } = event.detail;
    const form = elt.matches("form[data-typed], [data-close]") ? elt.closest("form") : null;
    if (event.defaultPrevented || !form || !unsaved(form).length) return;
    event.preventDefault();
    const isSaved = await flush(form);
    const isClosing = event.detail.verb === "get";
    const question = "This is not saved yet. Copy your text first. Close it all the same?";
    const refused = unsaved(form).some((writing) => writing.state.kind === "refused");
    if (isClosing && !isSaved && refused) {
      if (!window.confirm(question)) return;
      forget(form);
    }
    event.detail.issueRequest(true);
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const texts = new Map(writings.map((writing) => [writing, writing.text()]));
    asked.set(event.detail.xhr, { at: performance.now(), texts });
  });
  // On the document, and so after all others have had their say.
  document.addEventListener("htmx:beforeSwap", (event) => keepOpen(event.detail));
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (isTaken(event.detail) && !keptOpen.has(xhr)) forget(requestConfig.elt);
  });
}

/** Whether a form was stored, or kept as one side of a conflict; it comes back where something is wrong in it. */
function isTaken({ xhr, requestConfig }) {
  const { elt } = requestConfig;
  const isForm = elt.matches("form[data-typed]") && requestConfig.path === elt.getAttribute("hx-post");
  return isForm && [200, 409].includes(xhr.status) && !xhr.responseText.includes("data-save-to");
}

/** The field in use is never replaced: whoever has typed on while the answer was on its way keeps the form. */
function keepOpen(detail) {
  const { target, xhr } = detail;
  const { at, texts } = asked.get(xhr) || { at: Infinity };
  const inForm = writings.filter((writing) => target.matches(".passage--editing") && target.contains(writing.field));
  if (!inForm.some((writing) => writing.typedAt > at)) return;
  detail.shouldSwap = false;
  keptOpen.add(xhr);
  if (xhr.status !== 200 || !isTaken(detail)) return;
  for (const writing of inForm.filter((each) => texts.has(each))) writing.storedWithForm(texts.get(writing));
}

async function start() {
  await Promise.all([whenReady(), unsent.whenReady()]);
  unsent.startUnsent(say);
  whileLeaving();
  withPieces();
  startLooking();
  registerIn(document.body);
  await reopen();
  await Promise.all(restoring);
  await startOutbox(isClaimed, say);
}

if (window.isSecureContext && document.querySelector('meta[name="person"]')) {
  document.documentElement.classList.add("saves-itself");
  start();
}
