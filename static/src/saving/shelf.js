// Keeps copies of one kind in this browser, by person and tab: in local storage, and in a mirror in case that is lost or
// full. What somebody else kept is never looked at.
import * as mirror from "./mirror.js";
import { person } from "./sending.js";
import { otherLivingTabs, whenNamed } from "./tabs.js";

const PATIENCE = 2000;
let lastOrder = 0;

/** What is kept later has a higher one, also when somebody sets the clock. */
function nextOrder() {
  lastOrder = Math.max(lastOrder + 1, Date.now());
  return lastOrder;
}

function patience() {
  return new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
}

function orderOf(value) {
  return value ? JSON.parse(value).order || 0 : 0;
}

export class Shelf {
  /**
   * A copy is an object with its `tab`; `nameOf` says what tells it from others of that tab. `kind` begins the keys of
   * copies, `gone` those of the notes of what was dropped.
   */
  constructor(kind, gone, nameOf) {
    this.kind = kind;
    this.gone = gone;
    this.nameOf = nameOf;
    // What local storage has no room for is at hand here.
    this.beside = new Map();
    /** This browser has again what it was known to keep. */
    this.ready = whenNamed().then(() => Promise.race([this.takeBack(), patience()]));
  }

  prefix(kind = this.kind) {
    return `${kind} ${person()} `;
  }

  keyOf(copy) {
    return `${this.prefix()}${copy.tab} ${this.nameOf(copy)}`;
  }

  goneKey(key) {
    return key.replace(this.kind, this.gone);
  }

  /**
   * Keeps a copy. Returns whether local storage had room for it; if not, `onMirrored` is called once the mirror is known
   * to have it.
   */
  keep(copy, onMirrored = () => {}) {
    const key = this.keyOf(copy);
    const ordered = { ...copy, order: nextOrder() };
    const hadRoom = this.write(key, ordered);
    mirror.put(key, ordered).then((isKept) => {
      if (isKept && !hadRoom) onMirrored();
    });
    return hadRoom;
  }

  write(key, copy) {
    const value = JSON.stringify(copy);
    try {
      localStorage.setItem(key, value);
      this.beside.delete(key);
      return true;
    } catch {
      // The browser has no room left, or is told to keep nothing. The line at the top must not say that it is kept.
      this.beside.set(key, value);
      return false;
    }
  }

  read(key) {
    return this.beside.get(key) ?? localStorage.getItem(key);
  }

  /** What is kept of what has the tab and the name of the copy, or null. */
  find(copy) {
    return JSON.parse(this.read(this.keyOf(copy)));
  }

  /** Whether it is this copy that is kept, and not a newer one in its place. */
  holds(copy) {
    return this.read(this.keyOf(copy)) === JSON.stringify(copy);
  }

  drop(copy) {
    this.remove(this.keyOf(copy));
  }

  /** Keeps a copy as if another tab had kept it. */
  move(copy, tab) {
    const moved = { ...copy, tab, order: nextOrder() };
    mirror.put(this.keyOf(moved), moved);
    // It takes the room of what goes.
    this.drop(copy);
    this.write(this.keyOf(moved), moved);
  }

  keys(kind = this.kind) {
    const keys = new Set([...Object.keys(localStorage), ...this.beside.keys()]);
    return [...keys].filter((key) => key.startsWith(this.prefix(kind)));
  }

  /** All copies of this person in this browser, whichever tab they are of. */
  all() {
    return this.keys().map((key) => JSON.parse(this.read(key)));
  }

  /** Forgets everything this person keeps here. Fulfilled when the mirror has, too, or does not answer. */
  clear() {
    for (const key of this.keys()) this.remove(key);
    return Promise.race([mirror.removeAll(this.prefix()), patience()]);
  }

  /** Forgets a copy here and in the mirror. Until it is gone there too, a note of it remains: it must not come back. */
  remove(key) {
    const value = this.read(key);
    this.beside.delete(key);
    localStorage.removeItem(key);
    if (value) this.noteGone(key, orderOf(value));
    this.forgetInMirror(key);
  }

  noteGone(key, order) {
    try {
      localStorage.setItem(this.goneKey(key), order);
    } catch {
      // There is no room for the note. If the copy of a text comes back, the server knows it again by what it was based
      // on; that of a form is in front of its writer.
    }
  }

  forgetInMirror(key) {
    const order = this.orderOfGone(key);
    mirror.remove(key).then(() => {
      if (this.orderOfGone(key) === order) localStorage.removeItem(this.goneKey(key));
    });
  }

  orderOfGone(key) {
    return Number(localStorage.getItem(this.goneKey(key)));
  }

  /**
   * Takes back what local storage lost, because the browser was killed before it wrote to the disk, or had no room for.
   * What a living tab is at work on is left to it. Later than its time it does nothing: then fields are in use.
   */
  async takeBack() {
    const began = performance.now();
    const [copies, living] = await Promise.all([mirror.all(this.prefix()), otherLivingTabs()]);
    if (performance.now() - began > PATIENCE) return;
    for (const copy of copies.filter((each) => !living.has(each.tab))) {
      const key = this.keyOf(copy);
      lastOrder = Math.max(lastOrder, copy.order);
      if (copy.order > Math.max(orderOf(this.read(key)), this.orderOfGone(key))) this.write(key, copy);
    }
    const gone = this.keys(this.gone).filter((key) => !living.has(key.split(" ")[2]));
    for (const key of gone.map((each) => each.replace(this.gone, this.kind))) {
      if (!this.read(key)) this.forgetInMirror(key);
    }
  }
}
