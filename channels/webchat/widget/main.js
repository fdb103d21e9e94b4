// main.js: the parts put together, and the page's way to them, window.Switchboard.

function start() {
  if (window.Switchboard) return; // the script tag stands twice
  const state = { status: null, connected: false, begun: false, marked: { read: 0, got: 0 }, typed: 0 };

  const outbox = new Outbox(() => draw());
  const log = new Log({
    retry: (id) => outbox.retry(id),
    remove: (id) => outbox.remove(id),
    press: (ref, text) => { begin(); outbox.addText(text, ref); composer.focus(); draw(true); },
  });
  const sendFiles = (files) => { begin(); files.forEach((f) => outbox.addFile(f)); draw(true); };
  const composer = new Composer({
    send: (text) => { begin(); outbox.addText(text); draw(true); },
    files: sendFiles,
    typing: () => {
      if (Date.now() - state.typed < 3000 || !store.get('token')) return;
      state.typed = Date.now();
      post('typing', {}).catch(() => {}); // a notice, nothing more
    },
  });
  const panel = new Panel({ log, composer, files: sendFiles, opened: () => { begin(); draw(); mark(); } });
  const stream = new Stream(onEvent, onConnection, () => (log.ready ? log.revision : 0)); // the first ones do not come by revision

  function onEvent(event, data) {
    const on = {
      entry: () => { log.put(data); if (data.out) panel.hideTyping(); },
      reset: () => log.clear(),
      status: () => { state.status = data; },
      typing: () => panel.showTyping(data.name),
      ready: () => log.setReady(),
    };
    on[event]?.();
    if (event === 'entry' && !log.ready) return; // the first ones are drawn together
    if (event !== 'typing') later();
  }

  function onConnection(connected, forbidden) {
    state.connected = connected;
    state.forbidden = forbidden;
    clearTimeout(state.offline);
    if (forbidden) panel.showStatus(null, false, true);
    else if (connected) panel.showStatus(state.status, true);
    else state.offline = setTimeout(() => panel.showStatus(state.status, state.connected), 2500); // a blink is not worth a word
  }

  // later draws once for all events that came in together.
  function later() {
    if (state.drawing) return;
    state.drawing = true;
    queueMicrotask(() => { state.drawing = false; draw(); mark(); });
  }

  function draw(follow) {
    outbox.confirm(new Set([...log.entries.values()].map((e) => e.key).filter(Boolean)));
    log.render(outbox.items(), follow);
    if (state.connected) panel.showStatus(state.status, true);
    panel.unread(panel.isOpen ? 0 : log.unseen('sent', 'delivered', 'stored').filter((e) => e.rev > state.marked.read).length);
  }

  // mark tells the server what has arrived, and what the visitor has before the eyes.
  function mark() {
    const rev = log.revision;
    const read = panel.isOpen && !document.hidden;
    const waiting = read ? log.unseen('sent', 'delivered', 'stored') : log.unseen('sent', 'stored');
    const before = read ? state.marked.read : state.marked.got;
    if (!waiting.some((e) => e.rev > before)) return;
    state.marked.got = rev;
    if (read) state.marked.read = rev;
    post('seen', { rev, read }).catch(() => { state.marked = { read: 0, got: 0 }; }); // marked again with the next change
  }

  // begin connects; not before the visitor has something to do with us.
  function begin() {
    if (state.begun) return;
    state.begun = true;
    stream.start();
    outbox.flush();
  }

  document.addEventListener('visibilitychange', () => { if (!document.hidden && state.begun) mark(); });
  addEventListener('storage', (e) => { if (e.key === STORE + 'token' && e.newValue) begin(); });

  window.Switchboard = Object.freeze({
    open(text) {
      if (typeof text === 'string') composer.fill(text.slice(0, CONFIG.maxText));
      panel.open();
    },
    close: () => panel.close(),
  });
  draw();
  if (store.get('token') || outbox.items().length) begin();
  if (tab.get('open') && !PHONE.matches) panel.open({ focus: false }); // on a phone it would cover the page that was asked for
  dispatchEvent(new Event('switchboard:ready'));
}

if (document.body) start();
else addEventListener('DOMContentLoaded', start);
