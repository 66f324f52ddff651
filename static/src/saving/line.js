// The line at the top that tells the truth about what has been typed. It stays in sight; a screen reader hears of it
// when something changes for the worse, and when that is over.

const NO_NEWS = ["saving", "nothing"];
let heard = "saved";

function show(line, words, link) {
  if (line.textContent === words + (link ? ` ${link.words}` : "")) return;
  line.textContent = words;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.className = "govuk-link";
  anchor.href = link.address;
  anchor.textContent = link.words;
  line.append(" ", anchor);
}

/** `kind` is one of nothing, saving, saved, device, conflict, refused. */
export function sayLine(kind, words, link) {
  const line = document.getElementById("save-line");
  if (!line) return;
  line.dataset.kind = kind;
  show(line, words, link);
  if (NO_NEWS.includes(kind) || kind === heard) return;
  heard = kind;
  document.getElementById("save-said").textContent = words;
}

/** What was kept on this device or could not be saved is so no longer: another tab sent it, or it was taken back. */
export function takeBackLine() {
  const line = document.getElementById("save-line");
  if (line && ["device", "refused", "unsent", "saving"].includes(line.dataset.kind)) sayLine("nothing", "");
}

/** Something was saved at somebody's word: say so, and aloud, also twice in a row. */
export function announce(words) {
  const said = document.getElementById("save-said");
  if (!said) return;
  document.getElementById("save-line").dataset.kind = "saved";
  show(document.getElementById("save-line"), words);
  said.textContent = "";
  window.setTimeout(() => (said.textContent = words), 50);
}
