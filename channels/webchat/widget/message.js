// message.js: one message as an element. A view is what an entry of the archive and an item of the outbox have in
// common: {key, mine, by, name, text, files, sources, quote, state, at, …}.

function viewOfEntry(e) {
  return { ...e, key: e.key || e.id, entry: e.id, mine: !e.out, at: new Date(e.at), files: e.files || [], sources: e.sources || [], state: e.state === 'stored' ? 'sent' : e.state };
}

function viewOfPending(item) {
  const files = item.file ? [{ name: item.file.name, size: item.file.size, pending: item }] : [];
  return { key: item.id, mine: true, text: item.text || '', files, sources: [], at: new Date(item.at), pending: item,
    state: item.failed ? 'failed' : item.accepted ? 'sent' : 'sending' };
}

function author(v) {
  if (v.mine) return t('you');
  if (v.by === 'operator') return v.name || t('operator');
  return v.by === 'system' ? t('system') : t('assistant');
}

// sameBubble says whether an element drawn for view a still shows view b, its footer aside.
function bubbleKey(v) {
  return JSON.stringify([v.text, v.files.map((f) => [f.name, f.size, Boolean(f.pending)]), v.sources, v.quote || '', v.reaction || '', !!v.deleted, v.by, v.name]);
}

function footKey(v) {
  return JSON.stringify([v.state, v.edited, v.pending?.failed, v.pending?.progress, v.at.getTime()]);
}

function messageElement(v) {
  const kind = v.mine ? 'mine' : v.by === 'system' ? 'system' : 'theirs';
  return h('div', { class: 'message ' + kind, 'data-key': v.key },
    v.mine ? null : avatar(v),
    h('div', { class: 'column' },
      v.mine ? null : h('div', { class: 'author', 'aria-hidden': 'true' }, author(v)),
      hidden(author(v) + ': '),
      bubble(v),
      v.sources.length && !v.deleted ? sources(v.sources) : null));
}

function avatar(v) {
  const el = h('div', { class: 'avatar', 'aria-hidden': 'true' });
  if (v.by === 'operator' && v.name) el.append(initials(v.name));
  else el.append(icon(v.by === 'system' ? 'info' : 'spark'));
  return el;
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return (words.length > 1 ? [words[0], words.at(-1)] : words).map((w) => Array.from(w)[0].toUpperCase()).join('');
}

function bubble(v) {
  if (v.deleted) return h('div', { class: 'bubble gone' }, t('deleted'));
  const pictures = v.files.length && !v.text && v.files.every((f) => f.picture);
  const el = h('div', { class: 'bubble' + (pictures ? ' bare' : '') });
  if (v.quote) el.append(h('blockquote', { class: 'quoted' }, v.quote));
  if (v.text) el.append(h('div', { class: 'text' }, v.mine ? v.text : markdown(v.text)));
  for (const f of v.files) el.append(f.pending ? pendingFile(f) : f.picture ? picture(f) : storedFile(f));
  if (v.reaction) el.append(h('span', { class: 'reaction' }, v.reaction));
  return el;
}

function picture(f) {
  return h('a', { class: 'picture', href: BASE + f.url, target: '_blank', rel: 'noopener noreferrer' },
    h('img', { src: BASE + f.url, alt: t('image', { name: f.name }), loading: 'lazy', referrerpolicy: 'no-referrer' }), hidden(t('newTab')));
}

function storedFile(f) {
  const size = fileSize(f.size);
  return h('a', { class: 'file', href: BASE + f.url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': t('download', { name: f.name, size }) },
    icon('file'), h('span', { class: 'file-name' }, f.name), h('span', { class: 'file-size' }, size));
}

function pendingFile(f) {
  return h('div', { class: 'file' }, icon('file'), h('span', { class: 'file-name' }, f.name), h('span', { class: 'file-size' }, fileSize(f.size)));
}

function sources(list) {
  return h('div', { class: 'sources' },
    h('div', { class: 'sources-title' }, icon('book'), t('sources')),
    h('ul', {}, ...list.map((s) => {
      const name = [h('span', { class: 'source-project' }, s.project), h('span', { class: 'source-title' }, s.title)];
      return h('li', {}, s.link ? h('a', { href: s.link, target: '_blank', rel: 'noopener noreferrer' }, ...name, hidden(t('newTab'))) : h('span', { class: 'plain' }, ...name));
    })));
}

// footElement holds time, ticks and what can be done about a failure. It is silent for screen readers' live speech.
function footElement(v, actions) {
  const el = h('div', { class: 'foot', 'aria-live': 'off' });
  const item = v.pending;
  if (item?.failed) {
    el.classList.add('bad');
    el.append(h('span', { class: 'why' }, icon('alert'), ' ' + t('failed') + '. ' + item.failed));
    if (!item.hopeless) el.append(h('button', { type: 'button', class: 'link', onclick: () => actions.retry(item.id) }, t('retry')));
    el.append(h('button', { type: 'button', class: 'link', onclick: () => actions.remove(item.id) }, t('remove')));
    return el;
  }
  if (item?.file && !item.accepted) {
    const percent = Math.round(item.progress * 100);
    const bar = h('div', { class: 'bar' });
    bar.style.width = percent + '%';
    el.append(h('div', { class: 'progress', role: 'progressbar', 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': t('uploading', { name: item.file.name, n: percent }) }, bar),
      h('button', { type: 'button', class: 'link', onclick: () => actions.remove(item.id) }, t('cancel')));
  }
  if (v.edited) el.append(h('span', {}, t('edited')));
  el.append(h('time', { datetime: v.at.toISOString() }, clock(v.at)));
  if (v.mine) el.append(tick(v.state));
  return el;
}

function tick(state) {
  const drawing = { sending: 'clock', sent: 'one', delivered: 'two', read: 'two', failed: 'alert' }[state] || 'one';
  return h('span', { class: 'tick ' + state, title: t(state) }, icon(drawing), hidden(t(state)));
}
