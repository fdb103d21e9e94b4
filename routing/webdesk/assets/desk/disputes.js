// What the knowledge base says otherwise than a text that is to go out, shown with its sources.

// seen are the disputed words that a box shows: what a reason is given for.
export const seen = (box) => [...box.querySelectorAll("li > b")].map((b) => b.textContent);

// show fills a box with the disputes, or hides it when there are none; its field takes the reason to send it all the same.
export function show(box, all) {
  const despite = box.querySelector("[name=despite]");
  box.hidden = !all.length;
  if (!all.length) despite.value = "";
  box.querySelector("ul").replaceChildren(...all.map((d) => {
    const li = document.createElement("li"), sent = document.createElement("b"), says = document.createElement("q");
    const source = document.createElement(d.link ? "a" : "cite");
    sent.textContent = d.sent;
    says.textContent = d.says;
    source.textContent = d.title;
    if (d.link) Object.assign(source, { href: d.link, target: "_blank", rel: "noopener noreferrer" });
    li.append(sent, " – ", source, ": ", says);
    return li;
  }));
  if (all.length) despite.focus();
}
