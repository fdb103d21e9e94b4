// Writing: preview while typing, text kept in the browser, a warning before it is left, tools for Markdown.

import { beside } from "./beside.js";
import { kept } from "./kept.js";
import { links } from "./links.js";
import { toast } from "../layout.js";
import { upload } from "./upload.js";
import { tools } from "./tools.js";

const encoder = new TextEncoder();

export function write(form) {
  const name = form.dataset.draft, body = form.querySelector("#body"), preview = document.getElementById("preview");
  const state = form.querySelector("[data-state]"), untouched = values();
  let server, leaving = false, timer, saving, request, look = "", shown = body?.value, elsewhere;

  function values() {
    const v = {};
    for (const [key, value] of new FormData(form)) v[key] = key in v ? `${v[key]}\n${value}` : value; // a list has one a line
    delete v.do;
    return v;
  }
  const text = (v) => JSON.stringify({ ...v, based: "", old: "" });
  const refused = "unsaved" in form.dataset; // the page came back with what was typed, and has not saved it
  const restored = "restored" in form.dataset; // and that is what the server kept: this browser may have more
  const failed = refused && !restored && document.querySelector("main :is([role=alert]:not([hidden]), .conflict)"); // it was to be saved, and was not
  const dirty = () => text(values()) !== elsewhere && (refused || text(values()) !== text(untouched));

  function count() {
    if (!body) return;
    const bytes = encoder.encode(body.value).length, most = Number(body.dataset.max), el = form.querySelector("[data-count]");
    el.textContent = `${[...body.value].length} characters, ${bytes} of ${most} bytes${bytes > most ? ": too long, split it into several articles" : ""}`;
    el.classList.toggle("over", bytes > most);
  }

  async function render() {
    if (!body || body.value + look === shown) return;
    const value = body.value;
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch("/knowledge/preview", { method: "POST", body: new URLSearchParams({ body: value, as: look }), signal: request.signal });
      if (answer.redirected || !answer.ok) throw new Error(answer.status === 413 ? "too long" : "not available now");
      preview.innerHTML = await answer.text(); // made and cleaned by our own server
      shown = value + look;
    } catch (err) {
      if (err.name !== "AbortError") preview.innerHTML = `<p class="muted">The preview is ${err.message === "too long" ? "too long" : "not available now"}. What you write is kept.</p>`;
    }
  }

  // say tells how it stands with the text. The time stands beside what is read aloud, which is written only when it changes.
  function say(words, bad = false, when = "") {
    if (!state) return;
    if (state.textContent !== words) state.textContent = words;
    state.parentElement.classList.toggle("bad", bad);
    state.parentElement.querySelector("[data-when]").textContent = when;
  }

  function keep() {
    if (dirty()) {
      kept.write(name, values());
      if (!server) say("Autosaved in this browser");
    } else {
      kept.drop(name);
      say("");
    }
  }

  function touched() {
    count();
    clearTimeout(timer);
    clearTimeout(saving);
    timer = setTimeout(render, 250);
    saving = setTimeout(keep, 400);
    server?.touched();
  }

  // offer shows what was kept from an earlier visit, unless the page holds it already.
  function offer() {
    const old = kept.read(name), box = document.querySelector("[data-kept]");
    if (!old || !box || refused && !restored || text(old.values) === text(untouched)) return;
    const words = document.createElement("p"), row = document.createElement("div");
    words.textContent = `Text that you wrote ${new Date(old.at).toLocaleString()} and did not save is kept in this browser.${restored ? " It differs from what is below." : ""}`;
    row.className = "row";
    const done = () => {
      box.hidden = true;
      (body ?? form.querySelector("input:not([type=hidden]), textarea")).focus(); // the button is gone
    };
    row.append(button("Continue with it", "primary", () => {
      put(old.values);
      touched();
      done();
    }), button("Discard it", "", () => {
      kept.drop(name);
      done();
    }));
    box.replaceChildren(words, row);
    box.hidden = false;
  }

  // put fills the form; the version that the text was begun with comes along, so that nothing newer is overwritten.
  function put(v) {
    v = { ...v, based: v.old || v.based, old: "" };
    if (!v.fresh_was || v.fresh === v.fresh_was) { // the tick was not touched: it stays as the page has it
      delete v.fresh;
      delete v.fresh_was;
    }
    for (const [key, value] of Object.entries(v)) {
      const field = form.elements[key];
      if (field?.type === "checkbox") continue;
      if (field instanceof RadioNodeList && field[0].type !== "radio") value.split("\n").forEach((line, i) => { if (field[i]) field[i].value = line; });
      else if (field) field.value = value;
    }
    for (const box of form.querySelectorAll("input[type=checkbox][name]")) if (box.name in v || box.name !== "fresh") box.checked = v[box.name] === box.value;
  }

  form.addEventListener("input", touched);
  form.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && e.target.matches("input")) e.preventDefault(); // Enter in a line does not save an article
    if ((e.ctrlKey || e.metaKey) && e.key === "s") {
      e.preventDefault();
      form.querySelector("[value=save]").click();
    }
  });
  form.addEventListener("submit", (e) => {
    if (leaving) return e.preventDefault(); // pressed twice
    if ("storing" in form.dataset) { // it would not be in the text
      e.preventDefault();
      toast("A file is still being stored. Wait a moment, then press again.", true);
      return;
    }
    if (body && e.submitter?.value !== "preview" && encoder.encode(body.value).length > Number(body.dataset.max)) {
      e.preventDefault();
      toast("The text is too long: split it into several articles.", true);
      body.focus();
      return;
    }
    keep();
    if (server?.signedOut()) {
      e.preventDefault();
      server.back().then((again) => { if (again) form.requestSubmit(e.submitter); });
      return;
    }
    if (server?.cutOff()) { // the browser would leave the page for one of its own
      e.preventDefault();
      server.retry().then((again) => {
        if (again) form.requestSubmit(e.submitter);
        else toast("The server cannot be reached. What you wrote stays here and in this browser: press again in a moment.", true);
      });
      return;
    }
    say(e.submitter?.value === "try" ? `Trying with the last ${form.elements.last.value} questions …` : "Sending …");
    kept.sending(name);
    leaving = true;
    server?.end();
    setTimeout(() => { leaving = false; server?.go(); }, 5000); // it did not arrive: warn again
  });
  addEventListener("beforeunload", (e) => {
    if (leaving || !dirty() && !("storing" in form.dataset)) return;
    keep();
    if (failed || "storing" in form.dataset || !server?.safe()) e.preventDefault();
  });
  addEventListener("pageshow", (e) => { if (e.persisted) { leaving = false; server?.go(); } });
  document.querySelector("[data-forget]")?.addEventListener("click", () => {
    kept.drop(name);
    leaving = true;
    server?.end();
  });

  panes(form, render);
  const looks = form.querySelector("[data-looks]");
  if (looks) looks.hidden = false;
  looks?.addEventListener("click", (e) => {
    const chosen = e.target.closest("[data-look]");
    if (!chosen) return;
    look = chosen.dataset.look === "0" ? "" : chosen.dataset.look;
    for (const b of looks.children) b.setAttribute("aria-pressed", String(b === chosen));
    preview.classList.toggle("md", look === "");
    render();
  });
  if (body) upload(form, body, touched);
  if (body) links(form, body, touched);
  if (body) tools(body, form.querySelector("[data-tools]"), touched);
  count();
  if (form.elements.based) server = beside(form, values, dirty, say, () => {
    elsewhere = text(values());
    kept.drop(name);
    const unsaved = document.querySelector("[data-forget]")?.closest(".banner");
    if (unsaved) unsaved.hidden = true;
  });
  offer();
  [...form.elements].find((field) => field.ariaInvalid === "true")?.focus();
}

function button(words, kind, act) {
  const el = document.createElement("button");
  el.type = "button";
  el.className = kind;
  el.textContent = words;
  el.addEventListener("click", act);
  return el;
}

// panes shows one of text and preview where there is no room for both.
function panes(form, render) {
  const bar = form.querySelector("[data-panes]"), all = form.querySelector(".panes");
  if (!bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (e) => {
    const chosen = e.target.closest("[data-pane]");
    if (!chosen) return;
    all.dataset.show = chosen.dataset.pane;
    for (const b of bar.children) b.setAttribute("aria-pressed", String(b === chosen));
    if (chosen.dataset.pane === "preview") render();
  });
}
