// Messages: those of the page can be closed; those of an act on the page float and leave by themselves unless one looks at them.
const STAY_MS = 8000;
const list = document.querySelector('[data-toasts]');
const closable = (toast) => {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'toast__close', textContent: '×' });
  button.setAttribute('aria-label', list.dataset.close);
  button.addEventListener('click', () => toast.remove());
  toast.append(button);
  return toast;
};
const leave = (toast) => setTimeout(() => {
  if (toast.matches(':hover, :focus-within')) leave(toast); else toast.remove();
}, STAY_MS);
const show = (text, level) => {
  list.classList.add('toasts--floating');
  const toast = closable(Object.assign(document.createElement('div'), { className: `toast toast--${level}`, textContent: text }));
  list.append(toast);
  if (level === 'good' || level === 'info') leave(toast);
};
if (list) {
  [...list.children].forEach(closable);
  document.addEventListener('toast', ({ detail }) => show(detail.text, detail.level || 'good'));
  document.addEventListener('htmx:sendError', () => show(list.dataset.lost, 'error'));
  document.addEventListener('htmx:responseError', () => show(list.dataset.failed, 'error'));
}
