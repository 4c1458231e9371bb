// A refused form starts at what is wrong.
const focus = (root) => root.querySelector?.('[data-focus]')?.focus();
focus(document);
document.addEventListener('htmx:afterSettle', (event) => focus(event.detail.elt));
