// base.js: where the script came from, storage, words, and making elements. No markup is ever parsed from text.

const script = document.currentScript;
const BASE = new URL('.', script.src).href;
const STORE = 'switchboard:' + BASE + ':';
const memory = new Map();

// store keeps strings in localStorage, or in memory where the browser forbids it.
const store = {
  get(name) {
    try { return localStorage.getItem(STORE + name); } catch { return memory.get(name) ?? null; }
  },
  set(name, value) {
    memory.set(name, value);
    try { localStorage.setItem(STORE + name, value); } catch { /* kept in memory */ }
  },
  remove(name) {
    memory.delete(name);
    try { localStorage.removeItem(STORE + name); } catch { /* was in memory only */ }
  },
};

// tab keeps what belongs to this tab alone: open or not, the unsent draft.
const tab = {
  get(name) { try { return sessionStorage.getItem(STORE + name); } catch { return null; } },
  set(name, value) { try { sessionStorage.setItem(STORE + name, value); } catch { /* forgotten at reload */ } },
};

const LANG = chooseLanguage([document.documentElement.lang, ...(navigator.languages || [])]);
const WORDS = CONFIG.texts[LANG];

function chooseLanguage(wanted) {
  for (const tag of wanted) {
    const primary = String(tag || '').toLowerCase().split('-')[0];
    if (CONFIG.languages.includes(primary)) return primary;
  }
  return CONFIG.languages[0];
}

// t returns a text of the interface with its {parts} filled in.
function t(name, parts = {}) {
  return WORDS[name].replace(/\{(\w+)\}/g, (_, key) => parts[key]);
}

// h makes an element. Attributes that start with "on" are listeners, undefined and false ones are left out.
function h(tag, attributes = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? '' : value);
  }
  el.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

// hidden is a text for screen readers alone.
function hidden(text) { return h('span', { class: 'hidden' }, text); }

function newID() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

function fileSize(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte'];
  let i = 0;
  let n = bytes;
  while (n >= 1000 && i < units.length - 1) { n /= 1024; i++; }
  return new Intl.NumberFormat(LANG, { style: 'unit', unit: units[i], unitDisplay: i === 0 ? 'long' : 'short', maximumFractionDigits: n < 10 && i > 0 ? 1 : 0 }).format(n);
}

function clock(date) {
  return new Intl.DateTimeFormat(LANG, { hour: '2-digit', minute: '2-digit' }).format(date);
}

function dayName(date) {
  const days = Math.round((midnight(new Date()) - midnight(date)) / 86400000);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(LANG, { weekday: 'long', day: 'numeric', month: 'long', year }).format(date);
}

function midnight(date) { return new Date(date.getFullYear(), date.getMonth(), date.getDate()); }

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// page is where the visitor is, without what other sites put into query and fragment.
function page() { return /^https?:/.test(location.protocol) ? location.origin + location.pathname : ''; }
