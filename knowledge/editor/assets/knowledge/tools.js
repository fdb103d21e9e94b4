// Buttons and keys that put Markdown around what is selected. The browser's own undo takes it back.

import { insert, place } from "./insert.js";
import { toast } from "../layout.js";

// around puts a mark on both sides of the selection, and takes it away where it stands there or within.
function around(field, mark, words) {
  const { selectionStart: start, selectionEnd: end, value } = field, chosen = value.slice(start, end), n = mark.length;
  const marked = (run) => (n === 2 ? run.length > 1 : run.length % 2 === 1); // two stars are bold, one is italic, three are both
  if (marked(/\**$/.exec(value.slice(0, start))[0]) && marked(/^\**/.exec(value.slice(end))[0])) {
    field.setSelectionRange(start - n, end + n);
    return choose(field, chosen);
  }
  if (chosen.length > 2 * n && marked(/^\**/.exec(chosen)[0]) && marked(/\**$/.exec(chosen)[0])) return choose(field, chosen.slice(n, -n));
  insert(field, mark + (chosen || words) + mark);
  field.setSelectionRange(start + n, start + n + (chosen || words).length);
}

// choose replaces the selection and selects what stands there now.
function choose(field, text) {
  const start = field.selectionStart;
  insert(field, text);
  field.setSelectionRange(start, start + text.length);
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

// table makes one of lines with tabs, as a spreadsheet copies them, or an empty one to be filled.
function table(field) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd), before = field.value.slice(0, field.selectionStart);
  insert(field, (before && !before.endsWith("\n\n") ? "\n\n" : "") + (chosen.includes("\t") ? tableOf(chosen) : "| Plan | Price |\n|---|---|\n| Small | 10 |\n| Large | 20 |\n"));
}

// tableOf makes a table of lines whose cells have tabs between them.
export function tableOf(text) {
  const rows = text.replace(/\s+$/, "").split("\n").map((l) => l.replace(/\r$/, "").split("\t").map((cell) => cell.trim().replaceAll("|", "\\|")));
  const width = Math.max(...rows.map((r) => r.length));
  const line = (cells) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? "").join(" | ")} |`;
  return `${[line(rows[0]), `|${"---|".repeat(width)}`, ...rows.slice(1).map(line)].join("\n")}\n`;
}

// formed tells whether what is pasted has a form that Markdown can have.
const formed = (html) => html.length < 400000 && /<(?:h[1-6]|ul|ol|table|strong|b|em|i|s|strike|del)[\s>]|<a\s[^>]*href|font-weight:\s*(?:bold|[6-9]00)|line-through|mso-list:/i.test(html);

const item = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(.*)$/;

// apart is Markdown with blank lines around its blocks, as they need where they are put into other text. Words without a block
// stay in their line, and items that go on a list follow at once.
function apart(before, after, markdown) {
  if (!/\n\s*\n|^(?:#{1,6} |\||> |```|[-*+] |\d{1,9}[.)] )/m.test(markdown)) return markdown;
  const line = item.exec(before.slice(before.lastIndexOf("\n") + 1)), listed = item.test(markdown.split("\n", 1)[0]);
  let lead = "\n\n";
  if (!before || before.endsWith("\n\n")) lead = "";
  else if (before.endsWith("\n")) lead = "\n";
  else if (line && listed) lead = line[6] ? "\n" : "";
  if (line && listed && !line[6]) markdown = item.exec(markdown.split("\n", 1)[0])[6] + markdown.slice(markdown.split("\n", 1)[0].length); // its mark stands there
  if (!after) return lead + markdown;
  return lead + markdown.replace(/\n+$/, "") + (after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n");
}

// paste puts what was copied from a page or a document into the field as Markdown, or else as the plain text that it is.
async function paste(field, html, text, touched) {
  const here = place(field, field.selectionStart, field.selectionEnd);
  const answer = await fetch("/knowledge/pasted", { method: "POST", body: new URLSearchParams({ html }) }).catch(() => null);
  const said = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  here.put((before, after) => (said?.markdown ? apart(before, after, said.markdown) : text));
  here.leave();
  touched();
  if (said?.pictures) toast(`${said.pictures === 1 ? "A picture was" : `${said.pictures} pictures were`} left out: drop the file into the text.`);
}

// goOn begins the next item of a list, and ends the list at an empty one.
function goOn(field) {
  const at = field.selectionStart, from = field.value.lastIndexOf("\n", at - 1) + 1, m = item.exec(field.value.slice(from, at));
  if (!m || at !== field.selectionEnd) return false;
  const [, indent, bullet, number, point, space, words] = m;
  if (!words) {
    field.setSelectionRange(from, at);
    insert(field, "\n");
    return true;
  }
  insert(field, `\n${indent}${bullet ?? Number(number) + 1 + point}${space}`);
  return true;
}

// once takes a mark away that was begun for the writer and that he has typed himself.
function once(field) {
  const at = field.selectionStart, from = field.value.lastIndexOf("\n", at - 1) + 1, m = /^(\s*)((?:[-*+]|\d{1,9}[.)]) )\2$/.exec(field.value.slice(from, at));
  if (m) {
    field.setSelectionRange(from + m[1].length + m[2].length, at);
    insert(field, "");
  }
}

const acts = {
  heading: (f) => lines(f, () => "## "),
  bold: (f) => around(f, "**", "bold"),
  italic: (f) => around(f, "*", "italic"),
  link,
  list: (f) => lines(f, () => "- "),
  table,
  numbers: (f) => lines(f, (i) => `${i + 1}. `),
};
const keys = { b: "bold", i: "italic", k: "link" };

// stop makes a bar of buttons one stop for the Tab key; arrows, Home and End go from one to the next.
function stop(bar) {
  const buttons = () => [...bar.querySelectorAll("button")].filter((b) => !b.hidden);
  const at = (now) => { for (const b of bar.querySelectorAll("button")) b.tabIndex = b === now ? 0 : -1; };
  at(buttons()[0]);
  bar.addEventListener("focusin", (e) => at(e.target));
  bar.addEventListener("keydown", (e) => {
    const all = buttons(), i = all.indexOf(e.target);
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: all.length - 1 }[e.key];
    if (i < 0 || to === undefined) return;
    e.preventDefault();
    all[(to + all.length) % all.length].focus();
  });
}

export function tools(field, bar, touched) {
  bar.hidden = false;
  stop(bar);
  bar.addEventListener("click", (e) => {
    const tool = e.target.closest("[data-tool]");
    if (!tool) return;
    acts[tool.dataset.tool](field);
    touched();
  });
  field.addEventListener("paste", (e) => {
    const text = e.clipboardData.getData("text/plain"), chosen = field.value.slice(field.selectionStart, field.selectionEnd);
    let put = "";
    if (/^https?:\/\/\S+$/.test(text.trim()) && chosen && !/[\[\]\n]/.test(chosen)) put = `[${chosen}](${text.trim()})`; // an address on words makes them a link
    else if (text.includes("\t") && /<table/i.test(e.clipboardData.getData("text/html"))) put = tableOf(text); // cells of a spreadsheet
    const html = e.clipboardData.getData("text/html");
    if (!put && formed(html)) {
      e.preventDefault();
      paste(field, html, text, touched);
      return;
    }
    if (!put) return;
    e.preventDefault();
    insert(field, apart(field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd), put));
    touched();
  });
  field.addEventListener("input", (e) => { if (e.data === " ") once(field); });
  field.addEventListener("beforeinput", (e) => { if (e.inputType === "insertLineBreak" && !e.isComposing && goOn(field)) e.preventDefault(); });
  field.addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || !keys[e.key]) return;
    e.preventDefault();
    acts[keys[e.key]](field);
    touched();
  });
}
