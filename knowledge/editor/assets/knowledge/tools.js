// Buttons and keys that put Markdown around what is selected. The browser's own undo takes it back.

// insert replaces the selection as typing would.
export function insert(field, text) {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function around(field, mark, words) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd) || words, start = field.selectionStart;
  insert(field, mark + chosen + mark);
  field.setSelectionRange(start + mark.length, start + mark.length + chosen.length);
}

// lines puts a mark before each line of the selection, and takes it away where all have it.
function lines(field, mark) {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", Math.max(field.selectionEnd - 1, from));
  field.setSelectionRange(from, end < 0 ? field.value.length : end);
  const all = field.value.slice(field.selectionStart, field.selectionEnd).split("\n");
  const marks = all.map((_, i) => mark(i)), marked = all.every((l, i) => l.startsWith(marks[i]));
  insert(field, all.map((l, i) => (marked ? l.slice(marks[i].length) : marks[i] + l)).join("\n"));
}

function link(field) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd), start = field.selectionStart;
  if (/^https?:\/\/\S+$/.test(chosen)) {
    insert(field, `[words](${chosen})`);
    field.setSelectionRange(start + 1, start + 6);
    return;
  }
  const words = chosen || "words";
  insert(field, `[${words}](https://)`);
  const at = start + words.length + 3;
  field.setSelectionRange(at, at + 8);
}

const acts = {
  heading: (f) => lines(f, () => "## "),
  bold: (f) => around(f, "**", "bold"),
  italic: (f) => around(f, "*", "italic"),
  link,
  list: (f) => lines(f, () => "- "),
  numbers: (f) => lines(f, (i) => `${i + 1}. `),
};
const keys = { b: "bold", i: "italic", k: "link" };

export function tools(field, bar, touched) {
  bar.hidden = false;
  bar.addEventListener("click", (e) => {
    const tool = e.target.closest("[data-tool]");
    if (!tool) return;
    acts[tool.dataset.tool](field);
    touched();
  });
  field.addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || !keys[e.key]) return;
    e.preventDefault();
    acts[keys[e.key]](field);
    touched();
  });
}
