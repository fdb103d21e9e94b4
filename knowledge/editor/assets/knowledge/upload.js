// Pictures and files: chosen, dropped or pasted, they are stored and stand in the text where the cursor was.

import { toast } from "../layout.js";
import { insert } from "./tools.js";

export function upload(form, body, touched) {
  const button = form.querySelector("[data-upload]"), input = form.querySelector("[data-file]");

  async function send(files) {
    for (const file of files) {
      const data = new FormData();
      data.append("file", file, file.name || "picture.png");
      button.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch("/knowledge/files", { method: "POST", body: data });
        const said = await answer.json();
        if (!said.markdown) throw new Error(said.problem);
        insert(body, said.markdown);
        touched();
      } catch (err) {
        toast(`${file.name}: ${err.message}`, true);
      }
      button.removeAttribute("aria-busy");
    }
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
