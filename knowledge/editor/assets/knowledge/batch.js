// Changing many: what is ticked stays so while a list is searched and paged through in place, and a bar says what to do with it. The
// entry of the browser's history keeps what is ticked, so that whoever comes back to the list finds that and nothing else.

export function batch(form, results) {
  if (!form) return null;
  const words = form.querySelector("[data-chosen]"), all = form.querySelector("[data-all]"), none = form.querySelector("[data-none]");
  const { one = "article", many = "articles" } = form.dataset;
  const everything = form.querySelector("[data-all-field]"), act = form.elements.do;
  const chosen = new Set(); // what the boxes send: the ids of an article in the languages that were asked for
  let last = null;

  const go = document.createElement("button"); // the bar stands behind the list: from a ticked box one key leads to it
  go.type = "button";
  go.className = "to-batch small-button primary";
  go.textContent = "Go to the actions";

  const boxes = () => [...results.querySelectorAll("[data-pick]")];
  const total = () => Number(results.querySelector("[data-total]")?.dataset.total ?? 0);

  function show() {
    const n = everything.value ? total() : chosen.size;
    form.hidden = n === 0;
    words.textContent = everything.value ? `All ${n} ${many} that match` : `${n} ${n === 1 ? one : many} chosen`;
    all.textContent = `Choose all ${total()}`;
    all.hidden = Boolean(everything.value) || chosen.size < 1 || total() <= boxes().length && boxes().every((b) => b.checked);
    none.hidden = n === 0;
    for (const label of form.querySelectorAll("[data-for]")) {
      label.hidden = label.dataset.for !== act.value;
      for (const input of label.querySelectorAll("input, select")) input.disabled = label.hidden;
    }
    remember();
  }

  function remember() {
    history.replaceState({ chosen: [...chosen], all: everything.value }, "");
  }

  // offer puts the way to the bar behind a ticked box.
  function offer(box) {
    if (box.checked) box.closest(".pick").after(go);
    else go.remove();
  }

  // match ticks the boxes of what is chosen, and no others.
  function match() {
    for (const b of boxes()) b.checked = Boolean(everything.value) || chosen.has(b.value);
    show();
  }

  function clear() {
    chosen.clear();
    everything.value = "";
    match();
  }

  function tick(box, on) {
    box.checked = on;
    if (on) chosen.add(box.value);
    else chosen.delete(box.value);
  }

  results.addEventListener("click", (e) => {
    const box = e.target.closest("[data-pick]");
    if (!box) return;
    if (everything.value) { // one is taken out of all: those on the page stay
      everything.value = "";
      for (const b of boxes()) tick(b, b.checked);
    }
    const list = boxes(), from = list.indexOf(last), to = list.indexOf(box);
    tick(box, box.checked);
    if (e.shiftKey && from >= 0) for (const b of list.slice(Math.min(from, to), Math.max(from, to) + 1)) tick(b, box.checked);
    last = box;
    offer(box);
    show();
  });
  results.addEventListener("focusin", (e) => { if (e.target.matches("[data-pick]")) offer(e.target); });
  go.addEventListener("click", () => act.focus());
  form.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    (last?.isConnected ? last : boxes()[0])?.focus();
  });
  for (const kind of ["keydown", "keypress"]) {
    results.addEventListener(kind, (e) => {
      if (e.key !== "Enter" || !e.target.matches("[data-pick]")) return;
      e.preventDefault(); // it would send the form, which nobody sees yet
      if (kind === "keydown") e.target.click();
    });
  }
  all.addEventListener("click", () => {
    everything.value = "1";
    match();
    act.focus();
  });
  none.addEventListener("click", () => {
    clear();
    boxes()[0]?.focus();
  });
  act.addEventListener("change", show);
  form.addEventListener("submit", () => {
    for (const old of form.querySelectorAll("[data-elsewhere]")) old.remove();
    if (everything.value) return;
    const here = new Set(boxes().map((b) => b.value));
    for (const value of chosen) {
      if (here.has(value)) continue;
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "id";
      field.value = value;
      field.dataset.elsewhere = "";
      form.append(field);
    }
  });

  for (const value of history.state?.chosen ?? []) chosen.add(value);
  everything.value = history.state?.all ?? "";
  match();
  return {
    remember,
    loaded() {
      everything.value = "";
      form.elements.from.value = location.search.slice(1);
      last = null;
      match();
    },
  };
}
