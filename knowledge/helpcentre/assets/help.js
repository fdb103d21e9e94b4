// Search while typing: the list that the search page would show takes the place of the page's text, and its address is shown, so
// that reloading, coming back and the other languages show it again. It is one step of the browser's history, however much is
// typed, and the step before it is the page. How many were found is read aloud, the list is not.
"use strict";
(() => {
  const form = document.querySelector("[data-search]");
  const results = document.getElementById("results"), said = document.getElementById("said");
  const rest = document.querySelector(".rest");
  if (!form || !results) return;
  const input = form.elements.q;
  const here = rest ? location.href : form.action; // without a search
  const langs = [...document.querySelectorAll("nav a[hreflang]")].map((a) => ({ a, href: rest ? a.href : "/help/" + a.hreflang }));
  const plain = (address) => address.split("#")[0];
  let timer = 0, last = input.value.trim(), running = null, searching = !rest; // searching: the address is that of a search

  const show = (html, query) => {
    results.innerHTML = html;
    said.textContent = results.querySelector(".hint, .none")?.textContent ?? "";
    if (rest) rest.hidden = html.trim() !== "";
    for (const l of langs) l.a.href = query ? "/help/" + l.a.hreflang + "/search" + query : l.href;
  };

  const go = (html, query) => {
    show(html, query);
    history[query && !searching ? "pushState" : "replaceState"](null, "", query ? form.action + query : here);
    searching ||= query !== "";
  };

  const search = async () => {
    const q = input.value.trim();
    if (q === last) return;
    last = q;
    if (running) running.abort();
    if (q.length < 2) return go("", "");
    running = new AbortController();
    const query = "?q=" + encodeURIComponent(q);
    try {
      const answer = await fetch(form.action + query, { headers: { "X-Part": "results" }, signal: running.signal });
      if (answer.ok) go(await answer.text(), query);
    } catch (e) {
      if (e.name !== "AbortError") last = ""; // the form still works
    }
  };

  addEventListener("popstate", () => {
    const now = new URL(location.href);
    searching = now.pathname === new URL(form.action).pathname;
    if (!searching && (!rest || plain(now.href) !== plain(here))) return location.reload(); // a page that this one took the place of
    input.value = now.searchParams.get("q") ?? "";
    if (searching) return search();
    running?.abort();
    last = "";
    show("", "");
  });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 180); });
})();
