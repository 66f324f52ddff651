// Reads a page aloud, part by part, in a voice of this device. What the page says about itself:
//
//   data-read-aloud          around everything that may be read
//   data-aloud="alone"       a part with a button that reads this part
//   data-aloud="from-here"   a part, such as a heading, with a button that reads it and everything after it
//   data-aloud-words         inside a part: what is said, where that is not all of it; the button comes after the last
//
// The language is that of the nearest `lang`. Where the browser cannot speak, or the device has no voice for the
// language, nothing is added. Voices from elsewhere are never used: what they read is sent to whoever offers them.

const SLOWER = "reading-slower";
const RATES = { yes: 0.7, no: 1 };
const speech = window.speechSynthesis;

const plain = (lang) => lang.toLowerCase().replace("_", "-");
const language = (lang) => plain(lang).split("-")[0];

/** The voice for a language: of the same country, of this page's country, the usual one, or any. */
function voiceFor(lang) {
  const able = speech.getVoices().filter((voice) => voice.localService && language(voice.lang) === language(lang));
  const ofCountry = (wanted) => able.find((voice) => plain(voice.lang) === plain(wanted));
  return ofCountry(lang) ?? ofCountry(document.documentElement.lang) ?? able.find((voice) => voice.default) ?? able[0];
}

function isSlower() {
  return localStorage.getItem(SLOWER) === "yes";
}

function made(tag, className, words = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  if (tag === "button") element.type = "button";
  return element;
}

/** A part of the page: what is said, line by line, and its button. */
function partOf(element) {
  const own = [...element.querySelectorAll("[data-aloud-words]")];
  const said = own.length ? own : [element];
  const lines = said.flatMap((each) => each.innerText.split("\n")).filter((line) => line.trim());
  const label = element.dataset.aloud === "from-here" ? "Read everything from here" : "Read this aloud";
  return { element, lines, label, last: said.at(-1), toTheEnd: element.dataset.aloud === "from-here" };
}

function addButton(part) {
  part.tools = made("div", "aloud-tools no-print");
  part.button = made("button", "aloud-button");
  part.words = made("span", "", part.label);
  part.button.append(part.words, made("span", "govuk-visually-hidden", `“${part.lines.join(" ")}”`));
  part.tools.append(part.button);
  part.last.after(part.tools);
}

/** What can be pressed while something is read. It stays in sight. */
function makeBar(root) {
  const bar = {
    element: made("div", "aloud-bar no-print"),
    says: made("p", "aloud-bar__says"),
    stop: made("button", "aloud-button aloud-button--stop", "Stop reading"),
    slower: made("button", "aloud-button aloud-button--switch", "Slower"),
    onwards: made("button", "aloud-button", "Read everything from here"),
  };
  bar.says.setAttribute("role", "status");
  bar.element.setAttribute("role", "group");
  bar.element.setAttribute("aria-label", "Reading aloud");
  bar.element.hidden = true;
  bar.element.append(bar.says, bar.stop, bar.slower, bar.onwards);
  root.prepend(bar.element);
  return bar;
}

function bringIntoView(element, bar) {
  const box = element.getBoundingClientRect();
  const below = bar.getBoundingClientRect().top;
  if (box.top >= 0 && box.bottom <= below) return;
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const block = box.height < below * 0.8 ? "center" : "start";
  element.scrollIntoView({ block, behavior: isCalm ? "auto" : "smooth" });
}

function readAloud(root) {
  const parts = [...root.querySelectorAll("[data-aloud]")].map(partOf).filter((part) => part.lines.length);
  const bar = makeBar(root);
  const mark = made("span", "aloud-mark", "Reading this now");
  // Where the reader is, or null; and what is in the speaker's mouth, which a browser forgets unless it is kept.
  let at = null;
  let said = [];

  function show() {
    mark.remove();
    for (const [index, part] of parts.entries()) {
      const isHere = index === at?.index;
      const stops = isHere || index === at?.from;
      part.element.toggleAttribute("data-being-read", isHere);
      part.button.classList.toggle("aloud-button--stop", stops);
      part.words.textContent = stops ? "Stop reading" : part.label;
      if (isHere) part.tools.append(mark);
    }
    if (at === null && bar.element.contains(document.activeElement)) bar.before?.focus({ preventScroll: true });
    bar.element.hidden = at === null && !bar.says.textContent;
    bar.stop.hidden = bar.slower.hidden = at === null;
    bar.onwards.hidden = at === null || at.toTheEnd;
    bar.slower.setAttribute("aria-pressed", isSlower());
  }

  function silence() {
    said = [];
    // A browser that is told to be silent between two parts may swallow the second.
    if (speech.speaking || speech.pending) speech.cancel();
  }

  function stop(words = "") {
    silence();
    at = null;
    bar.says.textContent = words;
    show();
  }

  function go(index) {
    if (at.toTheEnd && index < parts.length) read({ ...at, index });
    else stop();
  }

  function read(place) {
    silence();
    at = place;
    bar.says.textContent = "";
    const part = parts[at.index];
    bar.before = part.button;
    show();
    bringIntoView(part.element, bar.element);
    const { lang } = part.element.closest("[lang]");
    said = part.lines.map((line) => {
      const one = new SpeechSynthesisUtterance(line);
      Object.assign(one, { lang, voice: voiceFor(lang), rate: RATES[isSlower() ? "yes" : "no"] });
      // What was stopped still reports, too late.
      one.onerror = () => said.includes(one) && stop("This browser could not read it aloud.");
      return one;
    });
    const last = said.at(-1);
    last.onend = () => said.includes(last) && go(at.index + 1);
    for (const one of said) speech.speak(one);
  }

  for (const [index, part] of parts.entries()) {
    addButton(part);
    part.button.addEventListener("click", () => {
      if (at && (index === at.index || index === at.from)) stop();
      else read({ index, from: index, toTheEnd: part.toTheEnd });
    });
  }
  bar.stop.addEventListener("click", () => stop());
  bar.onwards.addEventListener("click", () => {
    bar.stop.focus();
    at.toTheEnd = true;
    show();
  });
  bar.slower.addEventListener("click", () => {
    localStorage.setItem(SLOWER, isSlower() ? "no" : "yes");
    read(at);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && at && stop());
  window.addEventListener("pagehide", () => stop());
  show();
}

/** Start with the first voice that can read the page; some browsers have theirs only a while after the page. */
function begin() {
  for (const root of document.querySelectorAll("[data-read-aloud]:not([data-read-aloud='ready'])")) {
    const { lang } = (root.querySelector("[data-aloud]") ?? root).closest("[lang]");
    if (!voiceFor(lang)) continue;
    root.dataset.readAloud = "ready";
    readAloud(root);
  }
}

if (speech && window.SpeechSynthesisUtterance) {
  begin();
  speech.addEventListener?.("voiceschanged", begin);
}
