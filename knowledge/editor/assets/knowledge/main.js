// The knowledge pages in a browser: what a page has is what it gets.

import { list } from "./list.js";
import { write } from "./write.js";
import { submitted } from "./kept.js";

document.documentElement.classList.add("script");

if (document.querySelector("[data-done]")) {
  submitted();
  history.replaceState(null, "", location.href.replace(/([?&])done=[a-z]+(&|$)/, (_, a, b) => (b ? a : "")));
}
const filters = document.querySelector("[data-filters]");
if (filters) list(filters);
const form = document.querySelector("[data-write]");
if (form) write(form);

document.addEventListener("keydown", (e) => {
  if (e.key !== "e" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]")) return;
  document.querySelector("[data-edit]")?.click();
});
