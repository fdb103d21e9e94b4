(() => {
  const found = new Set();
  const where = (el) => `${el.tagName.toLowerCase()}${el.id ? "#" + el.id : ""}.${el.className?.baseVal ?? el.className} “${(el.textContent || "").trim().slice(0, 30)}”`;
  const ids = new Set();
  for (const el of document.querySelectorAll("[id]")) {
    if (ids.has(el.id)) found.add(`two elements have the id ${el.id}`);
    ids.add(el.id);
  }
  const top = document.querySelector("dialog[open]") || document.body;
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest("[aria-hidden=true]");
  for (const el of top.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, audio, video")) {
    if (!shown(el)) continue;
    const name = el.ariaLabel || (el.labels && [...el.labels].map((l) => l.textContent).join("")) || el.textContent + [...el.querySelectorAll("img")].map((i) => i.alt).join("") || el.title;
    if (!name.trim()) found.add(`no name: ${where(el)} ${el.outerHTML.slice(0, 80)}`);
  }
  for (const img of top.querySelectorAll("img")) if (!img.hasAttribute("alt")) found.add(`no alt: ${img.src}`);

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (f, b) => [0, 1, 2].map((i) => f[i] * f[3] + b[i] * (1 - f[3])).concat(1);
  const light = (c) => {
    const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (el) => {
    const layers = [];
    for (let e = el; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((under, c) => over(c, under), [255, 255, 255, 1]);
  };
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const el = n.parentElement;
    if (!n.data.trim() || !shown(el) || el.closest("[disabled], option, script, style")) continue;
    const back = ground(el), front = over(rgba(getComputedStyle(el).color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.add(`contrast ${ratio.toFixed(2)}: ${where(el)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.add(`scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  return [...found];
})()
