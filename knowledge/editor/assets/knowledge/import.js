// Imports without leaving the page: the chosen files stay chosen between the check and the import.

import { tell, toast } from "../layout.js";

export function imports(form) {
  const report = document.getElementById("report"), progress = form.querySelector("[data-progress]"), bar = form.querySelector("progress");
  const one = form.querySelector("[name=file]"), folder = form.querySelector("[name=folder]");
  folder.closest("[data-folder]").hidden = !("webkitdirectory" in folder);
  one.addEventListener("change", () => { folder.value = ""; report.replaceChildren(); });
  folder.addEventListener("change", () => { one.value = ""; report.replaceChildren(); }); // what is put right there was of other files

  form.addEventListener("submit", (e) => {
    e.preventDefault();
    const data = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    data.set("do", e.submitter?.value ?? "check");
    const files = [...one.files, ...folder.files].filter((f) => !hidden(f.webkitRelativePath)), bytes = files.reduce((sum, f) => sum + f.size, 0);
    if (files.length > form.dataset.files || bytes > form.dataset.bytes) { // who sends too much is cut off, and does not hear why
      toast(`These are ${files.length} files of ${Math.ceil(bytes / 2 ** 20)} MB; at most ${form.dataset.files} files and ${form.dataset.bytes / 2 ** 20} MB are taken at once. Import them in parts.`, true);
      return;
    }
    for (const f of files) {
      data.append("path", f.webkitRelativePath || f.name);
      data.append("file", f, f.name);
    }
    send(data, e.submitter);
  });

  // hidden tells whether a file stands in a folder that begins with a dot, as what Git keeps of a checkout does.
  function hidden(path) {
    return path.split("/").some((part) => part.startsWith("."));
  }

  // lock keeps from sending twice, and from typing into what the answer is about to replace.
  function lock(on) {
    report.inert = on;
    for (const e of form.elements) if (e.tagName === "BUTTON") e.disabled = on;
  }

  // send uses XMLHttpRequest, which alone tells how far an upload has come.
  function send(data, button) {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Part", "report");
    lock(true);
    request.upload.addEventListener("progress", (e) => {
      if (e.lengthComputable) progress.textContent = e.loaded < e.total ? `Sending: ${Math.floor((100 * e.loaded) / e.total)} %` : "Reading the files …";
    });
    request.addEventListener("progress", () => {
      const told = [...request.responseText.matchAll(/<!--(\d+)\/(\d+)-->/g)].at(-1);
      if (!told) return;
      bar.max = Number(told[2]) || 1;
      bar.value = Number(told[1]);
      bar.hidden = false;
      progress.textContent = `${told[1]} of ${told[2]}`;
    });
    request.addEventListener("loadend", () => {
      progress.textContent = "";
      bar.hidden = true;
      lock(false);
      if (request.status === 401 || !request.responseText.trim()) {
        toast("It did not arrive. The files are still chosen: try again in a moment.", true);
        button?.focus(); // a button that is locked loses the focus
        return;
      }
      report.innerHTML = request.responseText; // made and escaped by our own server
      tell(report);
      const homeless = Boolean(report.querySelector("[data-homeless]"));
      form.querySelector("[data-whose]").hidden = !homeless;
      const project = form.querySelector("[name=project]");
      project.ariaInvalid = homeless ? "true" : null;
      if (homeless) project.setAttribute("aria-describedby", "whose");
      else project.removeAttribute("aria-describedby");
      if (homeless) form.querySelector("[data-where]").open = true;
      (homeless ? project : report).focus();
    });
    request.send(data);
  }
}
