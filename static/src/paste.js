// What is pasted from Word, Outlook or Google Docs into a text that saves itself becomes Markdown. Where there is plain
// text only, and in titles, the browser pastes as it always does.
import { blocksOf } from "./paste/blocks.js";
import { written } from "./paste/markdown.js";

const TEXTS = "textarea[data-save-to]";
// Beyond this no passage can be saved, and a browser that is to be able to undo it would stand still for long.
const MOST_TO_UNDO = 400000;

/** The Markdown of what was pasted, whose footnotes are called as none in `around` is. */
export function markdownOf(html, around = "") {
  return written(blocksOf(html), around);
}

/** Markdown with the empty lines it needs between `before` and `after`; one paragraph goes on in its line. */
function fitted({ text, isLine }, before, after) {
  if (isLine) return text;
  const start = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const end = !after.trim() || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return start + text + end;
}

document.addEventListener("paste", (event) => {
  const field = event.target;
  const html = event.clipboardData?.getData("text/html");
  if (!html || !(field instanceof HTMLTextAreaElement) || !field.matches(TEXTS) || field.readOnly) return;
  const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
  const found = markdownOf(html, before + after);
  if (!found.text) return;
  event.preventDefault();
  const text = fitted(found, before, after);
  // Moving there and back ends what was being typed, so that undoing takes the pasted text away and no more.
  field.setSelectionRange(0, 0);
  field.setSelectionRange(before.length, field.value.length - after.length);
  // The only way to write into a field that the browser can undo; it tells of it as of anything typed.
  if (text.length <= MOST_TO_UNDO && document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
});
