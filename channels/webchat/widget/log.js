// log.js: the messages in order, with days between them. Elements are kept as long as what they show stays the same,
// so that a screen reader speaks a new message once and not its every tick.

class Log {
  constructor(actions) {
    this.actions = actions;
    this.entries = new Map();
    this.nodes = new Map();
    this.ready = false;
    this.arrived = 0;
    this.list = h('div', { class: 'list' });
    this.newer = h('button', { type: 'button', class: 'newer', hidden: true, onclick: () => this.toEnd() }, icon('down'), t('latest'));
    this.scroller = h('div', { class: 'scroller', tabindex: '0', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': t('log'), 'aria-busy': 'true',
      onscroll: () => this.scrolled() }, this.list);
    this.list.addEventListener('load', () => { if (this.atEnd) this.toEnd(); }, true); // pictures change the height
    this.element = h('div', { class: 'log' }, this.scroller, this.newer);
    this.atEnd = true;
  }

  get revision() { return Math.max(0, ...[...this.entries.values()].map((e) => e.rev)); }
  get sorted() { return [...this.entries.values()].sort((a, b) => new Date(a.at) - new Date(b.at) || a.first - b.first); }

  // put keeps the order of arrival, which decides between messages of the same moment.
  put(entry) { this.entries.set(entry.id, { ...entry, first: this.entries.get(entry.id)?.first ?? ++this.arrived }); }

  clear() {
    this.entries.clear();
    this.ready = false;
  }

  // unseen are messages to the visitor that are not marked as read, or not even as delivered.
  unseen(...states) { return [...this.entries.values()].filter((e) => e.out && !e.deleted && states.includes(e.state)); }

  setReady() {
    this.ready = true;
    this.scroller.setAttribute('aria-busy', 'false');
  }

  render(pending, follow) {
    const entries = this.sorted;
    const stored = new Set(entries.map((e) => e.key).filter(Boolean));
    const views = [...entries.map(viewOfEntry), ...pending.filter((p) => !stored.has(p.id)).map(viewOfPending)];
    const wanted = this.arrange(views);
    const keys = new Set(wanted.map((w) => w.key));
    for (const [key, node] of this.nodes) if (!keys.has(key)) { node.el.remove(); this.nodes.delete(key); }
    const elements = wanted.map((w) => this.nodeFor(w)); // drawing replaces elements, so it comes before placing
    let at = this.list.firstChild;
    for (const el of elements) {
      if (el === at) at = at.nextSibling;
      else this.list.insertBefore(el, at);
    }
    const last = views.at(-1);
    const grown = last && last.key !== this.lastKey;
    this.lastKey = last?.key;
    if (this.atEnd || follow) this.toEnd();
    else if (grown && !last.mine) this.newer.hidden = false;
  }

  // arrange puts the greeting, day lines and quick replies among the messages.
  arrange(views) {
    const wanted = [];
    let day = '';
    let before = null;
    const first = views[0]?.at || new Date();
    const all = [{ key: 'greeting', by: 'assistant', text: CONFIG.greeting?.[LANG] || CONFIG.greeting?.[CONFIG.languages[0]] || t('hello'), files: [], sources: [], at: first, greeting: true }, ...views];
    for (const v of all) {
      const name = dayName(v.at);
      if (name !== day && views.length) { wanted.push({ key: 'day:' + name, day: name }); before = null; }
      day = name;
      const goesOn = before && before.mine === v.mine && before.by === v.by && before.name === v.name && v.at - before.at < 300000;
      wanted.push({ key: 'm:' + v.key, view: v, goesOn });
      before = v;
    }
    const last = views.at(-1);
    if (last?.choices?.length && last.out && !last.deleted) wanted.push({ key: 'choices:' + last.key, offer: last });
    return wanted;
  }

  nodeFor(w) {
    let node = this.nodes.get(w.key);
    if (!node) {
      node = { el: w.day ? h('div', { class: 'day' }, h('span', {}, w.day)) : w.offer ? this.offer(w.offer) : null };
      this.nodes.set(w.key, node);
    }
    if (w.view) this.draw(node, w.view);
    node.el.classList.toggle('goes-on', Boolean(w.goesOn));
    return node.el;
  }

  draw(node, v) {
    const shows = bubbleKey(v);
    if (node.shows !== shows) {
      const el = messageElement(v);
      node.el?.replaceWith(el);
      Object.assign(node, { el, shows, foot: null, footShows: '' });
    }
    const footShows = footKey(v);
    if (v.greeting || node.footShows === footShows) return;
    const foot = footElement(v, this.actions);
    if (node.foot) node.foot.replaceWith(foot);
    else node.el.querySelector('.column').append(foot);
    Object.assign(node, { foot, footShows });
  }

  offer(v) {
    return h('div', { class: 'choices', role: 'group', 'aria-label': t('choices') },
      ...v.choices.map((c) => h('button', { type: 'button', onclick: () => this.actions.press(v.entry, c) }, c)));
  }

  scrolled() {
    const s = this.scroller;
    this.atEnd = s.scrollHeight - s.scrollTop - s.clientHeight < 60;
    if (this.atEnd) this.newer.hidden = true;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atEnd = true;
    this.newer.hidden = true;
  }
}
