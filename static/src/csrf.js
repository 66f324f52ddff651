// The token that shows a request comes from our own page. Read each time: it changes when somebody signs in.

export function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta ? meta.content : "";
}
