// The form of a schedule: times are those of the zone that it names, the company's unless somebody writes another. Whoever
// sits elsewhere reads beside each what his own clock will show.

import { full } from "../layout.js";

// walls writes moments as the clocks of a zone show them, as a field has them; undefined: the browser does not know the zone.
function walls(zone) {
  try {
    const form = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    return (at) => form.format(at).replace(" ", "T");
  } catch {
    return undefined;
  }
}

// moment is when the clocks of a zone show a time: the first time if they do so twice, undefined if they never do.
function moment(time, wall) {
  const typed = Date.parse(`${time}Z`);
  for (const day of [-86400000, 86400000]) { // by how far the clocks are from UTC the day before, and the day after
    const ahead = Date.parse(`${wall(new Date(typed + day))}Z`) - (typed + day), at = new Date(typed - ahead);
    if (wall(at) === time) return at;
  }
  return undefined;
}

export function plan(form) {
  const { publish_at: from, expire_at: until, zone } = form.elements; // from is missing where readers see the newest version
  const check = () => {
    const wall = walls(zone.value.trim());
    zone.setCustomValidity(wall ? "" : "Write a time zone as in Europe/Kyiv, or UTC.");
    const soonest = wall ? wall(new Date(Date.now() + 60000)) : "";
    if (from) from.min = soonest;
    until.min = from?.value > soonest ? from.value : soonest;
    for (const field of [from, until].filter(Boolean)) {
      const at = wall && field.value && moment(field.value, wall), mine = form.querySelector(`[data-mine="${field.name}"]`);
      field.setCustomValidity(wall && field.value && !at ? "The clocks are put forward then, and never show this time. Choose another." : "");
      mine.textContent = at && walls(undefined)(at) !== field.value ? `${full.format(at)} by your clock` : "";
    }
    if (from?.value && until.value && until.value <= from.value) until.setCustomValidity("Choose a time after the publication.");
  };
  form.addEventListener("input", check);
  check();
}
