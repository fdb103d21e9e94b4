// What is typed is kept on the server, and the page is told who else is at the article and what was saved meanwhile.
// Whoever was signed out meanwhile is told where to sign in again: the page, with all that was typed, stays as it is.

const every = 5000, soon = 1500;
const most = 60000; // bytes that a browser sends for a page that is gone: 64 KB at most, of all requests together

// beside keeps a form: values and dirty are functions of it, told is called with words for its reader, whether
// they are bad, and the time that they are of; saved when another
// window has saved what is typed here.
export function beside(form, values, dirty, told, saved) {
  const others = document.querySelector("[data-others]"), newer = document.querySelector("[data-newer]"), out = document.querySelector("[data-signed-out]");
  const name = form.dataset.draft;
  let timer, busy, ended = false, known = 0, held = "", reached = true, cut = false; // cut: nothing answers, not even with an error

  // filled is the form as the server keeps it.
  function filled() {
    const v = new URLSearchParams(values());
    v.set("form", name);
    if (dirty()) v.set("dirty", "1");
    return v;
  }

  // keep asks the server to keep the form, once at a time.
  function keep() {
    clearTimeout(timer);
    if (ended || document.hidden) return again(every);
    busy ??= ask().finally(() => { busy = null; again(every); });
    return busy;
  }

  async function ask() {
    const v = filled();
    let answered = false;
    try {
      const answer = await fetch("/knowledge/keep", { method: "POST", body: v, signal: AbortSignal.timeout(10000) });
      answered = true;
      if (out) out.hidden = answer.status !== 401;
      if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      held = String(v);
      reached = true;
      if (!ended) show(now);
    } catch {
      reached = false;
      if (dirty()) told(`Autosaved in this browser only: ${signedOut() ? "you are signed out" : "the server cannot be reached"}`, true);
    }
    cut = !answered;
  }

  const signedOut = () => out && !out.hidden;
  const holds = () => String(filled()) === held;

  // safe tells whether what is typed is kept when the page goes now.
  const safe = () => holds() || reached && String(filled()).length < most;

  function again(ms) {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(keep, ms);
  }

  function show(now) {
    if (now.saved && holds()) {
      saved();
      if (newer.hidden || !newer.querySelector("a")) {
        const link = document.createElement("a");
        link.href = now.saved;
        link.textContent = "Open it";
        newer.querySelector("p").replaceChildren("This text was saved in another window. ", link);
        newer.querySelector("button").hidden = true;
        newer.hidden = false;
      }
      return told("Saved in another window");
    }
    if (newer?.querySelector("a")) { // it is written on
      newer.hidden = true;
      newer.querySelector("p").textContent = "";
      newer.querySelector("button").hidden = false;
    }
    if (now.erased) return told("Not kept: the customer who asked this was erased. Take out what is only of that customer before you save.", true);
    told(now.kept ? "Autosaved" : "", false, now.kept ? new Date(now.kept).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : "");
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
    const v = filled();
    if (dirty() && !holds() && String(v).length < most) {
      v.set("left", "1");
      fetch("/knowledge/keep", { method: "POST", body: v, keepalive: true }).catch(() => {}); // it is in this browser too
      return;
    }
    navigator.sendBeacon("/knowledge/leave", new URLSearchParams({ form: name }));
  });
  addEventListener("offline", () => { cut = true; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) keep(); });
  keep();
  return {
    touched: () => again(soon), end: () => { ended = true; clearTimeout(timer); }, go: () => { ended = false; again(soon); }, safe, signedOut,
    cutOff: () => cut,
    async retry() { // asks once more, and tells whether the server answers again
      await keep();
      return !cut;
    },
    async back() { // asks once more, and tells whether the writer is signed in again
      await keep();
      if (signedOut()) out.querySelector("a").focus();
      return !signedOut();
    },
  };
}
