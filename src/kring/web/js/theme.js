// Switch the colours at once, and tell the server without leaving the page.
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-theme-form]')) return;
  event.preventDefault();
  const button = form.querySelector('button');
  const theme = button.value;
  const told = new FormData(form, button);
  if (theme === 'auto') delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
  button.value = NEXT[theme];
  button.setAttribute('aria-label', button.dataset[theme]);
  fetch(form.action, { method: 'POST', body: told, redirect: 'manual' }).catch(() => {});
});
