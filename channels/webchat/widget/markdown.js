// markdown.js: the small set of Markdown that answers use, as elements. Text stays text: nothing is parsed as HTML,
// and only http, https, mailto and tel become links.

function markdown(text) {
  const out = document.createDocumentFragment();
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (let i = 0; i < lines.length;) i = block(lines, i, out);
  return out;
}

const FENCE = /^\s{0,3}```/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const COLUMNS = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

// block adds the block that starts at line i and returns the line after it.
function block(lines, i, out) {
  const line = lines[i];
  if (!line.trim()) return i + 1;
  if (FENCE.test(line)) return fence(lines, i, out);
  if (RULE.test(line)) { out.append(h('hr')); return i + 1; }
  const heading = HEADING.exec(line);
  if (heading) {
    out.append(h('p', { class: 'heading', role: 'heading', 'aria-level': Math.min(heading[1].length + 2, 6) }, inline(heading[2])));
    return i + 1;
  }
  if (ITEM.test(line)) return list(lines, i, out);
  if (isTable(lines, i)) return table(lines, i, out);
  if (QUOTE.test(line)) {
    const inner = [];
    while (i < lines.length && QUOTE.test(lines[i])) inner.push(lines[i++].replace(QUOTE, ''));
    out.append(h('blockquote', {}, inline(inner.join('\n'))));
    return i;
  }
  const words = [];
  do words.push(lines[i++]);
  while (i < lines.length && lines[i].trim() && !FENCE.test(lines[i]) && !HEADING.test(lines[i]) && !ITEM.test(lines[i]) && !isTable(lines, i));
  out.append(h('p', {}, inline(words.join('\n'))));
  return i;
}

function fence(lines, i, out) {
  const code = [];
  for (i++; i < lines.length && !FENCE.test(lines[i]); i++) code.push(lines[i]);
  out.append(h('pre', { tabindex: '0' }, h('code', {}, code.join('\n'))));
  return i + 1;
}

// isTable tells whether line i is the head of a table: a rule with as many columns follows it.
function isTable(lines, i) {
  const rule = (lines[i + 1] || '').trim();
  return lines[i].includes('|') && rule.includes('-') && COLUMNS.test(rule) && cells(lines[i]).length === cells(rule).length;
}

// cells are the texts between the bars of a row; an escaped bar parts nothing.
function cells(line) {
  const row = line.trim();
  const out = [];
  let from = row.startsWith('|') ? 1 : 0;
  for (let i = from; i < row.length; i++) {
    if (row[i] === '\\') { i++; continue; }
    if (row[i] !== '|') continue;
    out.push(row.slice(from, i).trim());
    from = i + 1;
  }
  if (from < row.length) out.push(row.slice(from).trim());
  return out;
}

// table reads rows up to an empty line. It scrolls by itself, so that words stay whole on a narrow screen.
function table(lines, i, out) {
  const row = (tag, texts) => h('tr', {}, ...texts.map((text) => h(tag, {}, inline(text))));
  const head = cells(lines[i]);
  const body = h('tbody');
  for (i += 2; i < lines.length && lines[i].trim(); i++) body.append(row('td', cells(lines[i]).slice(0, head.length)));
  out.append(h('div', { class: 'table', tabindex: '0' }, h('table', {}, h('thead', {}, row('th', head)), body)));
  return i;
}

// list reads items and, by their indentation, one level of lists within. A line that is no item goes on with the last.
function list(lines, i, out) {
  let top = null;
  let sub = null;
  let item = null;
  const indent = ITEM.exec(lines[i])[1].length;
  for (; i < lines.length; i++) {
    const m = ITEM.exec(lines[i]);
    if (!m) {
      if (lines[i].trim() && item && /^\s/.test(lines[i])) { item.append('\n', inline(lines[i].trim())); continue; }
      if (!lines[i].trim() && i + 1 < lines.length && ITEM.test(lines[i + 1])) continue;
      break;
    }
    const nested = top && m[1].length > indent + 1;
    item = h('li', {}, inline(m[3]));
    const make = () => h(m[2] === undefined ? 'ul' : 'ol', m[2] > 1 ? { start: m[2] } : {});
    if (nested) {
      if (!sub) { sub = make(); top.lastChild.append(sub); }
      sub.append(item);
    } else {
      if (!top) { top = make(); out.append(top); }
      sub = null;
      top.append(item);
    }
  }
  return i;
}

// One alternative for each thing that may stand within a line; every one is bounded, so that no text takes long.
const INLINE = /\\([\\`*_{}\[\]()#+\-.!>~|])|`([^`\n]{1,1000})`|\[([^\[\]\n]{1,500})\]\(([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?)\)|(\*\*|__)(\S|\S[^\n]{0,2000}?\S)\5|([*_])(?=[^\s*_])([^\n*_]{0,1000}?[^\s*_])\7(?![\p{L}\p{N}])|~~(?=[^\s~])([^\n~]{0,1000}?[^\s~])~~|(https?:\/\/[^\s<>"'`]{1,2000})/u;

function inline(text, depth = 0) {
  const out = document.createDocumentFragment();
  let rest = text;
  while (rest) {
    const m = depth < 4 ? INLINE.exec(rest) : null;
    if (!m) break;
    const before = rest.slice(0, m.index);
    if (m[7] === '_' && /[\p{L}\p{N}]$/u.test(before)) { // snake_case is no emphasis
      lineBreaks(out, rest.slice(0, m.index + 1));
      rest = rest.slice(m.index + 1);
      continue;
    }
    lineBreaks(out, before);
    let used = m[0].length;
    if (m[1] !== undefined) out.append(m[1]);
    else if (m[2] !== undefined) out.append(h('code', {}, m[2]));
    else if (m[3] !== undefined) out.append(link(m[4], inline(m[3], depth + 1), m[0]));
    else if (m[6] !== undefined) out.append(h('strong', {}, inline(m[6], depth + 1)));
    else if (m[8] !== undefined) out.append(h('em', {}, inline(m[8], depth + 1)));
    else if (m[9] !== undefined) out.append(h('del', {}, inline(m[9], depth + 1)));
    else {
      const bare = m[10].replace(/[.,;:!?)\]*_]+$/, '');
      used = bare.length;
      out.append(link(bare, bare, bare));
    }
    rest = rest.slice(m.index + used);
  }
  lineBreaks(out, rest);
  return out;
}

function lineBreaks(out, text) {
  text.split('\n').forEach((part, i) => {
    if (i > 0) out.append(h('br'));
    if (part) out.append(part.replace(/ {2,}$/, ''));
  });
}

// link makes a link, or leaves the text as it was written when the address is not one we open.
function link(address, content, written) {
  let url;
  try { url = new URL(address); } catch { return document.createTextNode(written); }
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)) return document.createTextNode(written);
  const web = url.protocol.startsWith('http');
  return h('a', { href: url.href, rel: 'noopener noreferrer ugc', target: web ? '_blank' : undefined }, content);
}
