// "5 minutes ago" stays true while a page is open.
const MINUTE_MS = 60000;
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
setInterval(() => {
  document.querySelectorAll('time[data-ago]').forEach((time) => {
    const minutes = Math.round((Date.parse(time.dateTime) - Date.now()) / MINUTE_MS);
    if (minutes > -60) time.textContent = words.format(minutes, 'minute');
    else if (minutes > -24 * 60) time.textContent = words.format(Math.round(minutes / 60), 'hour');
  });
}, MINUTE_MS);
