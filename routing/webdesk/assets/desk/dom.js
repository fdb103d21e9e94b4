// Puts fragments from the server in place, exchanging only the lines that differ: what is open, focused or selected
// in the others stays as it is.

const known = new WeakMap(); // element → its source, as the server wrote it

// Times are words of the moment: two lines that differ in them alone are the same.
function source(el) {
  return el.outerHTML.replace(/<time datetime="([^"]*)"[^>]*>[^<]*<\/time>/g, "<time $1>");
}

function keyOf(el, i) {
  return el.dataset.key || `${el.tagName}#${i}`;
}

// remember takes what the page came with as known.
export function remember(target) {
  for (const el of target.children) known.set(el, source(el));
}

// patch makes target's children those of a fragment. It returns the lines that are new.
export function patch(target, fragment) {
  const old = new Map([...target.children].map((el, i) => [keyOf(el, i), el]));
  const fresh = [];
  let at = target.firstElementChild;
  [...fragment.children].forEach((el, i) => {
    const key = keyOf(el, i), was = old.get(key), src = source(el);
    old.delete(key);
    let now = was;
    if (!was || known.get(was) !== src) {
      known.set(el, src);
      if (was) {
        keepOpen(was, el);
        const focus = focusIn(was);
        if (at === was) at = el; // it stands where it should: moved, it would lose the focus
        was.replaceWith(el);
        focus?.(el);
        now = el;
      } else {
        now = el;
        fresh.push(el);
      }
    }
    if (now === at) at = at.nextElementSibling;
    else target.insertBefore(now, at);
  });
  for (const el of old.values()) el.remove();
  return fresh;
}

// keepOpen carries over which details are open.
function keepOpen(was, el) {
  const open = [...was.querySelectorAll("details")], now = [...el.querySelectorAll("details")];
  open.forEach((d, i) => { if (d.open && now[i]) now[i].open = true; });
}

// focusIn returns what gives the focus back to the same place of a new element.
function focusIn(was) {
  const el = document.activeElement;
  if (!was.contains(el)) return null;
  if (el === was) return (now) => now.focus();
  const all = [...was.querySelectorAll("a,button,input,select,textarea,summary")], i = all.indexOf(el);
  return (now) => now.querySelectorAll("a,button,input,select,textarea,summary")[i]?.focus();
}

// fragment parses HTML of ours.
export function fragment(html) {
  const t = document.createElement("template");
  t.innerHTML = html;
  return t.content;
}

export const $ = (id) => document.getElementById(id);
