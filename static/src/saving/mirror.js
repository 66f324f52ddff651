// Mirrors in IndexedDB what is kept in local storage. It is on the disk at once, where local storage takes seconds: so
// what was typed outlives a browser that is killed. A browser that has no such database does without.
const NAME = "golden-thread-texts";
const STORE = "copies";
let opening = null;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = reject;
    request.onsuccess = () => {
      // Somebody has cleared what this browser stores: it is made anew.
      request.result.onclose = () => (opening = null);
      resolve(request.result);
    };
  });
}

function database() {
  // Where there is none, none is asked for again on this page.
  opening ||= open().catch(() => null);
  return opening;
}

/** Does something with the store, in the order in which it was asked for. Returns {isDone, result}; it never fails. */
async function inStore(mode, ask) {
  const base = await database();
  if (!base) return { isDone: false };
  return new Promise((resolve) => {
    const transaction = base.transaction(STORE, mode, { durability: "relaxed" });
    const request = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve({ isDone: true, result: request.result });
    transaction.onabort = () => resolve({ isDone: false });
    // The page may be gone before the browser would do so by itself.
    transaction.commit();
  });
}

function beginningWith(prefix) {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

/** Returns whether it is known to be there. */
export async function put(key, copy) {
  return (await inStore("readwrite", (store) => store.put(copy, key))).isDone;
}

export function remove(key) {
  return inStore("readwrite", (store) => store.delete(key));
}

export function removeAll(prefix) {
  return inStore("readwrite", (store) => store.delete(beginningWith(prefix)));
}

/** All copies whose keys begin so; none where they cannot be read. */
export async function all(prefix) {
  const { isDone, result } = await inStore("readonly", (store) => store.getAll(beginningWith(prefix)));
  return isDone ? result : [];
}
