// Somebody whose session has ended signs in again in another window and goes on where they were: nothing on the page
// moves, and the field in use keeps the focus.
import { noticeCorner } from "../failures.js";
import { freshToken, person } from "./sending.js";

const LOOK_EVERY = 3000;
const SIGN_IN = "/accounts/login/?next=/accounts/signed-in/";
let waiting = null;

function notice(message) {
  const box = document.createElement("div");
  box.className = "failure sign-in-again";
  const words = document.createElement("p");
  words.textContent = `${message || "You are not signed in any more."} What you type is kept on this device.`;
  const link = document.createElement("a");
  link.className = "govuk-button";
  link.href = SIGN_IN;
  link.target = "_blank";
  link.textContent = "Sign in again (opens in a new tab)";
  box.append(words, link);
  // Among those of what could not be saved: no other may lie over it.
  noticeCorner().append(box);
  return box;
}

async function isBack() {
  try {
    return (await freshToken()) === person();
  } catch {
    // No connection: there is nothing to learn now.
    return false;
  }
}

/** Asks to sign in again, once for all fields; fulfilled when the same person is back. */
export function signedInAgain(message) {
  waiting ||= new Promise((resolve) => {
    const box = notice(message);
    const look = async () => {
      if (!(await isBack())) return;
      window.clearInterval(timer);
      window.removeEventListener("focus", look);
      box.remove();
      waiting = null;
      resolve();
    };
    const timer = window.setInterval(look, LOOK_EVERY);
    window.addEventListener("focus", look);
  });
  return waiting;
}
