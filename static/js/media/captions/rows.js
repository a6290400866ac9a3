// The lines on the page. The browser lays out only those in view (content-visibility), so hours of talk stay fluent.

import { width, written } from "./clock.js";
import { say } from "./words.js";

export class Rows {
  #rows = new Map(); // id → row
  #shown = new WeakMap(); // row → the line it shows
  #who = new Map();

  constructor(list, limits) {
    Object.assign(this, { list, limits, template: document.getElementById("captions-line").content });
  }

  row(id) {
    return this.#rows.get(id);
  }

  show(lines, renamed) {
    for (const [old, { id }] of renamed) this.#rename(old, id);
    const kept = new Set(lines.map((line) => line.id));
    for (const [id, row] of this.#rows) if (!kept.has(id)) this.#remove(id, row);
    let place = this.list.firstElementChild;
    for (const line of lines) {
      const row = this.#rows.get(line.id) ?? this.#make(line.id);
      if (row === place) place = place.nextElementSibling;
      else this.list.insertBefore(row, place);
      if (this.#shown.get(row) !== line) this.#fill(row, line);
    }
  }

  /** Who has just changed these lines. */
  blame(ids, who) {
    for (const id of ids) {
      this.#who.set(id, who);
      const mark = this.row(id)?.querySelector("[data-who]");
      if (mark) [mark.textContent, mark.hidden] = [say("changedBy", { who }), false];
    }
  }

  #make(id) {
    const row = this.template.firstElementChild.cloneNode(true);
    row.dataset.id = id;
    this.#rows.set(id, row);
    return row;
  }

  #rename(old, id) {
    const row = this.#rows.get(old);
    if (!row || old === id) return;
    this.#rows.delete(old);
    this.#rows.set(id, row);
    row.dataset.id = id;
  }

  #remove(id, row) {
    row.remove();
    this.#rows.delete(id);
  }

  #fill(row, line) {
    this.#shown.set(row, line);
    row.querySelector("[data-time]").textContent = written(line.start_ms);
    row.querySelector("[data-text]").replaceChildren(...marked(line));
    row.querySelector("[data-doubt]").hidden = !isDoubtful(line, this.limits);
    row.querySelector("[data-unsaved]").hidden = !line.isNew;
    const hint = row.querySelector("[data-hint]");
    hint.textContent = [line.refusal, ...hints(line, this.limits)].filter(Boolean).join(" · ");
    hint.hidden = !hint.textContent;
    row.classList.toggle("line--doubtful", isDoubtful(line, this.limits));
  }
}

export const isDoubtful = (line, limits) => !line.is_corrected && line.confidence !== null && line.confidence < limits.doubtful;

/** What a reader would find hard, in words; nothing is forbidden. */
export function hints(line, limits) {
  const seconds = (line.end_ms - line.start_ms) / 1000;
  return [
    seconds < limits.shortest && say("tooShort", { seconds: limits.shortest }),
    seconds > limits.longest && say("tooLong", { seconds: limits.longest }),
    width(line.text) > limits.width * limits.lines && say("tooWide", limits),
  ].filter(Boolean);
}

/** The text, with the letters marked that stand for others that were heard. Places are counted in characters. */
function marked({ text, repairs }) {
  const letters = [...text];
  const pieces = [];
  let at = 0;
  for (const [start, end, heard] of [...repairs].sort((one, other) => one[0] - other[0])) {
    const mark = document.createElement("mark");
    mark.className = "line__repair";
    mark.textContent = letters.slice(start, end).join("");
    mark.title = say("heard", { heard, text: mark.textContent });
    pieces.push(letters.slice(at, start).join(""), mark);
    at = end;
  }
  return [...pieces, letters.slice(at).join("")];
}
