// icons.js: drawings, built as elements because markup is never parsed.

const ICONS = {
  chat: ['M12 3.5c-5 0-9 3.4-9 7.7 0 2.4 1.3 4.6 3.3 6-.1 1-.6 2.2-1.6 3.3 1.9-.1 3.5-.8 4.7-1.8.8.2 1.7.3 2.6.3 5 0 9-3.4 9-7.8s-4-7.7-9-7.7Z'],
  down: ['m6 9.5 6 6 6-6'],
  close: ['m6.5 6.5 11 11', 'm17.5 6.5-11 11'],
  send: ['M12 19V5.5', 'm6 11.2 6-6 6 6'],
  clip: ['m20 11.3-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.4a1.7 1.7 0 0 1-2.4-2.4l7.9-7.8'],
  spark: ['M12 4.2c.8 4.4 2.7 6.4 7 7.3-4.3.9-6.2 2.9-7 7.3-.8-4.4-2.7-6.4-7-7.3 4.3-.9 6.2-2.9 7-7.3Z'],
  info: ['M12 11v5.5', 'M12 7.5v.2'],
  clock: ['M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Z', 'M12 8.5V12l2.3 1.6'],
  one: ['m6 12.6 4 4 8-9'],
  two: ['m2.8 12.6 4 4 8-9', 'm11.4 15.6 1 1 8-9'],
  alert: ['M12 7.5v5.6', 'M12 16.4v.2', 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4Z'],
  file: ['M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5Z', 'M13.5 3.5v5h5'],
  book: ['M12 6.8C10.3 5.5 7.8 5 4.5 5v12.5c3.3 0 5.8.5 7.5 1.8 1.7-1.3 4.200-1.8 7.5-1.8V5c-3.3 0-5.8.5-7.5 1.8Z', 'M12 6.8v12.5'],
};

function icon(name) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon icon-' + name);
  for (const d of ICONS[name]) {
    const path = document.createElementNS(ns, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
