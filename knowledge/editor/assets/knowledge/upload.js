// Pictures and files: chosen, dropped or pasted, they are stored and stand in the text where the cursor was when they were
// chosen, whatever is typed until they are there.

import { toast } from "../layout.js";
import { place } from "./insert.js";

// why says what is wrong where the server has not.
function why(answer) {
  if (!answer) return "The server cannot be reached. Try again in a moment.";
  return answer.status === 401 ? "You are signed out. Sign in in another tab, then choose it again." : "It could not be stored. Try again in a moment.";
}

// apart puts a picture that begins a line into a paragraph of its own, so that it does not stick to other words.
function apart(before, after, markdown) {
  if (!markdown.startsWith("!") || (before && !before.endsWith("\n"))) return markdown;
  return (before && !before.endsWith("\n\n") ? "\n" : "") + markdown + (after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n");
}

export function upload(form, body, touched) {
  const button = form.querySelector("[data-upload]"), input = form.querySelector("[data-file]");

  async function send(files) {
    form.dataset.storing = Number(form.dataset.storing ?? 0) + 1;
    button.setAttribute("aria-busy", "true");
    const here = place(body, body.selectionEnd, body.selectionEnd);
    for (const file of files) {
      const data = new FormData();
      data.append("file", file, file.name || "picture.png");
      if (file.size > 1e6) toast(`${file.name} is being stored …`);
      try {
        const answer = await fetch("/knowledge/files", { method: "POST", body: data }).catch(() => null);
        const said = await answer?.json().catch(() => null);
        if (!said?.markdown) throw new Error(said?.problem ?? why(answer));
        here.put((before, after) => apart(before, after, said.markdown));
        touched();
        toast(`${file.name} is in the text`);
      } catch (err) {
        toast(`${file.name}: ${err.message}`, true);
      }
    }
    here.leave();
    form.dataset.storing -= 1;
    if (form.dataset.storing !== "0") return;
    delete form.dataset.storing;
    button.removeAttribute("aria-busy");
  }

  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => { send([...input.files]); input.value = ""; });
  body.addEventListener("dragover", (e) => { if (e.dataTransfer.types.includes("Files")) e.preventDefault(); });
  body.addEventListener("drop", (e) => {
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    send([...e.dataTransfer.files]);
  });
  body.addEventListener("paste", (e) => {
    if (!e.clipboardData.files.length || e.clipboardData.getData("text")) return;
    e.preventDefault();
    send([...e.clipboardData.files]);
  });
}
