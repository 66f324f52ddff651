// Tries out what a visit needs of this device, and says whether all of it is there.

const checks = document.getElementById("device-checks");

function say(name, ready, words) {
  const row = checks.querySelector(`[data-check="${name}"]`);
  row.dataset.ready = ready ? "yes" : "no";
  if (words) row.querySelector("dd").textContent = words;
}

/** Whether a value that is put into the browser's database can be read back. */
function keepsThings() {
  return new Promise((resolve) => {
    const opening = indexedDB.open("device-check", 1);
    opening.onerror = () => resolve(false);
    opening.onupgradeneeded = () => opening.result.createObjectStore("tried");
    opening.onsuccess = () => {
      const base = opening.result;
      const trying = base.transaction("tried", "readwrite").objectStore("tried");
      trying.put("kept", "key");
      const reading = trying.get("key");
      reading.onerror = () => resolve(false);
      reading.onsuccess = () => {
        resolve(reading.result === "kept");
        base.close();
        indexedDB.deleteDatabase("device-check");
      };
    };
  });
}

async function check() {
  say("scripts", true, "Yes.");
  const kept = window.indexedDB ? await keepsThings() : false;
  say("storage", kept, kept ? "Yes." : "");
  const ready = [...checks.querySelectorAll("[data-ready]")].every((row) => row.dataset.ready === "yes");
  document.getElementById("device-verdict").textContent = ready ? "This device is ready." : "Not yet. See below.";
}

check();
