// The stream of what may have changed. It says only that; whoever hears it reads again. A stream that was silent for
// too long, through sleep or a lost network, is opened anew.

import { $ } from "./dom.js";

const patience = 40000;
let stream, heard = 0, lost;

// listen calls changed(conversation) and typing(conversation); 0 means that anything may have changed.
export function listen(changed, typing) {
  const alive = () => {
    heard = Date.now();
    clearTimeout(lost);
    lost = undefined;
    $("link").hidden = true;
  };
  const open = () => {
    stream?.close();
    heard = Date.now();
    stream = new EventSource("/desk/events");
    stream.addEventListener("update", (e) => { alive(); changed(Number(e.data)); });
    stream.addEventListener("typing", (e) => { alive(); typing(Number(e.data)); });
    stream.addEventListener("ping", alive);
    stream.addEventListener("out", () => location.reload());
    stream.addEventListener("error", () => {
      lost ??= setTimeout(() => { $("link").hidden = false; }, 4000);
      if (stream.readyState !== EventSource.CLOSED) return; // it tries again by itself
      changed(0); // an answer that is no stream: reading says which
      setTimeout(open, 5000);
    });
  };
  open();
  setInterval(() => { if (Date.now() - heard > patience) open(); }, 5000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - heard > patience / 2) open();
  });
  addEventListener("online", open);
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (e) => { if (e.persisted) open(); });
}
