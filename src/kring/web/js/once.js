// What was sent is on its way: pressing once more within a moment sends it no second time.
const MOMENT_MS = 3000;
const sent = new WeakMap();

document.addEventListener('submit', (event) => {
  const form = event.target;
  // A field may be called "method".
  if (event.defaultPrevented || form.getAttribute('method') !== 'post') return;
  if (Date.now() - (sent.get(form) || 0) < MOMENT_MS) event.preventDefault();
  else sent.set(form, Date.now());
});
