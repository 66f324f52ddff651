// Somebody whose session has ended signs in again in another window and goes on where they were. What asks them to stands
// in the page, under the line at the top, and over no field; the field in use keeps its focus and its place on the screen.
import { freshToken, person } from "./sending.js";

const LOOK_EVERY = 3000;
export const PLACE = "sign-in-again";
const SIGN_IN = "/accounts/login/?next=/accounts/signed-in/";
let waiting = null;

function notice(message) {
  const place = document.createElement("div");
  place.className = "govuk-width-container sign-in-again-place no-print";
  const box = document.createElement("div");
  box.className = "sign-in-again";
  box.id = PLACE;
  box.tabIndex = -1;
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = `${message || "You are not signed in any more."} What you type is kept on this device.`;
  const link = document.createElement("a");
  link.className = "govuk-button";
  link.href = SIGN_IN;
  link.target = "_blank";
  link.textContent = "Sign in again (opens in a new tab)";
  box.append(words, link);
  place.append(box);
  withoutMoving(() => {
    const line = document.getElementById("save-said");
    if (line) line.after(place);
    else document.querySelector("main").before(place);
  });
  return place;
}

/** Changes the page, and scrolls by as much as that has moved the field in use. */
function withoutMoving(change) {
  const field = document.activeElement;
  const before = field.getBoundingClientRect().top;
  change();
  if (field === document.body) return;
  // A frame later the browser has done its part, if it does any.
  requestAnimationFrame(() => {
    requestAnimationFrame(() => window.scrollBy({ top: field.getBoundingClientRect().top - before, behavior: "instant" }));
  });
}

async function isBack() {
  try {
    return (await freshToken()) === person();
  } catch {
    // No connection: there is nothing to learn now.
    return false;
  }
}

export function isWaitedFor() {
  return waiting !== null;
}

/** Asks to sign in again, once for all fields; fulfilled when the same person is back. */
export function signedInAgain(message) {
  waiting ||= new Promise((resolve) => {
    const shown = notice(message);
    const look = async () => {
      if (!(await isBack())) return;
      window.clearInterval(timer);
      window.removeEventListener("focus", look);
      withoutMoving(() => shown.remove());
      waiting = null;
      resolve();
    };
    const timer = window.setInterval(look, LOOK_EVERY);
    window.addEventListener("focus", look);
  });
  return waiting;
}
