// A tab is known by a name of its own for as long as it lives, also after a reload. It holds a lock of that name, so
// that other tabs can tell what belongs to somebody who is still typing.
let tab = sessionStorage.getItem("tab") || crypto.randomUUID();

const named = new Promise((resolve) => {
  const hold = (lock) => {
    // A tab that was duplicated brings the name of the other along.
    if (!lock) tab = crypto.randomUUID();
    sessionStorage.setItem("tab", tab);
    resolve();
    const forEver = new Promise(() => {});
    return lock ? forEver : navigator.locks.request(`tab-${tab}`, () => forEver);
  };
  // After a reload the page that went may hold it for a moment more.
  const soon = AbortSignal.timeout(1000);
  navigator.locks.request(`tab-${tab}`, { signal: soon }, hold).catch(() => hold(null));
});

export function thisTab() {
  return tab;
}

/** Fulfilled when this tab has its name. */
export function whenNamed() {
  return named;
}

/** The names of other tabs whose pages are there. Of one that has just crashed it looks for a moment as if it lived. */
export async function otherLivingTabs() {
  const { held } = await navigator.locks.query();
  const names = held.map((lock) => lock.name).filter((name) => name.startsWith("tab-"));
  return new Set(names.map((name) => name.slice(4)).filter((name) => name !== tab));
}
