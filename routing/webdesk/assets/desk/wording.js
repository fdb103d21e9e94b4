// Another wording of the reply: asked for by a button or a key, shown beside what the operator wrote, taken over only
// when he says so, and undone as easily. Nothing of it is sent by itself.

import { $ } from "./dom.js";
import { json } from "./net.js";
import * as language from "./language.js";

const tools = $("tones"), box = $("wording"), shown = $("wording-text"), notes = $("wording-notes"), title = $("wording-title");
const use = $("wording-use"), keep = $("wording-keep"), done = $("reworded"), into = $("foreign-into");
const doing = { shorter: "Making it shorter …", friendlier: "Making it friendlier …", formal: "Making it more formal …", translate: "Translating …" };
const made = { shorter: "Shorter", friendlier: "Friendlier", formal: "More formal", translate: "Translated" };
let asked, offered = "", before = "", taking = false;

const base = (lang) => (lang || "").split("-")[0];
const words = (s) => s.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

// compare shows a wording with the words marked that the operator's text does not have.
function compare(mine, text) {
  const known = new Set(words(mine));
  shown.replaceChildren(...text.split(/([\p{L}\p{N}]+)/u).map((piece) => {
    if (!/[\p{L}\p{N}]/u.test(piece) || known.has(piece.toLowerCase())) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  }));
}

// reset puts everything away that belongs to another text.
export function reset() {
  if (!tools) return;
  asked?.abort();
  asked = undefined;
  box.hidden = true;
  done.hidden = true;
  offered = before = "";
}

// start binds the tools to the reply's text; about() tells the conversation and the draft that it was made of.
export function start(area, about) {
  if (!tools) return { fit: () => {}, ask: () => {} };
  const buttons = [...tools.querySelectorAll("button")];

  // fit shows the tools while there is a text to say otherwise.
  function fit() {
    tools.hidden = area.disabled || !area.value.trim();
    const lang = document.querySelector("#part-head [data-lang]")?.dataset.lang, to = tools.querySelector("[data-tone=translate]");
    const is = language.of(area.value); // what the customer speaks already is not translated
    to.hidden = !lang || is === undefined || base(is) === base(lang) || language.warns(); // which has the tool beside it
    if (lang) into.textContent = to.textContent = "Into " + new Intl.DisplayNames(["en"], { type: "language" }).of(lang);
    into.hidden = !lang;
  }

  async function ask(tone) {
    reset();
    const mine = area.value, wish = new AbortController(), { conv, draft } = about();
    asked = wish;
    before = mine;
    box.hidden = false;
    box.ariaBusy = "true";
    title.textContent = doing[tone];
    shown.replaceChildren();
    notes.replaceChildren();
    use.hidden = true;
    keep.textContent = "Stop";
    keep.focus();
    try {
      const got = await json(`/desk/c/${conv}/tone`, new URLSearchParams({ text: mine, tone, draft }), wish.signal);
      if (asked !== wish) return;
      offered = got.text;
      title.textContent = made[tone];
      if (tone === "translate") shown.textContent = got.text;
      else compare(mine, got.text);
      shown.lang = got.lang || "";
      notes.replaceChildren(...(got.notes || []).map((n) => Object.assign(document.createElement("li"), { textContent: n })));
      use.hidden = false;
      keep.textContent = "Keep mine";
      use.focus();
    } catch (err) {
      if (asked !== wish) return;
      title.textContent = err.message;
      keep.textContent = "Close";
      keep.focus();
    } finally {
      if (asked === wish) box.ariaBusy = "false";
    }
  }

  // put exchanges the text so that the browser's own undo knows of it.
  function put(text) {
    taking = true;
    area.focus();
    area.select();
    if (!document.execCommand("insertText", false, text)) {
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    taking = false;
  }

  tools.addEventListener("click", (e) => { const b = e.target.closest("[data-tone]"); if (b) ask(b.dataset.tone); });
  into.addEventListener("click", () => ask("translate"));
  use.addEventListener("click", () => {
    const mine = before, text = offered;
    reset();
    put(text);
    before = mine;
    done.hidden = false;
  });
  keep.addEventListener("click", () => { reset(); area.focus(); });
  $("unword").addEventListener("click", () => { const mine = before; reset(); put(mine); });
  for (const part of [tools, box]) {
    part.addEventListener("keydown", (e) => {
      const at = buttons.indexOf(document.activeElement), by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (e.key === "Escape") { e.preventDefault(); reset(); area.focus(); }
      else if (by && at >= 0) {
        e.preventDefault();
        const seen = buttons.filter((b) => !b.hidden);
        seen[(seen.indexOf(buttons[at]) + by + seen.length) % seen.length].focus();
      }
    });
  }
  area.addEventListener("keydown", (e) => { if (e.key === "." && (e.ctrlKey || e.metaKey)) { e.preventDefault(); focus(); } });
  area.addEventListener("input", () => { if (!taking) reset(); fit(); });
  return { fit, ask };
}

// focus goes to the tools.
export function focus() {
  if (tools && !tools.hidden) tools.querySelector("button:not([hidden])").focus();
}
