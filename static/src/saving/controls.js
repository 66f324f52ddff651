// What somebody can fill in in a form and send with it: read, compared with what the page came with, and put back.
const CONTROLS = "input:not([type=hidden], [type=password], [type=file], [type=submit]), textarea, select";

/** Texts that save themselves are not sent with it, but where nothing does: there is no secure context. */
export function controls(form) {
  return [...form.elements].filter((each) => each.name && each.matches(CONTROLS) && !savesItself(each));
}

function savesItself(control) {
  return window.isSecureContext && control.matches("[data-save-to]");
}

function isTicked(control) {
  return ["checkbox", "radio"].includes(control.type);
}

/** By name and value for what can be ticked, by name for the others. */
export function nameOf(control) {
  return isTicked(control) ? `${control.name}=${control.value}` : control.name;
}

export function valueOf(control) {
  if (isTicked(control)) return control.checked;
  return control.multiple ? [...control.selectedOptions].map((option) => option.value).join("\n") : control.value;
}

export function put(control, value) {
  if (isTicked(control)) control.checked = value;
  else if (control.multiple) for (const each of control.options) each.selected = value.split("\n").includes(each.value);
  else control.value = value;
}

/** What the page came with; a browser that goes back puts into its fields what was there before. */
export function defaultOf(control) {
  if (isTicked(control)) return control.defaultChecked;
  if (control.tagName !== "SELECT") return control.defaultValue;
  const chosen = [...control.options].filter((option) => option.defaultSelected).map((option) => option.value);
  return chosen.length || control.multiple ? chosen.join("\n") : (control.options[0]?.value ?? "");
}

/** What makes the form another one: how many rows it has, and which; which conflict it settles. */
export function shapeOf(form) {
  const hidden = [...form.elements].filter((each) => each.type === "hidden" && /(-id|-offered|_FORMS)$/.test(each.name));
  return hidden.map((each) => `${each.name}=${each.value}`).join(" ");
}
