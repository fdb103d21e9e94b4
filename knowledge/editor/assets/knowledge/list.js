// The list: found while typing and gone through, without leaving the page. Another page of it is a step of the history.

import { batch } from "./batch.js";
import { tell, toast } from "../layout.js";

export function list(form) {
  const results = document.getElementById("results"), find = form.querySelector("[data-find]");
  const many = batch(document.querySelector("[data-batch]"), results);
  let timer, request, asked = location.search;

  // address leaves out what is empty, so that it can be passed on.
  function address() {
    const v = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) v.set(name, value);
    return `/knowledge${v.size ? `?${v}` : ""}`;
  }

  // load shows what the form asks for, or a page of it, and tells whether it does.
  async function load(url = address(), step = "replaceState") {
    clearTimeout(timer);
    request?.abort();
    request = new AbortController();
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { "X-Part": "results" }, signal: request.signal });
      if (answer.redirected || answer.status === 401) { location.assign(url); return false; }
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      results.innerHTML = await answer.text(); // made and escaped by our own server
      tell(results);
      history[step](null, "", url);
      asked = location.search;
      shelves();
      many?.loaded();
    } catch (err) {
      if (err.name === "AbortError") return false;
      toast(`The list could not be loaded: ${err.message}`, true);
    }
    results.removeAttribute("aria-busy");
    return asked === new URL(url, location.href).search;
  }

  // follow goes where a link within the list leads, and on from how many were found there.
  async function follow(url, step) {
    const to = new URL(url).searchParams;
    for (const field of form.elements) if (field.name) field.value = to.get(field.name) ?? "";
    if (!await load(url, step)) return;
    const found = results.querySelector(".found");
    found.tabIndex = -1;
    found.focus();
  }

  // shelves carries what is asked for over to the links of the projects.
  function shelves() {
    const asked = new URL(location.href).searchParams;
    asked.delete("page");
    for (const a of document.querySelectorAll(".shelves [data-project]")) {
      if (a.dataset.project) asked.set("project", a.dataset.project);
      else asked.delete("project");
      a.href = `/knowledge${asked.size ? `?${asked}` : ""}`;
    }
  }

  form.addEventListener("input", (e) => {
    if (e.target !== find) return;
    clearTimeout(timer);
    timer = setTimeout(load, 200);
  });
  form.addEventListener("change", (e) => { if (e.target !== find) load(); });
  form.addEventListener("submit", (e) => { e.preventDefault(); load(); });
  form.addEventListener("keydown", (e) => {
    if (e.target === find && e.key === "Escape" && find.value) { e.preventDefault(); find.value = ""; load(); }
  });
  results.addEventListener("click", (e) => {
    const link = e.target.closest(".pager a, .narrow-by a, [data-clear]");
    if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    follow(link.href, link.closest(".pager") ? "pushState" : "replaceState");
  });
  addEventListener("popstate", () => {
    if (location.search === asked) return; // a link within the page
    many?.remember(); // what is ticked by now
    location.reload();
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/" && !e.target.closest("input, textarea, select")) {
      e.preventDefault();
      find.focus();
      find.select();
    }
    if (e.key === "x" && results.contains(document.activeElement)) document.activeElement.closest(".entry")?.querySelector("[data-pick]")?.click();
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const links = [...results.querySelectorAll("[data-result]")], at = links.indexOf(document.activeElement);
    if (at < 0 && !(e.target === find && e.key === "ArrowDown")) return;
    e.preventDefault();
    (links[at + (e.key === "ArrowDown" ? 1 : -1)] ?? find).focus();
  });
}
