// outbox.js: what the visitor wrote and the server has not confirmed. Texts wait in localStorage under the id they
// keep for ever, so a reload, a sleep or a restarted server costs nothing, and the server stores a repeat once. They
// go out one after the other, in the order in which they were written. Files wait in this tab's memory.

class Outbox {
  constructor(changed) {
    this.changed = changed;
    this.files = [];
    this.running = false;
    this.failures = 0;
    addEventListener('storage', (e) => { if (e.key === STORE + 'outbox') { changed(); this.flush(); } });
    addEventListener('online', () => this.hurry());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.hurry(); });
  }

  // items are all unconfirmed messages, oldest first.
  items() { return [...this.texts(), ...this.files].sort((a, b) => a.at - b.at); }

  texts() {
    try { return JSON.parse(store.get('outbox')) || []; } catch { return []; }
  }

  save(texts) {
    if (texts.length) store.set('outbox', JSON.stringify(texts));
    else store.remove('outbox');
    this.changed();
  }

  change(id, change) { this.save(this.texts().map((m) => (m.id === id ? { ...m, ...change } : m))); }

  addText(text, ref) {
    const message = { id: newID(), text, ref, page: page(), lang: LANG, at: Date.now(), attempts: 0 };
    this.save([...this.texts(), message]);
    this.flush();
  }

  addFile(file) {
    const item = { id: newID(), file, at: Date.now(), progress: 0, abort: new AbortController() };
    item.failed = checkFile(file);
    item.hopeless = Boolean(item.failed); // the file will not get smaller by trying again
    this.files.push(item);
    this.changed();
    this.flush();
  }

  remove(id) {
    this.files.find((f) => f.id === id)?.abort.abort();
    this.files = this.files.filter((f) => f.id !== id);
    this.save(this.texts().filter((m) => m.id !== id));
  }

  // confirm drops what has come back as part of the history.
  confirm(ids) {
    if (this.texts().some((m) => ids.has(m.id))) this.save(this.texts().filter((m) => !ids.has(m.id)));
    this.files = this.files.filter((f) => !ids.has(f.id));
  }

  retry(id) {
    const file = this.files.find((f) => f.id === id);
    if (file) { file.failed = undefined; file.progress = 0; this.changed(); }
    else this.change(id, { failed: undefined });
    this.hurry();
  }

  hurry() {
    this.failures = 0;
    this.wake?.();
    this.flush();
  }

  next() { return this.items().find((m) => !m.failed && !m.accepted); }

  async flush() {
    if (this.running) return;
    this.running = true;
    try {
      while (this.next()) await this.attempt();
    } finally {
      this.running = false;
    }
  }

  // attempt sends the oldest, and waits when that failed.
  async attempt() {
    let wait = 0;
    await exclusively('outbox', async () => {
      const message = this.next(); // another tab may have been faster
      if (!message) return;
      try {
        await this.send(message);
        this.failures = 0;
      } catch (err) {
        if (err.final) this.fail(message, err);
        else wait = Math.max(err.after || 0, Math.min(30000, 500 * 2 ** this.failures++) * (0.5 + Math.random() / 2));
      }
    });
    if (wait) await Promise.race([sleep(wait), new Promise((done) => { this.wake = done; })]);
  }

  async send(message) {
    try {
      if (message.file) {
        const show = (part) => { message.progress = part; this.changed(); };
        await upload(message.id, message.file, show, message.abort.signal);
      } else {
        this.change(message.id, { attempts: message.attempts + 1 });
        const body = { id: message.id, text: message.text, page: message.page, lang: message.lang, attempt: message.attempts + 1 };
        await post(message.ref ? 'press' : 'messages', message.ref ? { ...body, ref: message.ref } : body);
      }
    } catch (err) {
      if (err.status !== 409) throw err; // our ids are unique: it is stored already
    }
    if (message.file) { message.accepted = true; this.changed(); } else this.change(message.id, { accepted: true });
  }

  fail(message, err) {
    const failed = err.status === 413 && message.file ? t('tooLarge', { name: message.file.name, size: fileSize(CONFIG.maxFile) })
      : err.status === 415 && message.file ? t('badType', { name: message.file.name })
        : err.status === 403 ? t('forbidden') : t('refused');
    if (message.file) { message.failed = failed; message.hopeless = err.status === 413 || err.status === 415; this.changed(); } else this.change(message.id, { failed });
  }
}

function checkFile(file) {
  if (file.size > CONFIG.maxFile) return t('tooLarge', { name: file.name, size: fileSize(CONFIG.maxFile) });
  if (file.size === 0) return t('empty', { name: file.name });
  return undefined;
}
