// Keeps what was typed in this browser until the server has acknowledged it: by person, tab and field.
import { person } from "./sending.js";

const PREFIX = "golden-thread-text";

// A tab is known by a name of its own for as long as it lives, also after a reload. It holds a lock of that name, so
// that other tabs can tell what belongs to somebody who is still typing.
const formerly = new Set();
let tab = sessionStorage.getItem("tab") || crypto.randomUUID();
const named = new Promise((resolve) => {
  const hold = (lock) => {
    // A tab that was duplicated brings the name of the other along.
    if (!lock) tab = crypto.randomUUID();
    sessionStorage.setItem("tab", tab);
    resolve();
    const forEver = new Promise(() => {});
    return lock ? forEver : navigator.locks.request(`tab-${tab}`, () => forEver);
  };
  // After a reload the page that went may hold it for a moment more.
  const soon = AbortSignal.timeout(1000);
  navigator.locks.request(`tab-${tab}`, { signal: soon }, hold).catch(() => hold(null));
});

export function whenNamed() {
  return named;
}

export async function livingTabs() {
  const { held } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name).filter((name) => name.startsWith("tab-")).map((name) => name.slice(4)));
}

function keyOf(copy) {
  return [PREFIX, person(), copy.tab, copy.address, copy.field].join(" ");
}

/**
 * Keeps a copy: {address, field, text, base, pending, create, opens}. Returns whether there was room for it.
 * `pending` is what was sent and not answered yet.
 */
export function keep(copy) {
  const own = { tab, ...copy };
  try {
    localStorage.setItem(keyOf(own), JSON.stringify(own));
    return true;
  } catch {
    // The browser has no room left, or is told to keep nothing. The line at the top must not say that it is kept.
    return false;
  }
}

export function drop(copy) {
  localStorage.removeItem(keyOf({ tab, ...copy }));
}

/** Drops a copy that was sent, unless somebody has typed on since: then there is a newer one in its place. */
export function dropAsSent(copy) {
  if (localStorage.getItem(keyOf(copy)) === JSON.stringify(copy)) drop(copy);
}

/**
 * Puts what this tab keeps of a field under a name of its own, as if a tab had left it: nothing that is typed from now
 * on may take its place before it has been put back into the field or sent.
 */
export function setAside({ address, field }) {
  const key = keyOf({ tab, address, field });
  const kept = localStorage.getItem(key);
  if (!kept) return;
  const copy = { ...JSON.parse(kept), tab: crypto.randomUUID() };
  formerly.add(copy.tab);
  localStorage.removeItem(key);
  localStorage.setItem(keyOf(copy), JSON.stringify(copy));
}

/** The copies of this person that no living tab is working on: of this tab from before a reload, and of closed ones. */
export async function left() {
  await named;
  const living = await livingTabs();
  return mine().filter((copy) => copy.tab === tab || !living.has(copy.tab));
}

/** Whether it was typed in this tab, on this page or on one before. */
export function isOfThisTab(copy) {
  return copy.tab === tab || formerly.has(copy.tab);
}

/** Whether a field of this page may be at work on it. */
export function isInUse(copy) {
  return copy.tab === tab;
}

function ownKeys() {
  const prefix = `${PREFIX} ${person()} `;
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/** All copies of this person in this browser, whichever tab they are of. */
export function mine() {
  return ownKeys().map((key) => JSON.parse(localStorage.getItem(key)));
}

/** Forgets everything this person typed here. */
export function clear() {
  for (const key of ownKeys()) localStorage.removeItem(key);
}
