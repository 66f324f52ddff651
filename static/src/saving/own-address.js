// Something new has its id before it is stored. From the first key on the address of its page names it: loading again,
// Back and Forward come to it, and never begin another with the same words.

/** Somebody fills in the form of something new: a page of its own, whose hidden field of that name holds the id. */
export function nameInAddress(form) {
  const name = form.dataset.namesItself;
  if (!name) return;
  const address = new URL(location.href);
  if (address.searchParams.get(name) === form.elements[name].value) return;
  address.searchParams.set(name, form.elements[name].value);
  history.replaceState(history.state, "", address);
}
