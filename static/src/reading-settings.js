// The size of the text and the colours of a page that is read, as its reader chooses. Kept in this browser only, and
// laid over the next page by reading-first.js.
const panel = document.querySelector("[data-reading-settings]");
const page = document.documentElement;

function show() {
  for (const button of panel.querySelectorAll("button[name]")) {
    const chosen = page.getAttribute(`data-reading-${button.name}`) ?? "normal";
    button.setAttribute("aria-pressed", chosen === button.value);
  }
}

panel.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button) return;
  page.setAttribute(`data-reading-${button.name}`, button.value);
  show();
  localStorage.setItem(`reading-${button.name}`, button.value);
});
panel.hidden = false;
show();
