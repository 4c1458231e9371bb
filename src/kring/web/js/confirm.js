// A question before an act: the sentence of a form, or the page that a link with data-dialog leads to, in a dialog.
function open(content, title) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.append(...content);
  title.id = title.id || 'dialog-title';
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (!event.target.closest('[data-dismiss]')) return;
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

const button = (label, look) => Object.assign(document.createElement('button'), { type: 'button', className: `button button--${look}`, textContent: label });

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.agreed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const sentence = Object.assign(document.createElement('p'), { textContent: form.dataset.confirm });
  const yes = button((event.submitter || form.querySelector('button')).textContent.trim(), 'danger');
  const no = button(form.dataset.cancel, 'plain');
  const foot = Object.assign(document.createElement('div'), { className: 'form__actions' });
  no.dataset.dismiss = '';
  foot.append(yes, no);
  const dialog = open([sentence, foot], sentence);
  yes.addEventListener('click', () => {
    form.agreed = true;
    dialog.close();
    form.requestSubmit(event.submitter);
  });
}, true);

document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[data-dialog]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const form = answer.ok && document.adoptNode(page.querySelector('[data-confirm-page]'));
    open([form], form.querySelector('.confirm__title'));
  } catch {
    location.assign(link.href);
  }
});
