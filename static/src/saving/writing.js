// One text field that saves itself: after a pause, on leaving it, and when the page goes. One save is on its way at a
// time; what is typed meanwhile goes after it. The field itself is never written to while it is in use.
import { UnusableText, hashOf, normalise } from "../text.js";
import { drop, keep } from "./copies.js";
import { nameInAddress } from "./own-address.js";
import { deliver, person } from "./sending.js";
import { signedInAgain } from "./sign-in-again.js";
import { forgetReview } from "./unsent.js";

const PAUSE = 1500;
// Somebody who never pauses is saved all the same.
const LONGEST = 10000;
const PAUSE_IN_CONFLICT = 5000;
const KEEP_EVERY = 200;
const BACK_OFF = [1000, 2000, 4000, 8000, 15000, 30000];

// What has been begun by one of its fields. If it is gone afterwards, another field must not begin it again.
const begun = new Set();

export class Writing {
  /** `changed` is called whenever there is something new to say. */
  constructor(field, changed) {
    this.field = field;
    this.form = field.form;
    this.address = field.dataset.saveTo;
    this.name = field.dataset.saveField;
    this.base = this.form.elements[field.dataset.basedOn];
    this.create = field.dataset.create ? JSON.parse(field.dataset.create) : undefined;
    this.changed = changed;
    this.state = { kind: "nothing" };
    this.touched = false;
    this.typedAt = 0;
    this.pending = null;
    this.begun = !this.create;
    // The text that the server is known to have, and the one it will not take.
    this.settled = null;
    this.refused = null;
    this.keptHere = true;
    // Its writer has left the review: from then on nothing is sent or kept of it.
    this.isOver = false;
    this.tries = 0;
    this.ready = this.compare();
    field.addEventListener("input", () => this.typed());
    field.addEventListener("blur", () => this.save({ all: true }));
  }

  async compare() {
    const text = this.text();
    if (text !== null && (await hashOf(text)) === this.base.value) this.settled = text;
  }

  /** The text on screen as it would be stored, or null where it cannot be. */
  text() {
    try {
      return normalise(this.field.value);
    } catch (error) {
      if (!(error instanceof UnusableText)) throw error;
      this.problem = error.message;
      return null;
    }
  }

  /** Whether there is something on screen that the server does not have. */
  get isUnsaved() {
    if (!this.touched || this.isOver) return false;
    if (this.pending) return true;
    // A passage begins with its first words.
    if (!this.begun && !this.field.value.trim()) return false;
    return this.text() !== this.settled;
  }

  /** What this browser keeps of it. */
  get copy() {
    const { address, name: field, pending } = this;
    return { address, field, create: this.beginning, pending, text: this.field.value, base: this.base.value, opens: this.opens };
  }

  /** What begins it where it is not there yet. */
  get beginning() {
    return begun.has(this.address) ? undefined : this.create;
  }

  typed() {
    if (this.isOver) return;
    this.touched = true;
    nameInAddress(this.form);
    this.keepTimer ||= window.setTimeout(() => this.keep(), KEEP_EVERY);
    this.since ||= performance.now();
    this.typedAt = performance.now();
    const pause = this.state.kind === "conflict" ? PAUSE_IN_CONFLICT : PAUSE;
    this.saveIn(Math.max(0, Math.min(pause, this.since + LONGEST - performance.now())));
    if (["nothing", "saved"].includes(this.state.kind)) this.is({ kind: "saving" });
  }

  keep() {
    window.clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    if (this.isUnsaved) this.keptHere = this.keepCopy(this.copy);
    else drop(this.copy);
  }

  /** Returns whether there is room for a copy; that there is after all is known a moment later. */
  keepCopy(copy) {
    this.latest = copy;
    return keep(copy, () => {
      if (this.latest !== copy) return;
      this.keptHere = true;
      this.changed();
    });
  }

  saveIn(milliseconds) {
    window.clearTimeout(this.saveTimer);
    this.saveTimer = window.setTimeout(() => this.save(), milliseconds);
  }

  is(state) {
    this.state = state;
    this.changed();
  }

  /** Sends what is not saved yet, `all` of it or what there is now. Fulfilled when that is done or cannot be done. */
  save({ all = false } = {}) {
    window.clearTimeout(this.saveTimer);
    this.all ||= all;
    this.running ||= this.send().finally(() => (this.running = null));
    return this.running;
  }

  async send() {
    await this.ready;
    while (this.hasSomethingToSend()) {
      this.since = 0;
      // What is sent now may be stored although its answer gets lost; until there is one, it is sent again as it was.
      this.keep();
      const sent = this.pending;
      const outcome = await deliver(this.address, sent);
      // It was forgotten meanwhile.
      if (this.pending !== sent) return;
      if (!this.settle(outcome)) return;
      this.keep();
      if (!this.all) break;
    }
    this.all = false;
    if (!this.isUnsaved) this.isInOrder();
    else if (this.text() !== null && this.text() !== this.refused) this.saveIn(PAUSE);
  }

  /** What was wrong has been taken back: the text is again the one that the server has. */
  isInOrder() {
    const { kind, time, kept } = this.state;
    // Of a passage that was removed the text is kept, and not saved.
    if (kept) return;
    if (kind === "saving" || kind === "refused") this.is({ kind: time ? "saved" : "nothing", time });
  }

  hasSomethingToSend() {
    if (this.pending) return true;
    if (!this.isUnsaved) return false;
    const text = this.text();
    if (text === null) {
      this.is({ kind: "refused", message: this.problem });
      return false;
    }
    if (text === this.refused) return false;
    this.pending = { field: this.name, text, based_on: this.base.value, writer: person(), create: this.beginning };
    return true;
  }

  /** Takes note of what became of the text that was sent. Returns whether it is settled, so that more can be sent. */
  settle(outcome) {
    const { text } = this.pending;
    if (outcome.kind === "unreachable") {
      this.saveIn(BACK_OFF[Math.min(this.tries, BACK_OFF.length - 1)]);
      this.tries += 1;
      this.is({ kind: "device" });
      return false;
    }
    this.tries = 0;
    if (outcome.kind === "signed-out") {
      signedInAgain(outcome.message).then(() => this.save());
      this.is({ kind: "device" });
      return false;
    }
    this.pending = null;
    if (outcome.kind === "left") {
      this.isOver = true;
      this.keep();
      forgetReview(this.address);
      this.is(outcome);
      return false;
    }
    if (outcome.kind === "refused") {
      this.refused = text;
      if (outcome.kept) this.settled = text;
      this.keep();
      this.is(outcome);
      return false;
    }
    this.settled = text;
    this.refused = null;
    this.begun = true;
    begun.add(this.address);
    if (outcome.kind === "conflict") {
      this.is(outcome);
      return true;
    }
    this.base.value = outcome.hash;
    this.is({ kind: this.isUnsaved ? "saving" : "saved", time: outcome.time });
    return true;
  }

  /** The form has come back with what was typed in it and is not stored yet. */
  takeUp() {
    this.touched = true;
    this.keep();
  }

  /** This text was stored with its form, and its writer has typed on since. */
  storedWithForm(text) {
    this.ready = this.ready.then(async () => {
      const hash = await hashOf(text);
      if (this.pending) return;
      this.settled = text;
      this.begun = true;
      this.base.value = hash;
    });
  }

  /** The page goes, perhaps for ever: keep the text here, and let the browser send it if it still can. */
  leave() {
    if (!this.isUnsaved) return;
    this.keep();
    if (!this.running && this.hasSomethingToSend()) this.keep();
    if (this.pending) deliver(this.address, this.pending, { leaving: true });
  }

  /** Puts back what was typed here before a reload and had not been saved. */
  restore(copy) {
    this.pending = copy.pending || null;
    this.field.value = copy.text;
    this.touched = true;
    nameInAddress(this.form);
    drop(copy);
    this.keep();
    this.is({ kind: "saving" });
    this.save();
  }

  /** Forgets what was typed: it was saved with its form, or somebody wants it thrown away. */
  stop() {
    window.clearTimeout(this.saveTimer);
    window.clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    this.touched = false;
    this.pending = null;
    this.state = { kind: "nothing" };
    drop(this.copy);
  }
}
