// Search while typing: the list that the search page would show takes the place of the page's text, and its address that of the
// page, so that reloading, coming back and the other languages show it again.
"use strict";
(() => {
  const form = document.querySelector("[data-search]");
  const results = document.getElementById("results");
  const rest = document.querySelector(".rest");
  if (!form || !results) return;
  const input = form.elements.q;
  const here = rest ? location.href : form.action; // without a search
  const langs = [...document.querySelectorAll("nav a[hreflang]")].map((a) => ({ a, href: rest ? a.href : "/help/" + a.hreflang }));
  let timer = 0, last = input.value.trim(), running = null;

  const show = (html, query) => {
    results.innerHTML = html;
    if (rest) rest.hidden = html.trim() !== "";
    for (const l of langs) l.a.href = query ? "/help/" + l.a.hreflang + "/search" + query : l.href;
    history.replaceState(null, "", query ? form.action + query : here);
  };

  const search = async () => {
    const q = input.value.trim();
    if (q === last) return;
    last = q;
    if (running) running.abort();
    if (q.length < 2) return show("", "");
    running = new AbortController();
    const query = "?q=" + encodeURIComponent(q);
    try {
      const answer = await fetch(form.action + query, { headers: { "X-Part": "results" }, signal: running.signal });
      if (answer.ok) show(await answer.text(), query);
    } catch (e) {
      if (e.name !== "AbortError") last = ""; // the form still works
    }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 180); });
})();
