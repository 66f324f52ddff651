// Keeps what was typed in this browser until the server has acknowledged it: by person, tab and field. It lies in local
// storage, and in a mirror in case that is lost or full.
import * as mirror from "./mirror.js";
import { person } from "./sending.js";

const PREFIX = "golden-thread-text";
const GONE = "golden-thread-gone";
const PATIENCE = 2000;
// What local storage has no room for is at hand here.
const beside = new Map();
let lastOrder = 0;

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

const ready = named.then(() => Promise.race([takeBack(), patience()]));

export function thisTab() {
  return tab;
}

/** The tab has its name, and this browser has again what it was known to keep. */
export function whenNamed() {
  return ready;
}

function patience() {
  return new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
}

export async function livingTabs() {
  const { held } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name).filter((name) => name.startsWith("tab-")).map((name) => name.slice(4)));
}

function ownPrefix(kind = PREFIX) {
  return `${kind} ${person()} `;
}

function keyOf(copy) {
  return ownPrefix() + [copy.tab, copy.address, copy.field].join(" ");
}

/**
 * Keeps a copy: {address, field, text, base, pending, create, opens}. Returns whether local storage had room for it;
 * if not, `onMirrored` is called once the mirror is known to have it. `pending` is what was sent and not answered yet.
 */
export function keep(copy, onMirrored) {
  const own = { tab, ...copy, order: nextOrder() };
  const hadRoom = write(keyOf(own), own);
  mirror.put(keyOf(own), own).then((isKept) => {
    if (isKept && !hadRoom) onMirrored();
  });
  return hadRoom;
}

/** What is kept later has a higher one, also when somebody sets the clock. */
function nextOrder() {
  lastOrder = Math.max(lastOrder + 1, Date.now());
  return lastOrder;
}

function write(key, copy) {
  const value = JSON.stringify(copy);
  try {
    localStorage.setItem(key, value);
    beside.delete(key);
    return true;
  } catch {
    // The browser has no room left, or is told to keep nothing. The line at the top must not say that it is kept.
    beside.set(key, value);
    return false;
  }
}

function read(key) {
  return beside.get(key) ?? localStorage.getItem(key);
}

export function drop(copy) {
  remove(keyOf({ tab, ...copy }));
}

/** Forgets a copy here and in the mirror. Until it is gone there too, a note of it remains: it must not come back. */
function remove(key) {
  const value = read(key);
  beside.delete(key);
  localStorage.removeItem(key);
  if (value) noteGone(key, orderOf(value));
  forgetInMirror(key);
}

function noteGone(key, order) {
  try {
    localStorage.setItem(goneKey(key), order);
  } catch {
    // There is no room for the note. If the copy comes back, the server knows it again by what it was based on.
  }
}

function forgetInMirror(key) {
  const order = orderOfGone(key);
  mirror.remove(key).then(() => {
    if (orderOfGone(key) === order) localStorage.removeItem(goneKey(key));
  });
}

function goneKey(key) {
  return key.replace(PREFIX, GONE);
}

function orderOfGone(key) {
  return Number(localStorage.getItem(goneKey(key)));
}

function orderOf(value) {
  return value ? JSON.parse(value).order || 0 : 0;
}

/**
 * Takes back what local storage lost, because the browser was killed before it wrote to the disk, or had no room for.
 * What a living tab is at work on is left to it. Later than its time it does nothing: then fields are in use.
 */
async function takeBack() {
  const began = performance.now();
  const [copies, living] = await Promise.all([mirror.all(ownPrefix()), livingTabs()]);
  if (performance.now() - began > PATIENCE) return;
  const isLeft = (name) => name === tab || !living.has(name);
  for (const copy of copies.filter((each) => isLeft(each.tab))) {
    const key = keyOf(copy);
    lastOrder = Math.max(lastOrder, copy.order);
    if (copy.order > Math.max(orderOf(read(key)), orderOfGone(key))) write(key, copy);
  }
  const gone = ownKeys(GONE).filter((key) => isLeft(key.split(" ")[2]));
  for (const key of gone.map((each) => each.replace(GONE, PREFIX))) if (!read(key)) forgetInMirror(key);
}

/** Drops a copy that was sent, unless somebody has typed on since: then there is a newer one in its place. */
export function dropAsSent(copy) {
  if (read(keyOf(copy)) === JSON.stringify(copy)) drop(copy);
}

/**
 * Puts what this tab keeps of a field under a name of its own, as if a tab had left it: nothing that is typed from now
 * on may take its place before it has been put back into the field or sent.
 */
export function setAside({ address, field }) {
  const key = keyOf({ tab, address, field });
  const kept = read(key);
  if (!kept) return;
  const copy = { ...JSON.parse(kept), tab: crypto.randomUUID(), order: nextOrder() };
  formerly.add(copy.tab);
  mirror.put(keyOf(copy), copy);
  remove(key);
  write(keyOf(copy), copy);
}

/**
 * The copies of this person: those `left`, of this tab from before a reload and of closed ones, and those that another
 * living tab may be `atWork` on. Of a tab that has just crashed it looks for a moment as if it lived.
 */
export async function sorted() {
  await ready;
  const living = await livingTabs();
  const isLeft = (copy) => copy.tab === tab || !living.has(copy.tab);
  return { left: mine().filter(isLeft), atWork: mine().filter((copy) => !isLeft(copy)) };
}

export async function left() {
  return (await sorted()).left;
}

/** Whether it was typed in this tab, on this page or on one before. */
export function isOfThisTab(copy) {
  return copy.tab === tab || formerly.has(copy.tab);
}

/** Whether a field of this page may be at work on it. */
export function isInUse(copy) {
  return copy.tab === tab;
}

function ownKeys(kind = PREFIX) {
  const keys = new Set([...Object.keys(localStorage), ...beside.keys()]);
  return [...keys].filter((key) => key.startsWith(ownPrefix(kind)));
}

/** All copies of this person in this browser, whichever tab they are of. */
export function mine() {
  return ownKeys().map((key) => JSON.parse(read(key)));
}

/** Forgets everything this person typed here. Fulfilled when the mirror has, too, or does not answer. */
export function clear() {
  for (const key of ownKeys()) remove(key);
  return Promise.race([mirror.removeAll(ownPrefix()), patience()]);
}
