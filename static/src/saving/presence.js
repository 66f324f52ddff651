// Says, only while somebody is writing, that they are; and shows who else is writing in the section, in the form of
// whoever writes and on the page of whoever reads.
import { person, postWithToken } from "./sending.js";

const EVERY = 20000;
const STILL_WRITING = 60000;
const LOOK_EVERY = 30000;
// Nobody who is not there asks: that would keep a session going which is to end when nothing happens.
const STILL_LOOKING = 180000;
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "scroll", "focus"];
const writers = new Map();
let seenAt = performance.now();

function show(line, words) {
  if (line.textContent.trim() !== words) line.textContent = words;
}

async function tell(form) {
  const here = writers.get(form);
  if (!form.isConnected || performance.now() - here.at > STILL_WRITING) {
    window.clearInterval(here.timer);
    writers.delete(form);
    return;
  }
  const { status, data } = await postWithToken(form.dataset.here, {});
  if (status === 200) show(form.querySelector("[data-who-else]"), data.said);
}

/** Somebody types in a form that names the address of its section. */
export function isWriting(form) {
  if (!form.dataset.here) return;
  const known = writers.get(form);
  if (known) {
    known.at = performance.now();
    return;
  }
  writers.set(form, { at: performance.now(), timer: window.setInterval(() => tell(form), EVERY) });
  // From now on the form says it.
  for (const line of document.querySelectorAll("[data-who-writes]")) show(line, "");
  tell(form);
}

/** Asks who writes. Returns whether it is worth asking again. */
async function look(line) {
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(line.dataset.whoWrites, { headers, redirect: "error" });
    if ([401, 403, 404].includes(answer.status)) return false;
    if (answer.ok && !writers.size) show(line, (await answer.json()).said);
  } catch {
    // No connection: there is nothing to learn now.
  }
  return true;
}

/** The page of a section is looked at: what it says of who writes there is kept true, while somebody is there. */
export function startLooking() {
  const line = document.querySelector("[data-who-writes]");
  if (!line || !person()) return;
  const isLookedAt = () => document.visibilityState === "visible" && performance.now() - seenAt < STILL_LOOKING;
  let asked = performance.now();
  const ask = async () => {
    if (writers.size || !isLookedAt()) return;
    asked = performance.now();
    if (!(await look(line))) window.clearInterval(timer);
  };
  const timer = window.setInterval(ask, LOOK_EVERY);
  for (const sign of SIGNS_OF_LIFE) {
    window.addEventListener(
      sign,
      () => {
        seenAt = performance.now();
      },
      { passive: true, capture: true },
    );
  }
  // Whoever comes back to the page learns at once what has changed.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || performance.now() - asked < EVERY / 4) return;
    seenAt = performance.now();
    ask();
  });
}
