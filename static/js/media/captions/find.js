// Find and replace: each hit is shown as it would become, and can be left out.

import { written } from "./clock.js";
import { typed } from "./transcript.js";
import { say } from "./words.js";

export class Find {
  #hits = []; // {line, text, box}

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
    return { line, box, item, text: line.text.replace(pattern, () => instead).trim() };
  }

  get #chosen() {
    return this.#hits.filter(({ box, text, line }) => box.checked && text !== line.text);
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
    const emptied = this.#chosen.find(({ text }) => !text);
    if (emptied) {
      this.dialog.querySelector("[data-found]").textContent = `${written(emptied.line.start_ms)} ${say("empty")}`;
      return;
    }
    const chosen = this.#chosen;
    if (!chosen.length) return;
    this.onReplace(chosen.map(({ line }) => line), chosen.map(({ line, text }) => typed(line, { text: text.slice(0, 500) })));
    this.dialog.close();
  }
}

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
