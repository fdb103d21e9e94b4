// Search while typing: the list that the search page would show takes the place of the page's text.
"use strict";
(() => {
  const form = document.querySelector("[data-search]");
  const results = document.getElementById("results");
  const rest = document.querySelector(".rest");
  if (!form || !results) return;
  const input = form.elements.q;
  let timer = 0, last = input.value.trim(), running = null;

  const show = (html) => {
    results.innerHTML = html;
    if (rest) rest.hidden = html.trim() !== "";
  };

  const search = async () => {
    const q = input.value.trim();
    if (q === last) return;
    last = q;
    if (running) running.abort();
    if (q.length < 2) return show("");
    running = new AbortController();
    try {
      const answer = await fetch(form.action + "?q=" + encodeURIComponent(q), { headers: { "X-Part": "results" }, signal: running.signal });
      if (answer.ok) show(await answer.text());
    } catch (e) {
      if (e.name !== "AbortError") last = ""; // the form still works
    }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 180); });
})();
