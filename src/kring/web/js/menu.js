// A menu closes when one leaves it.
const opened = () => document.querySelectorAll('details[data-menu][open]');
document.addEventListener('click', ({ target }) => opened().forEach((menu) => { if (!menu.contains(target)) menu.open = false; }));
document.addEventListener('focusin', ({ target }) => opened().forEach((menu) => { if (!menu.contains(target)) menu.open = false; }));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  opened().forEach((menu) => {
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});
