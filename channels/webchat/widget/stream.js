// stream.js: the server's events. Read by fetch, because EventSource cannot send the token. Of several tabs one holds
// the connection and passes events on, since browsers allow six connections to a host, and a shop's visitors
// open ten tabs.

const STALL = 40000; // the server speaks every 15 seconds; longer silence is a dead connection

// EventReader cuts a stream of text into events.
class EventReader {
  constructor(deliver) {
    this.deliver = deliver;
    this.rest = '';
  }
  push(text) {
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop();
    for (const b of blocks) this.event(b.split('\n'));
  }
  event(lines) {
    const of = (name) => lines.find((l) => l.startsWith(name + ': '))?.slice(name.length + 2);
    const data = of('data');
    if (data !== undefined) this.deliver(of('event'), JSON.parse(data));
  }
}

class Stream {
  // handle gets (event, data); connection gets (connected, forbidden); after gives the last revision seen.
  constructor(handle, connection, after) {
    Object.assign(this, { handle, connection, after, failures: 0, begun: false, wake: () => {}, abort: () => {} });
    this.others = 'BroadcastChannel' in window ? new BroadcastChannel(STORE + 'events') : null;
    this.others?.addEventListener('message', (e) => this.fromTab(e.data));
    const hurry = () => { this.failures = 0; this.wake(); };
    addEventListener('online', hurry);
    addEventListener('pageshow', hurry);
    addEventListener('offline', () => this.abort());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) { hurry(); this.checkStall(); } });
  }

  start() {
    if (this.begun) return;
    this.begun = true;
    if (!navigator.locks || !this.others) { this.run(); return; }
    this.others.postMessage({ hello: true });
    navigator.locks.request(STORE + 'stream', () => { this.leads = true; return this.run(); });
  }

  // fromTab takes what the leading tab passes on. A tab that has just come says hello and gets all once more.
  fromTab(message) {
    if (message.hello && this.leads) this.restart(true);
    if (message.event && !this.leads) this.handle(message.event, message.data);
    if ('connected' in message && !this.leads) this.connection(message.connected, message.forbidden);
  }

  restart(whole) {
    this.whole = whole;
    this.failures = 0;
    this.abort();
    this.wake();
  }

  async run() {
    for (;;) {
      await this.connect().catch((err) => { this.error = err; });
      this.tell(false, this.error?.status === 403);
      const wait = Math.max(this.error?.after || 0, Math.min(30000, 500 * 2 ** this.failures) * (0.5 + Math.random() / 2));
      this.error = null;
      this.failures++;
      if (this.failures > 1 || wait > 1000) await Promise.race([sleep(wait), new Promise((done) => { this.wake = done; })]);
    }
  }

  tell(connected, forbidden) {
    this.connection(connected, forbidden);
    this.others?.postMessage({ connected, forbidden });
  }

  async connect() {
    await renew();
    const bearer = await token();
    const stop = new AbortController();
    this.abort = () => stop.abort();
    const headers = { Authorization: 'Bearer ' + bearer };
    if (this.after() && !this.whole) headers['Last-Event-ID'] = String(this.after());
    this.whole = false;
    this.heard = Date.now();
    const watch = setInterval(() => this.checkStall(), 5000);
    try {
      const res = await fetch(BASE + 'events', { headers, credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', signal: stop.signal });
      if (!res.ok) {
        const err = await refused(res);
        forget(err, bearer);
        throw err;
      }
      this.tell(true);
      await this.read(res.body.pipeThrough(new TextDecoderStream()).getReader());
    } finally {
      clearInterval(watch);
      stop.abort();
    }
  }

  async read(reader) {
    const events = new EventReader((event, data) => {
      this.failures = 0;
      this.handle(event, data);
      this.others?.postMessage({ event, data });
    });
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      this.heard = Date.now();
      events.push(value);
    }
  }

  checkStall() { if (Date.now() - this.heard > STALL) this.abort(); }
}
