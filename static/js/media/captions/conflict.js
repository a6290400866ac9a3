// Someone else was faster: both versions stand side by side until the person has chosen. Closing is not choosing.

import { written } from "./clock.js";
import { say } from "./words.js";

const dialog = document.getElementById("captions-conflict");

/** "mine" or "theirs". */
export function choose(change, standing) {
  const seen = new Map(change.before.map(({ id, revision }) => [id, revision]));
  const isNews = ({ id, revision }) => seen.get(id) !== revision;
  const news = standing.filter(isNews);
  const isMet = (line) => news.some((cue) => cue.id === line.id || (cue.start_ms < line.end_ms && line.start_ms < cue.end_ms));
  const held = change.after.filter((line) => isMet(line) || !standing.some((cue) => cue.id === line.id));
  fill(dialog.querySelector("[data-mine]"), held);
  fill(dialog.querySelector("[data-theirs]"), news);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue), { once: true });
  });
}

function fill(list, lines) {
  const items = lines.map(({ start_ms, end_ms, text }) => {
    const item = document.createElement("li");
    const time = Object.assign(document.createElement("span"), { className: "line__time" });
    time.textContent = `${written(start_ms)} – ${written(end_ms)}`;
    item.append(time, Object.assign(document.createElement("p"), { textContent: text }));
    return item;
  });
  list.replaceChildren(...(items.length ? items : [Object.assign(document.createElement("li"), { textContent: say("deleted") })]));
}
