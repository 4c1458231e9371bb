// How many characters are left, and aloud only when it gets tight.
const WAIT_MS = 300;
const timers = new WeakMap();
const format = new Intl.NumberFormat(document.documentElement.lang);
const count = (field) => {
  const place = document.getElementById(field.dataset.counter);
  if (!place) return;
  const left = field.maxLength - field.value.length;
  const near = left < field.maxLength / 10;
  place.setAttribute('aria-live', near ? 'polite' : 'off');
  place.classList.toggle('field__count--near', near);
  place.textContent = place.dataset.words.replace('{number}', format.format(left));
};
const later = ({ target }) => {
  if (!target.dataset?.counter) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => count(target), WAIT_MS));
};
document.addEventListener('input', later);
document.addEventListener('kring:filled', later);
