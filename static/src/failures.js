// Says in plain words, in a corner of the page, that a request did not succeed. Nothing typed is touched.

const WORDS = {
  0: "This could not be saved: there is no connection. Copy your text before you leave this page, and try again.",
  401: "This could not be saved: you are no longer signed in. Copy your text, then sign in again.",
  403: "This could not be saved: you may not do this, or the page has been open too long. Copy your text, then load the page again.",
  404: "This could not be saved: what you were working on is no longer here. Copy your text before you leave this page.",
  409: "Somebody else changed this. Both texts are kept. Load the page again to settle which one stands.",
  413: "This could not be saved: it is too large. Copy your text, and save it in smaller parts.",
};
const OTHERWISE = "This could not be saved. Copy your text before you leave this page, and try again.";

/** The corner in which notices stand, one above the other. */
export function noticeCorner() {
  let corner = document.getElementById("failures");
  if (!corner) {
    corner = document.createElement("div");
    corner.id = "failures";
    corner.className = "failures";
    corner.setAttribute("role", "alert");
    document.body.append(corner);
  }
  return corner;
}

/** Show what went wrong. `status` is the HTTP status, or 0 where no answer came. */
export function sayFailed(status) {
  const text = WORDS[status] || OTHERWISE;
  const corner = noticeCorner();
  if ([...corner.querySelectorAll("p")].some((line) => line.textContent === text)) return;
  const note = document.createElement("div");
  note.className = "failure";
  const line = document.createElement("p");
  line.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "link-button";
  close.textContent = "Close";
  close.addEventListener("click", () => note.remove());
  note.append(line, close);
  corner.append(note);
}
