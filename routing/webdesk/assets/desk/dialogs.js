// Windows with a form: transfer, snooze, close and the like. What was typed stays when the server refuses.

import { $, fragment } from "./dom.js";
import { get, post } from "./net.js";
import * as contradicted from "./disputes.js";
import { toast } from "../layout.js";

// open shows a window for a conversation; path is where its form goes when that is not the conversation's own.
export function open(name, conv, path) {
  const dialog = $(`dialog-${name}`), form = dialog?.querySelector("form[data-path]");
  if (!dialog || dialog.open) return;
  if (form) form.action = path || `/desk/c/${conv}/${form.dataset.path}`;
  const wrong = dialog.querySelector(".error");
  if (wrong) wrong.hidden = true;
  if (name === "snooze") preset("1h");
  if (name === "close") for (const end of form.elements.disposition) end.checked = end.defaultChecked; // as it is proposed now
  if (name === "ending") {
    const now = document.querySelector("#part-head [data-ending]")?.dataset.ending;
    for (const end of form.elements.disposition) end.checked = end.value === now;
  }
  dialog.showModal();
}

const pad = (n) => String(n).padStart(2, "0");

function preset(which) {
  const at = new Date();
  at.setSeconds(0, 0);
  switch (which) {
    case "1h": at.setHours(at.getHours() + 1); break;
    case "3h": at.setHours(at.getHours() + 3); break;
    case "tomorrow": at.setDate(at.getDate() + 1); at.setHours(9, 0); break;
    default: at.setDate(at.getDate() + ((8 - at.getDay()) % 7 || 7)); at.setHours(9, 0);
  }
  $("s-until").value = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

const rows = (form) => [...form.querySelectorAll(".pair")].filter((p) => p.querySelector("[name=field]"));
const differs = (input) => input.value !== input.defaultValue;

// merge brings in what a colleague saved meanwhile and keeps what was changed here.
async function merge(form) {
  const html = await get(form.action.replace("/subscriber", "/parts"));
  const person = [...fragment(html).querySelectorAll("template")].find((t) => t.dataset.part === "person").content;
  const theirs = person.querySelector("form");
  for (const name of ["name", "lang", "comment"]) {
    if (differs(form.elements[name])) theirs.elements[name].value = form.elements[name].value;
  }
  for (const row of rows(form)) {
    const [key, value] = row.querySelectorAll("input");
    if (!differs(key) && !differs(value)) continue;
    let same = rows(theirs).find((r) => r.querySelector("input").value === key.value);
    if (!same) {
      same = rows(theirs)[0].cloneNode(true);
      rows(theirs).at(-1).before(same);
      same.querySelector("input").value = key.value;
    }
    same.querySelectorAll("input")[1].value = value.value;
  }
  theirs.dataset.dirty = "1";
  form.replaceWith(theirs);
}

// start binds all forms marked data-form; after() is called when one was taken.
export function start(after) {
  document.addEventListener("submit", async (e) => {
    const form = e.target.closest("form[data-form]");
    if (!form) return;
    e.preventDefault();
    if (form.ariaBusy === "true") return;
    if (form.elements.until) {
      const at = new Date($("s-until").value);
      form.elements.until.value = Number.isNaN(at.getTime()) ? "" : at.toISOString();
    }
    const dialog = form.closest("dialog"), wrong = dialog?.querySelector(".error");
    form.ariaBusy = "true";
    try {
      const body = new URLSearchParams(new FormData(form)), disputed = form.querySelector(".disputes");
      for (const words of disputed ? contradicted.seen(disputed) : []) body.append("seen", words);
      const to = await post(form.action, body);
      delete form.dataset.dirty;
      if (form.dataset.form === "card") toast("Saved");
      if (dialog) {
        dialog.close();
        form.reset();
      }
      after(to);
    } catch (err) {
      if (form.dataset.form === "card" && err.status === 409) {
        await merge(form).catch(() => {});
        toast("Somebody else saved the card meanwhile. Their changes are in, yours are kept: look, and save again.", true);
      } else if (err.disputes && form.querySelector(".disputes")) {
        contradicted.show(form.querySelector(".disputes"), err.disputes);
      } else if (wrong) {
        wrong.textContent = err.message;
        wrong.hidden = false;
      } else toast(err.message, true);
    } finally {
      form.ariaBusy = "false";
    }
  });
  document.addEventListener("click", (e) => {
    if (e.target.closest("[data-act=dialog-close]")) e.target.closest("dialog").close();
    const until = e.target.closest("[data-until]");
    if (until) preset(until.dataset.until);
    if (e.target.tagName === "DIALOG" && e.target.id === "dialog-keys") e.target.close();
  });
}
