// Where tabs are wider than the window, the one that is open is in sight.
document.querySelectorAll('.tabs__list').forEach((list) => {
  const here = list.querySelector('[aria-current]');
  if (here) list.scrollLeft = here.offsetLeft + here.offsetWidth - list.offsetLeft - list.clientWidth;
});
