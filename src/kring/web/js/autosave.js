// What a person writes is kept on the device until the server says, with the cookie kring_saved, that it has it.
const PREFIX = `kring.draft.${document.body.dataset.account || 'guest'}.`;
const KEEP_MS = 30 * 24 * 3600 * 1000;
const WAIT_MS = 400;
const timers = new Map();

const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
  // A full or forbidden store must never stop someone from writing.
  write(key, draft) { try { localStorage.setItem(PREFIX + key, JSON.stringify(draft)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(PREFIX + key); } catch { /* nothing kept */ } },
};

const kept = (form) => [...form.elements].filter((field) =>
  field.name && !field.disabled && !['hidden', 'password', 'file', 'submit', 'button', 'fieldset'].includes(field.type));
const tickable = (field) => field.type === 'checkbox' || field.type === 'radio';
const values = (form) => kept(form).map((field) => [field.name, tickable(field) ? field.checked : field.value, tickable(field) ? field.value : '']);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function say(form, text, button) {
  const place = form.querySelector('[data-draft]');
  if (!place) return;
  place.textContent = text || '';
  if (button) place.append(' ', button);
}

function save(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  const fields = values(form);
  if (same(fields, form.initialFields)) return store.drop(form.dataset.autosave);
  if (store.write(form.dataset.autosave, { at: Date.now(), fields, initial: form.initialFields })) say(form, form.dataset.kept);
}

function fill(form, fields) {
  const waiting = [...fields];
  for (const field of kept(form)) {
    const place = waiting.findIndex(([name, , value]) => name === field.name && (!tickable(field) || value === field.value));
    if (place < 0) continue;
    const [[, content]] = waiting.splice(place, 1);
    if (tickable(field)) field.checked = content; else field.value = content;
    field.dispatchEvent(new Event('kring:filled', { bubbles: true }));
  }
}

function action(label, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--plain button--s', textContent: label });
  button.addEventListener('click', act);
  return button;
}

function current(key) {
  const draft = store.read(key);
  if (draft && Date.now() - draft.at <= KEEP_MS) return draft;
  store.drop(key);
  return null;
}

function putBack(form, draft) {
  fill(form, draft.fields);
  form.closest('details')?.setAttribute('open', '');
  say(form, form.dataset.restored, action(form.dataset.discard, () => {
    fill(form, form.initialFields);
    store.drop(form.dataset.autosave);
    say(form);
    kept(form)[0]?.focus();
  }));
}

// The form now starts from another text than the draft did: neither may push the other aside unasked.
function offer(form, key, draft) {
  store.write(`${key}.earlier`, draft);
  store.drop(key);
  say(form, form.dataset.offer, action(form.dataset.take, () => {
    store.drop(`${key}.earlier`);
    store.write(key, { ...draft, initial: form.initialFields });
    putBack(form, draft);
  }));
}

function restore(form) {
  if (form.initialFields) return;
  form.initialFields = values(form);
  const key = form.dataset.autosave;
  const draft = current(key) || current(`${key}.earlier`);
  // A refused form comes back filled in by the server, and that is the newer text.
  if (!draft || same(draft.fields, form.initialFields) || form.querySelector('[aria-invalid=true], [role=alert]')) return;
  if (same(draft.initial, form.initialFields)) putBack(form, draft); else offer(form, key, draft);
}

function clearSaved() {
  const found = document.cookie.match(/(?:^|; )kring_saved=([^;]+)/);
  if (!found) return;
  store.drop(decodeURIComponent(found[1]));
  document.cookie = 'kring_saved=; Max-Age=0; Path=/; SameSite=Lax';
}

const start = () => {
  clearSaved();
  document.querySelectorAll('form[data-autosave]').forEach(restore);
};
document.addEventListener('input', (event) => {
  const form = event.target.form;
  if (!form?.dataset.autosave) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), WAIT_MS));
});
document.addEventListener('submit', (event) => { if (event.target.dataset.autosave) save(event.target); }, true);
addEventListener('pagehide', () => [...timers.keys()].forEach(save));
addEventListener('pageshow', (event) => { if (event.persisted) clearSaved(); });
document.addEventListener('htmx:afterSettle', start);
start();
