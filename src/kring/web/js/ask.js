// The panel below the Ask field: arrows walk through it, Enter opens, Escape closes. htmx fetches what is in it.
const form = document.querySelector('[data-ask]');
if (form) {
  const input = form.querySelector('input');
  const panel = form.querySelector('.suggestions');
  let chosen = -1;
  const options = () => [...panel.querySelectorAll('[role=option]')];
  const choose = (index) => {
    const all = options();
    chosen = index;
    all.forEach((option, place) => option.setAttribute('aria-selected', String(place === index)));
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', all[index].id);
    all[index].scrollIntoView({ block: 'nearest' });
  };
  const show = (open) => {
    panel.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    choose(-1);
  };
  const wanted = () => input.value.trim() !== '' && document.activeElement === input && options().length > 0;
  const step = (by) => {
    const count = options().length;
    if (panel.hidden && wanted()) show(true);
    // One place more than there are options: none chosen, which is the text itself.
    if (!panel.hidden) choose(((chosen + 1 + by + count + 1) % (count + 1)) - 1);
  };
  Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': panel.id, 'aria-haspopup': 'listbox' })
    .forEach(([name, value]) => input.setAttribute(name, value));
  show(false);
  panel.addEventListener('htmx:afterSwap', () => show(wanted()));
  panel.addEventListener('mousedown', (event) => event.preventDefault());
  input.addEventListener('input', () => { if (!input.value.trim()) show(false); });
  input.addEventListener('focus', () => { if (wanted()) show(true); });
  form.addEventListener('focusout', (event) => { if (!form.contains(event.relatedTarget)) show(false); });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    }
  });
}
