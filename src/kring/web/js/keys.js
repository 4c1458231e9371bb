// "/" finds and "a" asks, outside fields, unless the person switched the keys off on this device.
const OFF = 'kring.keys.off';
const off = () => { try { return localStorage.getItem(OFF) === '1'; } catch { return true; } };
const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || off()) return;
  if (document.querySelector('dialog[open]')) return;
  const field = { '/': 'find-text', a: 'ask-text' }[event.key];
  const input = field && document.getElementById(field);
  if (!input) return;
  event.preventDefault();
  // On a narrow screen the field for finding is a page of its own.
  if (input.offsetParent) input.focus(); else location.assign(input.form.action);
});

document.querySelectorAll('[data-keys-switch]').forEach((place) => {
  const box = place.querySelector('input');
  place.hidden = false;
  box.checked = !off();
  box.addEventListener('change', () => localStorage.setItem(OFF, box.checked ? '0' : '1'));
});
