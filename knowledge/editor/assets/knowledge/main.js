// The knowledge pages in a browser: what a page has is what it gets.

import { batch } from "./batch.js";
import { imports } from "./import.js";
import { list } from "./list.js";
import { write } from "./write.js";
import { kept, submitted } from "./kept.js";
import { plan } from "./plan.js";
import { toast } from "../layout.js";

document.documentElement.classList.add("script");

if (document.querySelector("[data-done]")) {
  submitted();
  const clean = new URL(location.href);
  for (const name of { many: ["done", "n", "same"], worded: ["done", "of"] }[clean.searchParams.get("done")] ?? ["done"]) clean.searchParams.delete(name);
  history.replaceState(null, "", clean);
}
if (matchMedia("(max-width: 760px)").matches) for (const d of document.querySelectorAll("[data-narrow-closed]")) d.open = false;
const filters = document.querySelector("[data-filters]");
if (filters) list(filters);
else batch(document.querySelector("[data-batch]"), document.querySelector("[data-batch-of]"));
const uploads = document.querySelector("[data-import]");
if (uploads) imports(uploads);
const form = document.querySelector("[data-write]");
if (form) write(form);

for (const b of document.querySelectorAll("[data-remember]")) {
  b.hidden = false;
  b.addEventListener("click", async () => {
    if (b.ariaDisabled) return;
    b.ariaDisabled = "true"; // it keeps the focus
    const answer = await fetch("/knowledge/must-find", { method: "POST", headers: { "X-Part": "none" },
      body: new URLSearchParams({ project: b.dataset.project, key: b.dataset.key, lang: b.dataset.lang, question: b.dataset.question }) }).catch(() => null);
    if (answer?.status === 204) { b.textContent = "Added"; toast("Added to the test questions"); }
    else { b.ariaDisabled = null; toast("It could not be saved. Try again in a moment.", true); }
  });
}

for (const f of document.querySelectorAll("form[data-drop]")) f.addEventListener("submit", () => kept.drop(f.dataset.drop));

// On a narrow screen the tabs scroll: the one that is shown is brought into sight.
const tab = document.querySelector(".kb-tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;

for (const f of document.querySelectorAll("[data-plan]")) plan(f);

// What gets the focus is not left behind the bar at the lower edge of the window.
for (const bar of document.querySelectorAll(".save-bar, .batch")) {
  const room = () => document.documentElement.style.setProperty("--bar", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px");
  new ResizeObserver(room).observe(bar);
  addEventListener("resize", room);
}

// Whoever pressed something on the page before goes on from what came of it, and not from the top.
const said = document.querySelector("[data-done], .conflict, .trial, .error[role=alert], #now");
if (said && [document.body, null].includes(document.activeElement) && !document.querySelector("[autofocus]")) {
  said.tabIndex = -1;
  said.focus({ preventScroll: Boolean(location.hash) });
}

document.addEventListener("keydown", (e) => {
  if (e.key !== "e" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]")) return;
  document.querySelector("[data-edit]")?.click();
});
