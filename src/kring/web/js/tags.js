// Tags stay one line of words with commas; what they will become stands below, and suggestions go on after a comma.
const shown = (input) => {
  const place = document.getElementById(input.dataset.tags);
  const words = input.value.split(',').map((word) => word.trim()).filter(Boolean);
  place.replaceChildren(...words.map((word) => Object.assign(document.createElement('span'), { className: 'tag', textContent: word })));
  const before = input.value.slice(0, input.value.lastIndexOf(',') + 1);
  [...input.list.options].forEach((option) => {
    option.dataset.word ||= option.value;
    option.value = before ? `${before} ${option.dataset.word}` : option.dataset.word;
  });
};
// What frameworks call so joins the suggestions while one types; what was offered before it stays.
let asked;
const suggest = (input) => {
  clearTimeout(asked);
  const word = input.value.split(',').pop().trim();
  if (word.length < 2) return;
  asked = setTimeout(async () => {
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(word)}`).catch(() => null);
    if (!answer?.ok) return;
    const options = await answer.text();
    input.list.querySelectorAll('[data-found]').forEach((option) => option.remove());
    const known = new Set([...input.list.options].map((option) => option.dataset.word || option.value));
    const fresh = new DOMParser().parseFromString(`<datalist>${options}</datalist>`, 'text/html').querySelectorAll('option');
    input.list.append(...[...fresh].filter((option) => !known.has(option.value)).map((option) => { option.dataset.found = ''; return option; }));
    if (input.dataset.tags) shown(input);
  }, 200);
};
const changed = ({ target }) => {
  if (target.dataset?.tags) shown(target);
  if (target.dataset?.suggest) suggest(target);
};
document.addEventListener('input', changed);
document.addEventListener('kring:filled', changed);
document.querySelectorAll('[data-tags]').forEach(shown);
