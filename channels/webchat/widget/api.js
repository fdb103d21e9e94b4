// api.js: calls to the server with the visitor's token. An error carries what to do next: its status, and after how
// many milliseconds to try again.

class CallError extends Error {
  constructor(status, text, after, field) {
    super(text);
    this.status = status;
    this.after = after;
    this.field = field;
  }
  // final errors do not go away by trying again.
  get final() { return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status); }
}

let gettingToken = null;

// token returns the visitor's token and asks for one the first time. Tabs take turns, so that all get the same one.
function token() {
  const known = store.get('token');
  if (known) return Promise.resolve(known);
  gettingToken ??= exclusively('session', async () => store.get('token') || newToken()).finally(() => { gettingToken = null; });
  return gettingToken;
}

async function newToken() {
  const session = await fetchJSON('session', { lang: LANG, page: page() }, null);
  store.set('token', session.token);
  store.set('renewed', String(Date.now()));
  return session.token;
}

// renew shows a kept token to the server once a day, which signs it anew when its secret was changed.
async function renew() {
  const known = store.get('token');
  if (!known || Date.now() - Number(store.get('renewed')) < 86400000) return;
  try {
    const session = await fetchJSON('session', { lang: LANG, page: page() }, known);
    store.set('token', session.token);
    store.set('renewed', String(Date.now()));
  } catch (err) {
    if (err.status === 403) throw err; // else the old one does for now
  }
}

// exclusively runs one thing at a time among all tabs, where the browser can.
function exclusively(name, work) {
  return navigator.locks ? navigator.locks.request(STORE + name, work) : work();
}

async function post(path, body) {
  const used = await token();
  try {
    return await fetchJSON(path, body, used);
  } catch (err) {
    forget(err, used);
    throw err;
  }
}

// forget drops a token that the server no longer knows; the next call gets a new one.
function forget(err, used) {
  if (err.status === 401 && store.get('token') === used) store.remove('token');
}

async function fetchJSON(path, body, bearer) {
  const headers = { 'Content-Type': 'application/json' };
  if (bearer) headers.Authorization = 'Bearer ' + bearer;
  let res;
  try {
    res = await fetch(BASE + path, {
      method: 'POST', headers, body: JSON.stringify(body), credentials: 'omit', referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(20000),
    });
  } catch {
    throw new CallError(0, 'no connection', 0);
  }
  if (!res.ok) throw await refused(res);
  return res.status === 204 ? null : res.json();
}

async function refused(res) {
  const told = await res.json().catch(() => ({}));
  return new CallError(res.status, told.error || res.statusText, 1000 * (Number(res.headers.get('Retry-After')) || 0), told.field);
}

// upload sends a file and reports its progress from 0 to 1. XMLHttpRequest, because fetch does not tell progress.
async function upload(id, file, progress, abort) {
  const used = await token();
  const form = new FormData();
  form.append('id', id);
  form.append('lang', LANG);
  form.append('page', page());
  form.append('file', file, file.name || 'file');
  return new Promise((done, fail) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', BASE + 'files');
    xhr.setRequestHeader('Authorization', 'Bearer ' + used);
    xhr.timeout = 150000;
    xhr.upload.onprogress = (e) => { if (e.lengthComputable) progress(e.loaded / e.total); };
    xhr.onload = () => {
      if (xhr.status < 300) { done(); return; }
      let told = {};
      try { told = JSON.parse(xhr.responseText); } catch { /* not ours: a proxy's page */ }
      const err = new CallError(xhr.status, told.error || xhr.statusText, 1000 * (Number(xhr.getResponseHeader('Retry-After')) || 0), told.field);
      forget(err, used);
      fail(err);
    };
    xhr.onerror = xhr.ontimeout = () => fail(new CallError(0, 'no connection', 0));
    xhr.onabort = () => fail(new CallError(0, 'aborted', 0));
    abort.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(form);
  });
}
