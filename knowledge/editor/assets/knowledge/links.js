// A link to another article: found by its words, chosen by a key or a click, and put where the cursor was.

import { insert } from "./insert.js";

export function links(form, field, touched) {
  const dialog = document.querySelector("[data-links]"), open = form.querySelector("[data-link-article]");
  if (!dialog || !open) return;
  const find = dialog.querySelector("input"), found = dialog.querySelector("[data-links-found]"), said = dialog.querySelector("[data-links-said]");
  let timer, request, words = "", from = 0, to = 0;
  open.hidden = false;

  function show() {
    from = field.selectionStart;
    to = field.selectionEnd;
    words = field.value.slice(from, to);
    find.value = words.length < 80 ? words.replace(/\s+/g, " ").trim() : "";
    dialog.showModal();
    find.select();
    load();
  }

  async function load() {
    request?.abort();
    request = new AbortController();
    const lang = form.elements.language?.value || field.lang;
    const audience = form.querySelector("[name=audience]:checked")?.value ?? "";
    try {
      const answer = await fetch("/knowledge/links", { method: "POST", body: new URLSearchParams({ q: find.value, lang, audience }), signal: request.signal });
      if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
      found.innerHTML = await answer.text(); // made and escaped by our own server
    } catch (err) {
      if (err.name === "AbortError") return;
      found.textContent = "The articles cannot be searched now. Try again in a moment.";
    }
    const all = found.querySelectorAll("li").length; // how many there are is read aloud, the list is not
    said.textContent = all ? `${all} ${all === 1 ? "article" : "articles"}` : found.textContent;
  }

  function choose(button) {
    const text = (words || button.dataset.title).replace(/[\[\]\n]/g, " ").trim();
    dialog.close();
    field.setSelectionRange(from, to); // a browser may forget it while the dialog has the focus
    insert(field, `[${text}](${button.dataset.url})`);
    touched();
  }

  const buttons = () => [...found.querySelectorAll("button")];
  open.addEventListener("click", show);
  field.addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || !e.shiftKey || e.key.toLowerCase() !== "k") return;
    e.preventDefault();
    show();
  });
  find.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 200); });
  dialog.addEventListener("click", (e) => {
    const button = e.target.closest("[data-url]");
    if (button) choose(button);
    if (e.target.closest("[data-links-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => field.focus());
  dialog.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && e.target === find) {
      e.preventDefault();
      if (buttons()[0]) choose(buttons()[0]);
    }
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    e.preventDefault();
    const all = buttons(), at = all.indexOf(document.activeElement);
    (all[at + (e.key === "ArrowDown" ? 1 : -1)] ?? find).focus();
  });
}
