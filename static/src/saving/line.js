// The line at the top that tells the truth about what has been typed. It stays in sight; a screen reader hears of it
// when something changes for the worse, and when that is over.

const NO_NEWS = ["saving", "nothing"];
let heard = "saved";

function show(line, words, links = []) {
  const shown = [...line.querySelectorAll("a")].map((anchor) => anchor.getAttribute("href"));
  const isSame = line.textContent === [words, ...links.map((link) => link.words)].join(" ");
  if (isSame && shown.join(" ") === links.map((link) => link.address).join(" ")) return;
  line.textContent = words;
  for (const link of links) {
    const anchor = document.createElement("a");
    anchor.className = "govuk-link";
    anchor.href = link.address;
    anchor.textContent = link.words;
    line.append(" ", anchor);
  }
}

/** `kind` is one of nothing, saving, saved, device, conflict, refused, unsent. `links`: [{words, address}]. */
export function sayLine(kind, words, links) {
  const line = document.getElementById("save-line");
  if (!line) return;
  line.dataset.kind = kind;
  show(line, words, links);
  if (NO_NEWS.includes(kind) || kind === heard) return;
  heard = kind;
  document.getElementById("save-said").textContent = words;
}

/** Links to the pages on which texts that came too late are settled: those of one thing on one page. */
export function linksToBoth(addresses) {
  const pages = [];
  for (const address of new Set(addresses)) {
    const url = new URL(address, location.href);
    const names = [...url.searchParams.keys()];
    const isTogether = (page) => page.pathname === url.pathname && !names.some((name) => page.searchParams.has(name));
    const page = pages.find(isTogether);
    if (page) for (const [name, id] of url.searchParams) page.searchParams.append(name, id);
    else pages.push(url);
  }
  const wordsFor = (place) => (place === 0 ? "See both" : "See both of another text");
  return pages.map((page, place) => ({ words: wordsFor(place), address: page.pathname + page.search }));
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
