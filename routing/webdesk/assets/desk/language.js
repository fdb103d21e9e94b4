// Which language the reply is in, as the server hears it. What is plainly in another than the customer's is said beside
// Send, and keeps nobody from sending it.

import { $ } from "./dom.js";
import { json } from "./net.js";

const box = $("foreign"), said = box.querySelector("span");
let heard = { text: "", of: "", lang: "" }, listening;

// of is the language of a text, once it was heard; undefined before.
export const of = (text) => (heard.text === text.trim() ? heard.lang : undefined);

// warns tells whether it is said that the reply is in another language than the customer's.
export const warns = () => !box.hidden;

// start hears the reply's text whenever nobody types; about() tells the conversation and the customer's last line.
export function start(area, about, after) {
  const place = () => { const { conv, last } = about(); return `${conv} ${last}`; };

  // fit hears the text if it is another than before. What was said of it stays until then.
  return function fit() {
    const text = area.disabled ? "" : area.value.trim(), of = place();
    if (!text || of.split(" ")[0] !== heard.of.split(" ")[0]) show("");
    clearTimeout(listening);
    if (!text || heard.text === text && heard.of === of) return;
    listening = setTimeout(async () => {
      const got = await json(`/desk/c/${about().conv}/language`, new URLSearchParams({ text })).catch(() => null); // then nothing is said
      if (!got || text !== area.value.trim() || of !== place()) return;
      heard = { text, of, lang: got.lang };
      show(got.foreign);
      after();
    }, 250);
  };
}

function show(words) {
  box.hidden = !words;
  if (said.textContent !== words) said.textContent = words;
}
