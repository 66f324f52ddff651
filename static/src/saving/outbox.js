// Sends what earlier pages and closed tabs kept in this browser and could not send themselves.
import { normalise } from "../text.js";
import { dropAsSent, isOfThisTab, sorted } from "./copies.js";
import { sayGone, showKept } from "./kept.js";
import { deliver, person } from "./sending.js";
import { signedInAgain } from "./sign-in-again.js";
import { forgetReview, reviewOf } from "./unsent.js";

const TRY_AGAIN = 10000;
// Another tab that is being loaded again looks for a moment as if it were closed.
const SURELY_CLOSED = 8000;
const seenClosed = new Map();
const state = { waiting: 0, conflicts: [], sent: 0 };

export function outbox() {
  return state;
}

/** What a copy still has to send, in order: what was on its way, then what was typed after it. */
function payloads(copy) {
  const latest = { field: copy.field, text: copy.text, based_on: copy.base, writer: person(), create: copy.create };
  if (!copy.pending) return [latest];
  return copy.pending.text === copy.text ? [copy.pending] : [copy.pending, latest];
}

/**
 * Sends one copy. Returns whether it is done with: stored, kept as one side of a conflict, or dropped because its writer
 * has left the review.
 */
async function send(copy) {
  let base = null;
  let gone = "";
  for (const payload of payloads(copy)) {
    const text = safely(payload.text);
    const outcome = await deliver(copy.address, { ...payload, text, based_on: base || payload.based_on });
    if (outcome.kind === "signed-out") {
      signedInAgain(outcome.message).then(sendLeft);
      return false;
    }
    if (outcome.kind === "unreachable") return false;
    if (outcome.kind === "refused" && !outcome.kept) {
      showKept(copy, outcome.message);
      return false;
    }
    if (outcome.kind === "left") gone = outcome.message;
    if (outcome.kind === "conflict") state.conflicts.push(outcome.address);
    if (outcome.kind === "stored") base = outcome.hash;
  }
  dropAsSent(copy);
  if (gone) {
    forgetReview(copy.address);
    sayGone(reviewOf(copy.address), gone);
  } else state.sent += 1;
  return true;
}

/** The text as it would be stored; one that cannot be stored goes as it is, and is refused in words. */
function safely(text) {
  try {
    return normalise(text);
  } catch {
    return text;
  }
}

let isStarted = false;
let isWanted = false;
let later = 0;
let running = null;
let changed = () => {};
let isClaimed = () => false;

/** Sends everything that is left and that no field of this page has taken up; tries again until it is gone. */
export function sendLeft() {
  if (!isStarted) return null;
  isWanted = true;
  running ||= sendWhileWanted().finally(() => (running = null));
  return running;
}

async function sendWhileWanted() {
  while (isWanted) {
    // What is left while this is under way has not been looked at: then it looks once more.
    isWanted = false;
    await sendAll();
  }
}

function lookLater() {
  later ||= window.setTimeout(() => {
    later = 0;
    sendLeft();
  }, TRY_AGAIN);
}

function isSurelyLeft(copy) {
  if (isOfThisTab(copy)) return true;
  if (!seenClosed.has(copy.tab)) seenClosed.set(copy.tab, performance.now());
  return performance.now() - seenClosed.get(copy.tab) > SURELY_CLOSED;
}

async function sendAll() {
  const { left, atWork } = await sorted();
  // Whoever lives again, after a reload, is closed anew when they go.
  for (const copy of atWork) seenClosed.delete(copy.tab);
  const copies = left.filter((copy) => !isClaimed(copy));
  state.waiting = copies.length;
  changed();
  for (const copy of copies) {
    if (isClaimed(copy) || (isSurelyLeft(copy) && (await send(copy)))) state.waiting -= 1;
    changed();
  }
  // What another tab is at work on may be left by it at any time, and without a word.
  if (state.waiting > 0 || atWork.length) lookLater();
}

/** `claimed` says whether a field of this page looks after a copy; `onChange` is called when there is news. */
export function startOutbox(claimed, onChange) {
  isStarted = true;
  isClaimed = claimed;
  changed = onChange;
  window.addEventListener("online", sendLeft);
  // Another tab keeps something, and may be gone before it has sent it.
  window.addEventListener("storage", lookLater);
  return sendLeft();
}

