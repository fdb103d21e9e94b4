// A page that changes by itself under a pointer: a press is not lost, and does not do what was not meant.

import { toast } from "../layout.js";

const seeing = 500; // ms that it takes to see what stands there now; the second press of a double click comes sooner
const longest = 10000; // ms that a held button keeps the page as it is, should nobody tell that it was released
let held = null, release = () => {};
let before = []; // where buttons stood before the changes of the last moments

function down(e) {
  if (e.button || !e.target.closest?.("button, a, summary, label")) return;
  release();
  held = new Promise((go) => { release = go; });
  setTimeout(release, longest);
}

// up lets the page go on once the click was told: after a touch that takes a moment longer than after a mouse.
function up(e) {
  setTimeout(release, e.pointerType === "mouse" ? 0 : 100);
}

// atRest waits until no button of the page is held down: what is exchanged between press and release gets no click.
export async function atRest() {
  while (held) {
    const was = held;
    await was;
    if (held === was) held = null;
  }
}

const nameOf = (button) => `${button.closest("[data-key]").dataset.key} ${button.textContent}`;

// steadily makes a change, and knows for a moment where the buttons stood that do something at once.
export function steadily(selector, change) {
  const at = performance.now();
  before = before.filter((b) => at - b.at < seeing);
  for (const button of document.querySelectorAll(selector)) before.push({ at, name: nameOf(button), box: button.getBoundingClientRect() });
  change();
}

// A press where a moment ago another button stood may have been meant for that one. Keys press what has the focus,
// wherever it stands.
function doubtful(e) {
  const button = e.target.closest("[data-key] button"), now = performance.now();
  if (!e.detail || !button) return;
  const name = nameOf(button);
  const other = before.some(({ at, name: was, box }) => now - at < seeing && was !== name
    && box.left <= e.clientX && e.clientX <= box.right && box.top <= e.clientY && e.clientY <= box.bottom);
  if (!other) return;
  e.preventDefault();
  e.stopPropagation();
  toast("This has only just moved here. Look at it, and press again.");
}

addEventListener("pointerdown", down, true);
addEventListener("pointerup", up, true);
addEventListener("pointercancel", up, true);
addEventListener("contextmenu", () => release(), true);
addEventListener("blur", () => release());
addEventListener("click", doubtful, true);
