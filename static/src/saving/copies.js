// Keeps what was typed in this browser until the server has acknowledged it: by person, tab and field.
import { Shelf } from "./shelf.js";
import { otherLivingTabs, thisTab } from "./tabs.js";

const shelf = new Shelf("golden-thread-text", "golden-thread-gone", (copy) => `${copy.address} ${copy.field}`);
const formerly = new Set();

/** The tab has its name, and this browser has again what it was known to keep of texts. */
export function whenReady() {
  return shelf.ready;
}

/**
 * Keeps a copy: {address, field, text, base, pending, create, opens}. Returns whether local storage had room for it;
 * if not, `onMirrored` is called once the mirror is known to have it. `pending` is what was sent and not answered yet.
 */
export function keep(copy, onMirrored) {
  return shelf.keep({ tab: thisTab(), ...copy }, onMirrored);
}

export function drop(copy) {
  shelf.drop({ tab: thisTab(), ...copy });
}

/** Drops a copy that was sent, unless somebody has typed on since: then there is a newer one in its place. */
export function dropAsSent(copy) {
  if (shelf.holds(copy)) drop(copy);
}

/**
 * Puts what this tab keeps of a field under a name of its own, as if a tab had left it: nothing that is typed from now
 * on may take its place before it has been put back into the field or sent.
 */
export function setAside({ address, field }) {
  const kept = shelf.find({ tab: thisTab(), address, field });
  if (!kept) return;
  const aside = crypto.randomUUID();
  formerly.add(aside);
  shelf.move(kept, aside);
}

/**
 * The copies of this person: those `left`, of this tab from before a reload and of closed ones, and those that another
 * living tab may be `atWork` on.
 */
export async function sorted() {
  await shelf.ready;
  const living = await otherLivingTabs();
  const copies = shelf.all();
  return { left: copies.filter(({ tab }) => !living.has(tab)), atWork: copies.filter(({ tab }) => living.has(tab)) };
}

export async function left() {
  return (await sorted()).left;
}

/** Whether it was typed in this tab, on this page or on one before. */
export function isOfThisTab(copy) {
  return isInUse(copy) || formerly.has(copy.tab);
}

/** Whether a field of this page may be at work on it. */
export function isInUse(copy) {
  return copy.tab === thisTab();
}

/** All copies of this person in this browser, whichever tab they are of. */
export function mine() {
  return shelf.all();
}

/** Forgets everything this person typed here. Fulfilled when the mirror has, too, or does not answer. */
export function clear() {
  return shelf.clear();
}
