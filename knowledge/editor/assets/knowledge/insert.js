// Text that is put into a field for its writer: at once where the cursor is, or later at a place that was kept for it.

// insert replaces the selection as typing would.
export function insert(field, text) {
  field.focus();
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// place keeps a part of the field for text that is still to come, while its writer goes on: it moves with what is typed before
// it, and is empty once something else stands there.
export function place(field, from, to) {
  let was = field.value;

  function follow() {
    const now = field.value, ahead = now.length - was.length, least = Math.min(now.length, was.length);
    let start = 0, same = 0; // what was changed is between what both begin with and what both end with
    while (start < least && now[start] === was[start]) start++;
    while (same < least - start && now[now.length - 1 - same] === was[was.length - 1 - same]) same++;
    const end = was.length - same;
    if (end <= from && (start < from || from < to)) {
      from += ahead;
      to += ahead;
    } else if (start < to && end > from) from = to = start;
    was = now;
  }

  // put fills the place, wherever the writer is by now: the focus and the selection stay his.
  function put(make) {
    follow();
    const text = make(field.value.slice(0, from), field.value.slice(to)), ahead = text.length - (to - from);
    const { selectionStart: start, selectionEnd: end } = field, there = start === from && end === to;
    field.removeEventListener("input", follow);
    if (document.activeElement === field) {
      const moved = (at) => (at >= to ? at + ahead : Math.min(at, from + text.length));
      field.setSelectionRange(from, to);
      insert(field, text);
      if (!there) field.setSelectionRange(start === from ? start : moved(start), moved(end));
    } else {
      field.setRangeText(text, from, to, there ? "end" : "preserve");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.addEventListener("input", follow);
    from = to = from + text.length;
    was = field.value;
  }

  field.addEventListener("input", follow);
  return { put, leave: () => field.removeEventListener("input", follow) };
}
