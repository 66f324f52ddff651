// Passkeys: asks the device who is there, and sends its answer with the form. The form is hidden until this runs.

const PROBLEMS = {
  NotAllowedError: "Your device did not say that it is you. Try again, or choose another way.",
  InvalidStateError: "This device is here already. Choose another one.",
  SecurityError: "Passkeys work only at the address this site was set up for.",
};
const OTHERWISE = "That did not work on this device. Try again, or choose another way.";

function toBytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

function toText(buffer) {
  if (!buffer) return null;
  const signs = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withBytes(credentials = []) {
  return credentials.map((each) => ({ ...each, id: toBytes(each.id) }));
}

const ASK = {
  get({ publicKey }) {
    const allowCredentials = withBytes(publicKey.allowCredentials);
    const challenge = toBytes(publicKey.challenge);
    return navigator.credentials.get({ publicKey: { ...publicKey, challenge, allowCredentials } });
  },
  create({ publicKey }) {
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: toBytes(publicKey.challenge),
        user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
        excludeCredentials: withBytes(publicKey.excludeCredentials),
        // Kept by the device, which makes sure of the person itself: then it can be signed in with alone.
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      },
    });
  },
};

function answerOf(credential) {
  const { response } = credential;
  const kept = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    kept.attestationObject = toText(response.attestationObject);
    kept.transports = response.getTransports ? response.getTransports() : [];
  } else {
    kept.authenticatorData = toText(response.authenticatorData);
    kept.signature = toText(response.signature);
    kept.userHandle = toText(response.userHandle);
  }
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: kept,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsFor(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const method = form.dataset.optionsMethod || "GET";
  const body = method === "POST" ? new FormData(form) : undefined;
  const answer = await fetch(form.dataset.optionsUrl, { method, body, headers: { Accept: "application/json" } });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.message || OTHERWISE);
  // Where that signed somebody in, the token of the page no longer counts.
  if (data.csrf_token) form.elements.csrfmiddlewaretoken.value = data.csrf_token;
  return data;
}

async function send(form) {
  const problem = document.getElementById(form.dataset.problem) || form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  for (const copy of form.querySelectorAll("[data-copies]")) copy.value = document.getElementById(copy.dataset.copies).value;
  try {
    const data = await optionsFor(form);
    const credential = await ASK[form.dataset.passkey](data.request_options || data.creation_options);
    form.elements.credential.value = answerOf(credential);
    form.submit();
  } catch (error) {
    problem.textContent = error instanceof DOMException ? PROBLEMS[error.name] || OTHERWISE : error.message || OTHERWISE;
    problem.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const shown = document.getElementById(form.dataset.shows);
  if (shown) shown.hidden = false;
  const instead = document.getElementById(form.dataset.instead);
  if (instead) instead.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
