// The desk: which conversation is open, what is fetched when, and what buttons and keys do.

import { $, fragment, patch, remember } from "./dom.js";
import { get, heartbeat, post, uuid } from "./net.js";
import { listen } from "./live.js";
import { keys } from "./keys.js";
import * as composer from "./composer.js";
import * as dialogs from "./dialogs.js";
import * as wording from "./wording.js";
import { atRest, steadily } from "./press.js";
import { settled, tell, toast } from "../layout.js";

const desk = $("desk"), scroll = $("scroll");
const seen = {
  of: (id) => Number(localStorage.getItem(`desk:seen:${id}`) || 0),
  set: (id, seq) => { if (seq > seen.of(id)) localStorage.setItem(`desk:seen:${id}`, seq); },
};
let conv = Number(desk.dataset.conversation || 0), all = "", stood = ""; // the list that the conversation stood in
let tab = document.querySelector("[data-tab][aria-pressed=true]")?.dataset.tab || "", department = "0", query = $("find").value;

// once gathers calls: one at a time, and once more when called meanwhile.
function once(f) {
  let running = false, again = false;
  return async function run() {
    if (running) { again = true; return; }
    running = true;
    try {
      do { again = false; await f(); } while (again);
    } catch (err) {
      if (err.status) toast(err.message, true); // without a server the banner says so already
    } finally {
      running = false;
    }
  };
}

const refreshList = once(async () => {
  const wanted = () => new URLSearchParams({ tab, department, q: query }).toString(), url = wanted();
  const html = await get(`/desk/list?${url}`);
  await atRest();
  if (url !== wanted()) return; // it is fetched anew
  patch($("part-list"), fragment(html));
  marks();
});

const refreshTalk = once(async () => {
  if (!conv) return;
  const id = conv;
  let html;
  try {
    html = await get(`/desk/c/${id}/parts${all}`);
  } catch (err) {
    if (id !== conv) return;
    if (err.status === 404) { toast(err.message, true); leave(); return; }
    throw err;
  }
  await atRest();
  if (id === conv) steadily("[data-draft] .row button, .fact .row button", () => place(html));
});

// place puts the parts of a conversation in place.
function place(html) {
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  let news = [];
  for (const t of fragment(html).querySelectorAll("template[data-part]")) {
    const target = $(`part-${t.dataset.part}`), via = t.dataset.part === "state" && $("via")?.value;
    if (target.querySelector("form[data-dirty]") || target.closest("dialog[open]")) continue;
    const inside = ["facts", "head"].includes(t.dataset.part) && target.contains(document.activeElement);
    const fresh = patch(target, t.content);
    if (inside && !target.contains(document.activeElement)) (target.querySelector("button.accept, h1") || $("p-name"))?.focus({ preventScroll: true });
    if (via && $("via")) $("via").value = via;
    if (t.dataset.part === "timeline") news = fresh;
  }
  settle(atEnd, news);
}

function settle(atEnd, news) {
  const head = $("part-head").firstElementChild;
  if (!head) return;
  composer.state(head.dataset.lastCustomer);
  follow(head.dataset.list);
  tell(desk);
  days();
  bar();
  if (atEnd) bottom();
  else if (news.some((el) => el.matches(".msg, .note"))) $("newer").hidden = false;
  if (news.some((el) => el.matches(".msg.in"))) $("typing").textContent = "";
  read();
  const drafts = Number(head.dataset.drafts);
  $("bar-drafts").hidden = !drafts;
  $("bar-drafts").textContent = drafts || "";
}

// follow goes to the list of one's own when the open conversation becomes one's own: whoever took it stays with it.
function follow(stands) {
  if (stands === "mine" && stood && stood !== "mine" && tab === stood && !query) {
    tab = "mine";
    refreshList();
  }
  stood = stands;
}

// days shows the first heading of each day: the server knows hours, only the browser knows where midnight is.
function days() {
  let was = "";
  for (const el of document.querySelectorAll("#part-timeline > .day")) {
    el.hidden = el.textContent === was;
    was = el.textContent;
  }
}

// bar fits the phone's button to what can be taken.
function bar() {
  const head = conv && desk.dataset.view !== "list" ? $("part-head").firstElementChild : null;
  $("bar-take").querySelector("span").textContent = head ? "Take" : "Take next";
  document.querySelector("[data-act=toggle-help]")?.setAttribute("aria-pressed", desk.dataset.view === "help");
  $("bar-take").disabled = Boolean(head && !document.querySelector("#part-head [data-act=take]"));
}

function bottom() {
  scroll.scrollTop = scroll.scrollHeight;
  $("newer").hidden = true;
}

// read marks the open conversation as read, while somebody looks.
function read() {
  const head = $("part-head").firstElementChild;
  if (!conv || !head || document.visibilityState !== "visible") return;
  seen.set(conv, Number(head.dataset.seq));
  marks();
}

// marks shows what is open and what is unread, in the list and in the title.
function marks() {
  let unread = 0;
  for (const row of document.querySelectorAll(".conv")) {
    const id = Number(row.dataset.id), fresh = "waits" in row.dataset && Number(row.dataset.seq) > seen.of(id);
    row.classList.toggle("unread-row", fresh);
    row.querySelector(".unread-words").textContent = fresh ? "unread" : "";
    if (id === conv) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    if (fresh) unread++;
  }
  const name = conv ? $("talk-name")?.textContent || "Desk" : "Desk";
  document.title = `${unread ? `(${unread}) ` : ""}${name} · Switchboard`;
  $("bar-badge").hidden = !unread;
  $("bar-badge").textContent = unread || "";
  tell($("part-list"));
}

function view(which) {
  desk.dataset.view = which;
  bar();
}

// The earlier questions that a draft is like are fetched when somebody wants to see them.
$("part-drafts").addEventListener("toggle", async (e) => {
  const peek = e.target, into = peek.querySelector?.(".earlier");
  if (!peek.open || !peek.dataset.earlier || !into || "there" in into.dataset) return;
  try {
    into.replaceChildren(fragment(await get(peek.dataset.earlier)));
    into.dataset.there = "";
  } catch (err) {
    into.textContent = err.status ? err.message : "The server does not answer. Open this again in a moment.";
  }
}, true);

// open shows a conversation.
async function open(id, push = true) {
  if (!id) return;
  view("conversation");
  if (id === conv) return;
  conv = id;
  all = stood = "";
  if (push) history.pushState({ id }, "", `/desk/c/${id}`);
  for (const part of ["head", "timeline", "state", "handoff", "drafts", "facts", "person"]) $(`part-${part}`).replaceChildren();
  desk.classList.remove("idle");
  $("nothing").hidden = true;
  $("talk").hidden = false;
  if ($("knowledge")) { $("knowledge").hidden = false; $("ask").value = ""; $("hits").replaceChildren(); }
  $("typing").textContent = "";
  $("newer").hidden = true;
  composer.show(id);
  marks();
  await refreshTalk();
  bottom();
}

function leave() {
  conv = 0;
  stood = "";
  history.pushState({}, "", "/desk");
  desk.classList.add("idle");
  $("talk").hidden = true;
  $("nothing").hidden = false;
  for (const part of ["handoff", "drafts", "facts", "person"]) $(`part-${part}`).replaceChildren();
  if ($("knowledge")) $("knowledge").hidden = true;
  view("list");
  marks();
}

function refresh() {
  refreshList();
  refreshTalk();
}

const idOf = (path) => Number(/^\/desk\/c\/(\d+)/.exec(path || "")?.[1] || 0);

// act posts for the open conversation.
async function act(path, say) {
  try {
    const to = await post(path);
    if (say) toast(say);
    return to;
  } catch (err) {
    toast(err.message, true);
    return null;
  } finally {
    refresh();
  }
}

function draftOf(el) {
  const box = el.closest("[data-draft]");
  return { id: box.dataset.draft, n: box.dataset.n, text: box.querySelector(".raw").value };
}

function editDraft(el) {
  const d = draftOf(el);
  view("conversation");
  composer.edit(d.id, d.text, `You edit draft ${d.n}.`);
}

const sent = new Map(); // draft → key: pressing twice sends once
async function sendDraft(button) {
  const d = draftOf(button), id = conv;
  if (button.disabled) return;
  button.disabled = true;
  if (!sent.has(d.id)) sent.set(d.id, uuid());
  const body = new FormData();
  for (const [k, v] of Object.entries({ key: sent.get(d.id), text: d.text, draft: d.id, last: $("reply").elements.last.value })) body.append(k, v);
  try {
    await post(`/desk/c/${id}/reply`, body);
    settled(`reply ${id}`);
    if (id === conv) composer.dispute([]);
    toast("Sent");
    view("conversation");
    bottom();
  } catch (err) {
    button.disabled = false;
    if (err.disputes && id === conv) { // what a model wrote and the knowledge base says otherwise is for the operator to read
      view("conversation");
      composer.edit(d.id, d.text, `You edit draft ${d.n}.`);
      composer.dispute(err.disputes);
    } else {
      toast(err.message, true, `reply ${id}`);
    }
  } finally {
    refresh();
  }
}

async function next() {
  const to = await act("/desk/next");
  if (to) { tab = "mine"; open(idOf(to)); refreshList(); }
}

// showLine brings the line that a fact was read from into view.
function showLine(seq) {
  view("conversation");
  const line = $(`line-${seq}`);
  if (!line) { toast("This message is further up: show the earlier lines."); return; }
  for (const el of document.querySelectorAll(".pointed")) el.classList.remove("pointed");
  line.classList.add("pointed");
  line.scrollIntoView({ block: "center" });
}

const acts = {
  next,
  take: () => conv && act(`/desk/c/${conv}/take`),
  "bar-take": () => (conv && desk.dataset.view !== "list" ? acts.take() : next()),
  "toggle-help": () => view(desk.dataset.view === "help" ? "conversation" : "help"),
  reopen: () => act(`/desk/c/${conv}/reopen`),
  reply: () => conv && composer.mode("reply"),
  note: () => conv && composer.mode("note"),
  "show-line": (el) => showLine(el.dataset.seq),
  earlier: () => { all = "?all=1"; refreshTalk(); },
  unfind: () => { $("find").value = query = ""; refreshList(); },
  "send-draft": sendDraft,
  "edit-draft": editDraft,
  "translate-draft": (el) => { editDraft(el); composer.translate(); },
  insert: (el) => { view("conversation"); composer.insert(el.closest(".hit").querySelector(".raw").value, el.dataset.found, el.dataset.title); },
};

document.addEventListener("click", (e) => {
  const el = e.target.closest("button, a");
  if (!el) return;
  if (el.matches("a[data-id]") && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0) {
    e.preventDefault();
    open(Number(el.dataset.id));
    return;
  }
  if (el.dataset.view) view(el.dataset.view);
  if (el.dataset.tab) { tab = el.dataset.tab; $("find").value = query = ""; refreshList(); }
  if (el.dataset.dialog) {
    el.closest("details.menu")?.removeAttribute("open");
    const path = { dismiss: () => `/desk/draft/${draftOf(el).id}/dismiss`, wrong: () => `/desk/c/${conv}/article/${el.dataset.article}/wrong` };
    dialogs.open(el.dataset.dialog, conv, path[el.dataset.dialog]?.() || "");
  }
  acts[el.dataset.act]?.(el);
});

document.addEventListener("change", (e) => {
  if (e.target.id === "department") { department = e.target.value; refreshList(); }
});
document.addEventListener("input", (e) => {
  const card = e.target.closest("form[data-form=card]");
  if (card) card.dataset.dirty = "1";
});

let finding, asking, asked;
$("find").addEventListener("input", () => {
  clearTimeout(finding);
  finding = setTimeout(() => { query = $("find").value.trim(); refreshList(); }, 250);
});
$("ask")?.addEventListener("input", () => {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const html = await get(`/desk/c/${conv}/search?${new URLSearchParams({ q: $("ask").value })}`, asked.signal);
      $("hits").replaceChildren(fragment(html));
      tell($("hits"));
    } catch (err) {
      if (err.name !== "AbortError") toast(err.message, true);
    }
  }, 200);
});

function step(by) {
  const rows = [...document.querySelectorAll(".conv")], at = rows.findIndex((r) => Number(r.dataset.id) === conv);
  const row = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (!row) return;
  open(Number(row.dataset.id));
  row.scrollIntoView({ block: "nearest" });
}

const draft = (n) => { const b = document.querySelector(`[data-draft][data-n="${n}"] [data-act=edit-draft]`); if (b) editDraft(b); };
const dialog = (name) => () => { if (document.querySelector(`#part-head [data-dialog=${name}]`)) dialogs.open(name, conv); };
keys({
  j: () => step(1), k: () => step(-1), g: next, t: acts.take, r: acts.reply, n: acts.note,
  1: () => draft(1), 2: () => draft(2), 3: () => draft(3), 4: () => draft(4), w: wording.focus,
  s: () => { if (conv && $("ask")) { view("help"); $("ask").focus(); } }, "/": () => { view("list"); $("find").focus(); },
  x: dialog("transfer"), z: dialog("snooze"), e: dialog("close"), "?": () => dialogs.open("keys", conv),
});

let soon;
listen((id) => {
  if (!id || id === conv) refreshTalk();
  // A busy hour changes many rows a second: the list follows more slowly, and slower still when nobody looks.
  soon ??= setTimeout(() => { soon = undefined; refreshList(); }, document.visibilityState === "visible" ? 400 : 3000);
}, (id) => {
  if (id !== conv) return;
  const el = $("typing");
  el.textContent = `${$("talk-name")?.textContent || "The customer"} is writing …`;
  clearTimeout(el.timer);
  el.timer = setTimeout(() => { el.textContent = ""; }, 6000);
});

composer.start((id) => { if (id === conv) bottom(); refresh(); });
dialogs.start((to) => { if (idOf(to)) refresh(); });
addEventListener("popstate", () => { const id = idOf(location.pathname); if (id) open(id, false); else leave(); });
document.addEventListener("visibilitychange", read);
$("newer").addEventListener("click", bottom);
scroll.addEventListener("scroll", () => { if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60) $("newer").hidden = true; });

// The heartbeat of an open desk. Who has chosen to be offline stays so; who was long away is online again, and sees that.
const beat = async () => {
  if (document.querySelector("[data-presence] [value=offline]")?.checked && sessionStorage.getItem("desk:offline")) return;
  try {
    const presence = await heartbeat();
    const choice = document.querySelector(`[data-presence] [value=${presence}]`);
    if (!choice || choice.checked) return;
    choice.checked = true;
    document.querySelector(".face .dot").className = `dot ${presence}`;
  } catch { /* the next one follows */ }
};
document.querySelector("[data-presence]")?.addEventListener("change", (e) => {
  if (e.target.value === "offline") sessionStorage.setItem("desk:offline", "1");
  else sessionStorage.removeItem("desk:offline");
});
setInterval(beat, 30000);

for (const part of document.querySelectorAll("[id^=part-]")) remember(part);
if (conv) {
  composer.show(conv);
  settle(true, []);
  history.replaceState({ id: conv }, "");
}
marks();
beat();
