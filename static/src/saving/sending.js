// Sends one text to the address that stores it, and says in one word what became of it.
import { csrfToken } from "../csrf.js";
import { hashOf } from "../text.js";

const PATIENCE = 20000;
// What a browser still sends for a page that is being closed.
const LAST_WORDS = 60000;
const TOKEN = "/accounts/token/";

export function person() {
  return document.querySelector('meta[name="person"]').content;
}

/** Fetches a token for the session as it is now: it changes when somebody signs in. Returns who is signed in, or null. */
export async function freshToken() {
  const answer = await fetch(TOKEN, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new TypeError(`The token is answered with ${answer.status}.`);
  const { token, person: signedIn } = await answer.json();
  document.querySelector('meta[name="csrf-token"]').content = token;
  // Forms that are on the page bring one along, which counts for more than that of a script.
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
  return signedIn;
}

/** Asks for JSON. Returns {status, data} as `post` does. */
export async function get(address) {
  try {
    const options = { headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(address, options);
    return { status: answer.status, data: await answer.json() };
  } catch {
    return { status: 0, data: {} };
  }
}

/** Posts JSON. Returns {status, data}; status 0 where no answer came that our own server gave. */
export async function post(address, payload, { leaving = false } = {}) {
  const body = JSON.stringify(payload);
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() };
  const keepalive = leaving && new TextEncoder().encode(body).length < LAST_WORDS;
  // What is too long for that stays kept in this browser, and is sent by the next page.
  if (leaving && !keepalive) return { status: 0, data: {} };
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(address, { method: "POST", body, headers, keepalive, redirect: "error", signal });
    return { status: answer.status, data: await answer.json() };
  } catch {
    // No connection, no answer in time, or something that stands in between (a hotel's sign-in page, a proxy's error).
    return { status: 0, data: {} };
  }
}

/** Posts once more with a fresh token where the page's was too old. */
export async function postWithToken(address, payload, options) {
  const answer = await post(address, payload, options);
  if (answer.status !== 403 || answer.data.reason !== "token") return answer;
  try {
    if ((await freshToken()) === null) return { status: 401, data: { reason: "sign-in" } };
  } catch {
    return { status: 0, data: {} };
  }
  return post(address, payload, options);
}

/**
 * Sends what was typed. Returns {kind, …}: "stored" (hash, time), "conflict" (message, address; both texts are kept),
 * "refused" (message; kept says whether the server has it all the same), "left" (message; its writer is not part of the
 * review any more, and nothing of it may stay in this browser), "signed-out" (message), or "unreachable".
 */
export async function deliver(address, payload, options) {
  const { status, data } = await postWithToken(address, payload, options);
  if (status === 200) {
    if (data.hash === (await hashOf(payload.text))) return { kind: "stored", hash: data.hash, time: data.time };
    return { kind: "refused", message: "What was stored is not what you typed.", kept: false };
  }
  if (status === 409) return { kind: "conflict", message: data.message, address: data.address };
  if (data.reason === "left") return { kind: "left", message: data.message };
  if (status === 401 || data.reason === "second-factor") return { kind: "signed-out", message: data.message };
  if ([400, 403, 404, 410, 413].includes(status)) {
    return { kind: "refused", message: data.message || "", kept: status === 410 };
  }
  return { kind: "unreachable" };
}
