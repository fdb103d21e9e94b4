// What is typed is kept on the server, and the page is told who else is at the article and what was saved meanwhile.

const every = 5000, soon = 1500;

// beside keeps a form: values and dirty are functions of it, told is called with words for its reader.
export function beside(form, values, dirty, told) {
  const others = document.querySelector("[data-others]"), newer = document.querySelector("[data-newer]");
  const name = form.dataset.draft;
  let timer, busy = false, ended = false, known = 0;

  async function keep() {
    clearTimeout(timer);
    if (busy || ended || document.hidden) return again(every);
    busy = true;
    const v = new URLSearchParams(values());
    v.set("form", name);
    if (dirty()) v.set("dirty", "1");
    try {
      const answer = await fetch("/knowledge/keep", { method: "POST", body: v, signal: AbortSignal.timeout(10000) });
      if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (!ended) show(now);
    } catch {
      if (dirty()) told("Autosaved in this browser only: the server cannot be reached");
    }
    busy = false;
    again(every);
  }

  function again(ms) {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(keep, ms);
  }

  function show(now) {
    told(now.kept ? `Autosaved ${new Date(now.kept).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}` : "");
    if (others) {
      const words = now.others.length ? `${now.others.join(", ")} ${now.others.length > 1 ? "are" : "is"} at this ${form.dataset.what ?? "article"} too. If you both save, your changes are merged; neither overwrites the other.` : "";
      if (others.textContent !== words) others.textContent = words;
      others.hidden = !words;
    }
    const based = Number(form.elements.based?.value);
    if (newer && now.latest > based && now.latest !== known) {
      known = now.latest;
      newer.querySelector("p").textContent = `${now.author} has just saved version ${now.latest}. You began with version ${based}.`;
      newer.hidden = false;
    }
  }

  addEventListener("pagehide", () => {
    if (ended) return;
    navigator.sendBeacon("/knowledge/leave", new URLSearchParams({ form: name }));
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) keep(); });
  keep();
  return { touched: () => again(soon), end: () => { ended = true; clearTimeout(timer); }, go: () => { ended = false; again(soon); } };
}
