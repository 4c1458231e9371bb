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
const changed = ({ target }) => { if (target.dataset?.tags) shown(target); };
document.addEventListener('input', changed);
document.addEventListener('kring:filled', changed);
document.querySelectorAll('[data-tags]').forEach(shown);
