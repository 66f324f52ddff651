// The page to speak from: one heading at a time, moved by buttons, arrow keys or a swipe. Without scripts all headings
// stand one under the other.
const headings = [...document.querySelectorAll("[data-heading]")];
const buttons = document.querySelector("[data-room-buttons]");
const LEAST_SWIPE = 60;

function place() {
  return Math.max(0, headings.findIndex((heading) => `#${heading.id}` === location.hash));
}

function show(index, { focus }) {
  headings.forEach((heading, each) => (heading.hidden = each !== index));
  buttons.querySelector("[data-back]").disabled = index === 0;
  buttons.querySelector("[data-next]").disabled = index === headings.length - 1;
  if (!focus) return;
  window.scrollTo(0, 0);
  headings[index].focus({ preventScroll: true });
}

function move(by) {
  const index = place() + by;
  if (index < 0 || index >= headings.length) return;
  // In the address, so that a reload stays with the heading that is being spoken about.
  history.replaceState(null, "", `#${headings[index].id}`);
  show(index, { focus: true });
}

if (buttons) {
  buttons.hidden = false;
  show(place(), { focus: false });
  buttons.querySelector("[data-back]").addEventListener("click", () => move(-1));
  buttons.querySelector("[data-next]").addEventListener("click", () => move(1));
  window.addEventListener("hashchange", () => show(place(), { focus: true }));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (["ArrowRight", "PageDown"].includes(event.key)) move(1);
    else if (["ArrowLeft", "PageUp"].includes(event.key)) move(-1);
    else return;
    event.preventDefault();
  });
  let start = null;
  const room = document.querySelector("[data-room]");
  room.addEventListener("touchstart", (event) => (start = event.touches.length === 1 ? event.touches[0] : null), { passive: true });
  room.addEventListener("touchend", (event) => {
    if (!start) return;
    const across = event.changedTouches[0].clientX - start.clientX;
    const along = Math.abs(event.changedTouches[0].clientY - start.clientY);
    start = null;
    if (Math.abs(across) > LEAST_SWIPE && Math.abs(across) > 2 * along) move(across < 0 ? 1 : -1);
  }, { passive: true });
}
