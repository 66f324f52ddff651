// Two keys, outside fields only: n goes to the page's "new" link or button (data-new), ? opens the help. Both can be
// switched off; the choice stays in this browser.

const SWITCH = "keys-off";

function isOff() {
  return localStorage.getItem(SWITCH) === "yes";
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function line(key, meaning) {
  const item = document.createElement("p");
  const cap = document.createElement("kbd");
  item.className = "govuk-body";
  cap.textContent = key;
  item.append(cap, ` ${meaning}`);
  return item;
}

function dialogOf() {
  const known = document.getElementById("keys-dialog");
  if (known) return known;
  const dialog = document.createElement("dialog");
  dialog.id = "keys-dialog";
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");

  const title = document.createElement("h2");
  title.id = "keys-title";
  title.className = "govuk-heading-m";
  title.textContent = "Keyboard help";

  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "govuk-button govuk-button--secondary";
  const name = () => (toggle.textContent = isOff() ? "Switch these keys on" : "Switch these keys off");
  name();
  toggle.addEventListener("click", () => {
    localStorage.setItem(SWITCH, isOff() ? "no" : "yes");
    name();
  });

  const close = document.createElement("button");
  close.type = "button";
  close.className = "govuk-button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());

  const buttons = document.createElement("div");
  buttons.className = "button-row";
  buttons.append(close, toggle);
  dialog.append(
    title,
    line("n", "writes something new, on pages where there is something to write"),
    line("?", "opens this help"),
    line("Tab", "goes to the next link, button or field"),
    line("Esc", "closes this help"),
    buttons,
  );
  document.body.append(dialog);
  return dialog;
}

function openHelp() {
  const dialog = dialogOf();
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    openHelp();
  }
  if (event.key === "n") {
    const next = document.querySelector("main [data-new]") || document.querySelector("[data-new]");
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  }
});

for (const opener of document.querySelectorAll("[data-open-keys]")) {
  opener.hidden = false;
  opener.addEventListener("click", openHelp);
}
