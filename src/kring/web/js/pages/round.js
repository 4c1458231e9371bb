// The clock of a round. The server says when the present step is over and what time it is there; we count down between
// two askings, and ask every two seconds whether anything was pressed. A page that nobody looks at doesn't ask.
const round = document.querySelector('[data-round]');
if (round) {
  const ASK_MS = 2000;
  const stage = round.querySelector('[data-round-stage]');
  const said = round.querySelector('[data-round-said]');
  const lost = round.querySelector('[data-round-lost]');
  let tag = '';
  let offset = Number(stage.dataset.now) - Date.now();
  let timer = 0;
  const words = (seconds) => {
    const size = Math.abs(seconds);
    return `${seconds < 0 ? '−' : ''}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
  };
  const count = () => {
    const clock = stage.querySelector('[data-clock][data-ends]');
    if (!clock) return;
    const left = Math.ceil((Number(clock.dataset.ends) - Date.now() - offset) / 1000);
    const shown = words(left);
    if (clock.textContent !== shown) clock.textContent = shown;
    clock.classList.toggle('stage__clock--over', left < 0);
  };
  const announced = () => stage.querySelector('[data-announced]').dataset.announced;
  const show = (html) => {
    const before = announced();
    const kept = document.activeElement?.dataset?.keep;
    stage.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
    if (kept) stage.querySelector(`[data-keep="${kept}"]`)?.focus();
    // Read out when the step or the state changes, never each second.
    if (announced() !== before) said.textContent = announced();
    count();
  };
  const later = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, ASK_MS);
  };
  const isLost = (yes) => {
    lost.textContent = yes ? round.dataset.lost : '';
    lost.hidden = !yes;
  };
  const ask = async () => {
    const sent = Date.now();
    try {
      const answer = await fetch(round.dataset.round, { headers: tag ? { 'If-None-Match': tag } : {}, cache: 'no-store', redirect: 'error' });
      if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
      // What time it is there: halfway between asking and hearing.
      offset = Number(answer.headers.get('X-Kring-Now')) - (sent + Date.now()) / 2;
      // Under an open question its form stays where it is.
      if (answer.ok && !document.querySelector('dialog[open]')) {
        show(await answer.text());
        tag = answer.headers.get('ETag');
      }
      isLost(false);
    } catch {
      isLost(true);
    }
    later();
  };
  setInterval(count, 250);
  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : ask()));
  ask();
}
