// What the operator writes: two forms, reply and note, each with its own text for each conversation, kept in the
// browser until it is sent.

import { $ } from "./dom.js";
import * as contradicted from "./disputes.js";
import * as language from "./language.js";
import * as wording from "./wording.js";
import { post, uuid } from "./net.js";
import { settled, toast } from "../layout.js";

const box = $("composer"), reply = $("reply"), note = $("note"), text = $("reply-text"), words = $("note-text");
const using = $("using"), found = $("found"), files = $("files"), attached = $("attached"), send = $("send");
const most = 20 * 1000 * 1000;
const disputes = $("disputes"), despite = $("despite");
let conv = 0, typed = 0, sending = new Set();
let picked = []; // files of this conversation
let tones = { fit: () => {}, ask: () => {} }, hear = () => {};

const place = (what, id = conv) => `desk:${what}:${id}`;

// Each text is kept when it changes here: another tab may be writing the other one.
function keep() {
  const state = { text: text.value, draft: reply.elements.draft.value, label: using.firstElementChild.textContent, found: reply.elements.found.value, titles: found.firstElementChild.textContent, key: reply.elements.key.value, of: reply.dataset.of };
  if (state.text) localStorage.setItem(place("reply"), JSON.stringify(state));
  else localStorage.removeItem(place("reply"));
}

function keepWords() {
  if (words.value) localStorage.setItem(place("note"), words.value);
  else localStorage.removeItem(place("note"));
}

function stored(id = conv) {
  try {
    return JSON.parse(localStorage.getItem(place("reply", id))) || {};
  } catch {
    return {};
  }
}

// show opens a conversation's own texts.
export function show(id) {
  if (id === conv) return;
  conv = id;
  reply.action = `/desk/c/${id}/reply`;
  note.action = `/desk/c/${id}/note`;
  const was = stored();
  text.value = was.text || "";
  reply.elements.key.value = was.key || "";
  reply.dataset.of = was.of || "";
  use(was.draft || 0, was.label || "");
  find(was.found || "", was.titles || "");
  words.value = localStorage.getItem(place("note")) || "";
  picked = [];
  attach();
  dispute([]);
  wording.reset();
  mode("reply", false);
  grow(text);
  busy();
}

// state fits the forms to what may be sent: last is the customer's last line that is on the screen.
export function state(last) {
  reply.elements.last.value = last;
  const stop = Boolean(box.querySelector("#part-state [data-stop]"));
  text.disabled = stop;
  files.disabled = stop;
  reply.classList.toggle("off", stop);
  busy();
}

function busy() {
  send.disabled = text.disabled || sending.has(conv);
  tones.fit();
  hear();
}

// mode shows one of the two forms.
export function mode(which, focus = true) {
  box.dataset.mode = which;
  reply.hidden = which !== "reply";
  note.hidden = which !== "note";
  $("mode-reply").setAttribute("aria-pressed", which === "reply");
  $("mode-note").setAttribute("aria-pressed", which === "note");
  if (focus) (which === "note" ? words : text).focus();
}

function use(draft, label) {
  reply.elements.draft.value = draft;
  using.hidden = !Number(draft);
  using.firstElementChild.textContent = label;
}

// find notes which articles go with the reply: they teach, and the message has them as its sources.
function find(list, label) {
  reply.elements.found.value = list;
  found.hidden = !list;
  found.firstElementChild.textContent = label;
}

// edit puts a draft into the reply; what was written there is not thrown away.
export function edit(draft, words, label) {
  mode("reply");
  const own = text.value.trim();
  text.value = own && own !== words.trim() ? `${text.value.trimEnd()}\n\n${words}` : words;
  use(draft, label);
  changed();
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

// insert adds a passage where the cursor is, and its article to those that go with the reply.
export function insert(words, article, title) {
  mode("reply");
  const list = text.value.trim() ? reply.elements.found.value.split(" ").filter(Boolean) : [];
  const label = list.length ? found.firstElementChild.textContent.replace(/\.$/, ", ") : "You answer with ";
  if (!list.includes(article)) find([...list, article].join(" "), `${label}“${title}”.`);
  const at = text.selectionStart ?? text.value.length, before = text.value.slice(0, at), gap = before.trim() ? "\n\n" : "";
  text.setRangeText(gap + words, at, text.selectionEnd ?? at, "end");
  changed();
  text.focus();
}

// key makes a form's key: the same text sent again, after an answer that was lost, is the same message.
function key(content) {
  if (!reply.elements.key.value || reply.dataset.of !== content) {
    reply.elements.key.value = uuid();
    reply.dataset.of = content;
  }
  if ((stored().text ?? text.value) === text.value) keep(); // else another tab has begun another text
  return reply.elements.key.value;
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight + 2, window.innerHeight * 0.4)}px`;
}

function changed() {
  doubt();
  grow(text);
  keep();
  wording.reset();
  tones.fit();
  hear();
}

// translate asks for the reply in the customer's language.
export const translate = () => tones.ask("translate");

function attach() {
  attached.replaceChildren(...picked.map((f, i) => {
    const li = document.createElement("li"), off = document.createElement("button");
    li.textContent = f.name;
    off.type = "button";
    off.className = "plain";
    off.textContent = "Remove";
    off.setAttribute("aria-label", `Remove ${f.name}`);
    off.addEventListener("click", () => { picked.splice(i, 1); attach(); });
    li.append(off);
    return li;
  }));
}

function pick(list) {
  picked.push(...list);
  if (picked.length > 10 || picked.reduce((n, f) => n + f.size, 0) > most) {
    picked.splice(picked.length - list.length);
    toast("Files may be 10 and have 20 MB together.", true);
  }
  attach();
}

// dispute shows what the knowledge base says otherwise than the reply.
export const dispute = (all) => contradicted.show(disputes, all);

// doubt puts that away: of a text that is changed nothing is known. The reason stays, to be given again.
function doubt() {
  disputes.hidden = true;
}

async function submit(after) {
  const id = conv, via = $("via"), said = text.value;
  if (send.disabled) return;
  if (!text.value.trim() && !picked.length) return text.focus();
  if (via && !via.reportValidity()) return;
  const form = new FormData();
  const what = [text.value, via?.value, ...picked.map((f) => `${f.name}/${f.size}/${f.lastModified}`)].join("\n");
  for (const [k, v] of [["key", key(what)], ["text", text.value], ["draft", reply.elements.draft.value], ["last", reply.elements.last.value], ["found", reply.elements.found.value], ["via", via?.value || 0], ["despite", disputes.hidden ? "" : despite.value]]) form.append(k, v);
  for (const words of disputes.hidden ? [] : contradicted.seen(disputes)) form.append("seen", words);
  for (const f of picked) form.append("file", f);
  sending.add(id);
  busy();
  try {
    await post(`/desk/c/${id}/reply`, form);
    settled(`reply ${id}`);
    if (stored(id).text === said) localStorage.removeItem(place("reply", id));
    if (id === conv) {
      text.value = "";
      reply.elements.key.value = "";
      reply.dataset.of = "";
      use(0, "");
      find("", "");
      picked = [];
      attach();
      dispute([]);
      wording.reset();
      grow(text);
    }
  } catch (err) {
    if (!err.disputes) toast(err.message, true, `reply ${id}`);
    else if (id === conv) {
      dispute(err.disputes);
    } else toast("A reply was not sent: the knowledge base says otherwise. Open the conversation to see it.", true, `reply ${id}`);
  } finally {
    sending.delete(id);
    busy();
    after(id);
  }
}

async function keepNote(after) {
  const id = conv, button = note.querySelector(".keep"), said = words.value;
  if (button.disabled) return;
  if (!words.value.trim()) return words.focus();
  button.disabled = true;
  try {
    await post(`/desk/c/${id}/note`, new URLSearchParams({ note: said }));
    if (localStorage.getItem(place("note", id)) === said) localStorage.removeItem(place("note", id));
    if (id === conv) words.value = "";
  } catch (err) {
    toast(err.message, true);
  } finally {
    button.disabled = false;
    after(id);
  }
}

// start binds the forms; after(conversation) is called when something was sent.
export function start(after) {
  reply.addEventListener("submit", (e) => { e.preventDefault(); submit(after); });
  note.addEventListener("submit", (e) => { e.preventDefault(); keepNote(after); });
  text.addEventListener("input", () => {
    doubt();
    hear();
    if (text.value.trim()) return;
    dispute([]);
    use(0, ""); // the draft is not in it any more, nor is what was found
    find("", "");
  });
  for (const [area, go, store] of [[text, () => submit(after), keep], [words, () => keepNote(after), keepWords]]) {
    area.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.isComposing) {
        e.preventDefault();
        go();
      }
    });
    area.addEventListener("input", () => {
      grow(area);
      store();
    });
  }
  text.addEventListener("input", () => {
    if (Date.now() - typed < 3000 || !text.value) return;
    typed = Date.now();
    post(`/desk/c/${conv}/typing`).catch(() => {}); // nobody misses it
  });
  tones = wording.start(text, () => ({ conv, draft: reply.elements.draft.value }));
  hear = language.start(text, () => ({ conv, last: reply.elements.last.value }), () => tones.fit());
  // A press that took the focus from the text would move what is pressed: a phone has its bar while nothing is written.
  box.addEventListener("mousedown", (e) => { if (e.target.closest("button, label.button")) e.preventDefault(); });
  $("unuse").addEventListener("click", () => { use(0, ""); keep(); text.focus(); });
  $("unfound").addEventListener("click", () => { find("", ""); keep(); text.focus(); });
  $("mode-reply").addEventListener("click", () => mode("reply"));
  $("mode-note").addEventListener("click", () => mode("note"));
  files.addEventListener("change", () => { pick([...files.files]); files.value = ""; });
  text.addEventListener("paste", (e) => { if (e.clipboardData.files.length) { e.preventDefault(); pick([...e.clipboardData.files]); } });
  box.addEventListener("dragover", (e) => e.preventDefault());
  box.addEventListener("drop", (e) => { e.preventDefault(); if (!text.disabled) pick([...e.dataTransfer.files]); });
}
