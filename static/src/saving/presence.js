// Says, only while somebody is writing, that they are; and shows who else is writing in the section.
import { postWithToken } from "./sending.js";

const EVERY = 20000;
const STILL_WRITING = 60000;
const writers = new Map();

async function tell(form) {
  const here = writers.get(form);
  if (!form.isConnected || performance.now() - here.at > STILL_WRITING) {
    window.clearInterval(here.timer);
    writers.delete(form);
    return;
  }
  const { status, data } = await postWithToken(form.dataset.here, {});
  if (status !== 200) return;
  const line = form.querySelector("[data-who-else]");
  const names = data.others;
  const last = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  const words = names.length ? `${last} ${names.length > 1 ? "are" : "is"} writing in this section too.` : "";
  if (line.textContent !== words) line.textContent = words;
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
  tell(form);
}
