// Keys that work anywhere but in fields. They go by the letter, and where the keyboard has other letters, by the place.

const places = { KeyJ: "j", KeyK: "k", KeyG: "g", KeyT: "t", KeyR: "r", KeyN: "n", KeyS: "s", KeyX: "x", KeyZ: "z", KeyE: "e", KeyW: "w" };

// keys calls does[key](event).
export function keys(does) {
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || document.querySelector("dialog[open]")) return;
    const el = e.target;
    if (el.matches?.("input, select, textarea, [contenteditable]")) {
      if (e.key === "Escape") el.blur();
      return;
    }
    const key = does[e.key] ? e.key : /^[ -~]$/.test(e.key) ? "" : places[e.code] || "";
    if (!does[key]) return;
    e.preventDefault();
    does[key](e);
  });
}
