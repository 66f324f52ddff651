// Starts what every page needs: GOV.UK components, the token on htmx requests, and plain words when a request fails.
import { initAll } from "../vendor/govuk-frontend.min.js";
import { csrfToken } from "./csrf.js";
import { sayFailed } from "./failures.js";

// GOV.UK Frontend looks for these before it starts; an inline script, its usual way, is closed to us.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// On a phone the page of a new note is for typing at once; where there is a keyboard, readers go where they want to.
const first = document.querySelector("[data-focus-on-phones] textarea");
if (first && window.matchMedia("(max-width: 640px)").matches) first.focus();

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

// A piece of page that arrives later gets its components too. The first load is initAll's, above.
document.body.addEventListener("htmx:afterSettle", (event) => initAll({ scope: event.detail.elt }));

document.body.addEventListener("htmx:responseError", (event) => sayFailed(event.detail.xhr.status));
document.body.addEventListener("htmx:sendError", () => sayFailed(0));
document.body.addEventListener("htmx:timeout", () => sayFailed(0));
