// Find and replace: each hit is shown as it would become, and can be left out.

import { written } from "./clock.js";
import { typed } from "./transcript.js";
import { say } from "./words.js";

const LONGEST_TEXT = 500;

export class Find {
  #hits = []; // {id, box, replaced: text → text}

  constructor(transcript, onReplace) {
    Object.assign(this, { transcript, onReplace, dialog: document.getElementById("captions-find") });
    this.form = this.dialog.querySelector("form");
    this.all = this.dialog.querySelector("[data-all]");
    this.form.addEventListener("input", ({ target }) => this.#asked(target));
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input[type=text]")) event.preventDefault(); // too quick a yes
    });
    this.dialog.querySelector("[data-close]").addEventListener("click", () => this.dialog.close());
  }

  open(sought) {
    if (sought) this.form.elements.sought.value = sought;
    this.dialog.showModal();
    this.form.elements.sought.select();
    this.#look();
  }

  #asked(target) {
    if (target.closest("[data-all]")) for (const { box } of this.#hits) box.checked = target.checked;
    else if (!target.closest("[data-hits]")) return this.#look();
    this.#tell();
  }

  #look() {
    const { sought, instead, exact } = this.form.elements;
    const pattern = new RegExp(RegExp.escape?.(sought.value) ?? sought.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), exact.checked ? "gu" : "giu");
    const found = sought.value ? this.transcript.lines.filter((line) => line.text.search(pattern) >= 0) : [];
    this.#hits = found.map((line) => this.#hit(line, pattern, instead.value));
    this.dialog.querySelector("[data-hits]").replaceChildren(...this.#hits.map(({ item }) => item));
    this.all.hidden = !found.length;
    this.all.querySelector("input").checked = true;
    this.#tell();
  }

  #hit(line, pattern, instead) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    const time = Object.assign(document.createElement("span"), { className: "line__time", textContent: written(line.start_ms) });
    const preview = document.createElement("span");
    let at = 0;
    for (const found of line.text.matchAll(pattern)) {
      preview.append(line.text.slice(at, found.index), element("del", found[0]), element("ins", instead));
      at = found.index + found[0].length;
    }
    preview.append(line.text.slice(at));
    label.append(box, time, preview);
    item.append(label);
    return { id: line.id, box, item, replaced: (text) => text.replace(pattern, () => instead).trim() };
  }

  /** The lines as they are now: a colleague may have changed one while the person was choosing. */
  get #chosen() {
    return this.#hits
      .map(({ id, box, replaced }) => ({ line: box.checked && this.transcript.at(id), replaced }))
      .filter(({ line }) => line)
      .map(({ line, replaced }) => ({ line, text: replaced(line.text) }))
      .filter(({ line, text }) => text !== line.text);
  }

  #tell() {
    const { sought } = this.form.elements;
    const chosen = this.#hits.filter(({ box }) => box.checked).length;
    const words = this.#hits.length ? say("hits", { count: this.#hits.length, chosen }) : say("noHits");
    this.dialog.querySelector("[data-found]").textContent = sought.value ? words : "";
    this.dialog.querySelector("[data-replace]").disabled = !this.#chosen.length;
  }

  #submit(event) {
    event.preventDefault();
    const chosen = this.#chosen;
    const wrong = chosen.find(({ text }) => !text || [...text].length > LONGEST_TEXT);
    if (wrong) {
      const reason = say(wrong.text ? "long" : "empty");
      this.dialog.querySelector("[data-found]").textContent = `${written(wrong.line.start_ms)} ${reason}`;
      return;
    }
    if (!chosen.length) return;
    this.onReplace(chosen.map(({ line }) => line), chosen.map(({ line, text }) => typed(line, { text })));
    this.dialog.close();
  }
}

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
