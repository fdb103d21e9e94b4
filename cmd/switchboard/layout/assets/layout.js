// What every page needs: times in the reader's own words and zone, menus that close, the presence switch, toasts.

const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
export const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const zone = document.documentElement.dataset.zone;
const there = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: known(zone) ? zone : undefined });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

// known tells whether the browser knows a time zone.
function known(name) {
  try {
    return Boolean(name) && Boolean(new Intl.DateTimeFormat(undefined, { timeZone: name }));
  } catch {
    return false;
  }
}

// exactly is a moment by the reader's clock, and by the company's where that shows something else.
export function exactly(at) {
  const mine = full.format(at), theirs = there.format(at);
  return mine === theirs ? mine : `${mine} by your clock, ${theirs} in ${zone}`;
}

function ago(seconds) {
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(-Math.round(seconds / size), unit);
  }
  return "now";
}

// since counts up like a stop-watch, for somebody who waits.
function since(seconds) {
  const s = Math.max(0, Math.floor(seconds)), m = Math.floor(s / 60), h = Math.floor(m / 60);
  if (h >= 48) return `${Math.floor(h / 24)} days`;
  if (h > 0) return `${h} h ${String(m % 60).padStart(2, "0")} min`;
  return `${m}:${String(s % 60).padStart(2, "0")}`;
}

// tell writes the words of all times below root.
export function tell(root = document) {
  const now = Date.now();
  for (const el of root.querySelectorAll("time[data-time]")) {
    const at = new Date(el.dateTime), seconds = (now - at) / 1000;
    if (Number.isNaN(seconds)) continue;
    let words;
    switch (el.dataset.time) {
      case "since":
        words = since(seconds);
        el.classList.toggle("late", seconds > 300);
        break;
      case "clock": words = clock.format(at); break;
      case "at": words = full.format(at); break;
      case "day": words = day.format(at); break;
      default: words = ago(seconds);
    }
    if (el.textContent !== words) el.textContent = words;
    if (!el.title) el.title = exactly(at);
  }
}

// toast says something for some seconds; what went wrong stays until it is closed, or settled with what it is about.
export function toast(text, bad = false, about = "") {
  const box = document.getElementById("toasts"), el = document.createElement("div");
  el.className = bad ? "toast bad" : "toast";
  el.dataset.about = about;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "plain";
  close.textContent = "Close";
  close.addEventListener("click", () => el.remove());
  el.append(words, close);
  for (const old of box.querySelectorAll(".toast")) if (old.firstChild.textContent === text) old.remove();
  for (const old of [...box.querySelectorAll(".toast")].slice(0, -2)) old.remove();
  box.querySelector(bad ? "[role=alert]" : "[role=status]").append(el);
  if (!bad) setTimeout(() => el.remove(), 5000);
}

// settled takes away what was said to have gone wrong with something.
export function settled(about) {
  for (const el of document.querySelectorAll("#toasts .bad")) if (el.dataset.about === about) el.remove();
}

tell();
setInterval(tell, 1000);

document.addEventListener("click", (e) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(e.target)) menu.open = false;
  }
});
document.addEventListener("focusout", (e) => {
  const menu = e.target.closest("details.menu[open]");
  if (menu && e.relatedTarget && !menu.contains(e.relatedTarget)) menu.open = false;
});
document.addEventListener("keydown", (e) => {
  const menu = e.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.querySelector("form[data-presence]")?.addEventListener("change", async (e) => {
  const form = e.currentTarget, presence = new FormData(form).get("presence");
  try {
    const answer = await fetch(form.action, {
      method: "POST", headers: { "X-Desk": "1" }, body: new URLSearchParams({ presence }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    document.querySelector(".face .dot").className = `dot ${presence}`;
  } catch (err) {
    toast(`Your presence was not changed: ${err.message}`, true);
  }
});

document.addEventListener("click", async (e) => {
  const button = e.target.closest("button[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    toast("Copied");
  } catch {
    toast("Press Ctrl+C to copy");
  }
});
