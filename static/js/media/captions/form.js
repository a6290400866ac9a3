// The line that is being worked on: its text and times in fields. There is one form; it moves from line to line.

import { read, written } from "./clock.js";
import { hints } from "./rows.js";
import { typed } from "./transcript.js";
import { say } from "./words.js";

const PAUSE_MS = 1_500;

export class LineForm {
  id = null;
  #seen = 0;
  #hasTyped = false;
  #timer = 0;

  constructor(transcript, rows, limits) {
    Object.assign(this, { transcript, rows, limits });
    this.form = document.getElementById("captions-form").content.firstElementChild.cloneNode(true);
    for (const name of ["start", "end", "text"]) this[name] = this.form.querySelector(`[name=${name}]`);
    this.said = this.form.querySelector("[data-said]");
    this.form.addEventListener("input", () => this.#typing());
    this.form.addEventListener("change", () => this.commit());
  }

  get line() {
    return this.transcript.at(this.id);
  }

  get isDirty() {
    const { line } = this;
    if (!line) return false;
    const { text, start_ms, end_ms } = this.values();
    return text !== line.text || start_ms !== line.start_ms || end_ms !== line.end_ms;
  }

  open(id, { focus = true } = {}) {
    if (id === this.id && this.form.isConnected) return focus && this.text.focus({ preventScroll: true });
    if (!this.commit() && this.text.value.trim()) return this.text.focus();
    this.close();
    const row = this.rows.row(id);
    if (!row) return;
    this.id = id;
    row.setAttribute("aria-current", "true");
    row.querySelector(".line__text").after(this.form);
    this.#fill();
    if (focus) this.text.focus({ preventScroll: true });
  }

  close() {
    const { id } = this;
    this.#leave();
    const held = this.transcript.changes.find((change) => change.isHeld && change.after[0].id === id);
    if (held) this.transcript.drop(held); // inserted and left without a word: it never was
  }

  #leave() {
    clearTimeout(this.#timer);
    this.rows.row(this.id)?.removeAttribute("aria-current");
    this.id = null;
    this.#hasTyped = false;
    this.form.remove();
  }

  /** After the transcript has changed: the form follows, unless something is typed that is not saved. */
  follow(renamed) {
    const now = renamed.get(this.id);
    if (now) [this.id, this.#seen] = [now.id, now.revision];
    if (this.id === null) return;
    if (!this.line) this.#leave();
    else if (!(this.#hasTyped && this.isDirty)) this.#fill();
  }

  /** Makes a change of what was typed, if it can be one. */
  commit() {
    clearTimeout(this.#timer);
    if (!this.isDirty) return true;
    const values = this.values();
    const wrong = this.#wrong(values);
    this.tell(wrong ?? "");
    if (wrong) return false;
    this.change("edit", [typed(this.line, values)]);
    return true;
  }

  /** All that is not saved, with what is being typed as if it were. */
  unsaved() {
    const { changes } = this.transcript;
    const whole = changes.filter(({ after }) => after.every(({ text }) => text));
    const values = this.isDirty ? this.values() : {};
    if (!values.text || values.start_ms === null || values.end_ms === null) return whole;
    const after = [typed(this.line, values)];
    const open = this.transcript.openChangeOf(this.id);
    const now = open ? { ...open, after, isHeld: false } : { kind: "edit", before: [{ id: this.id, revision: this.#seen }], after };
    return [...whole.filter((change) => change !== open), now];
  }

  /** A change of this line into others. */
  change(kind, after) {
    const open = kind === "edit" ? this.transcript.openChangeOf(this.id) : null;
    if (open) this.transcript.replan(open, after);
    else this.transcript.change({ kind, before: [{ id: this.id, revision: this.#seen }], after });
  }

  values() {
    const { line } = this;
    const time = (field, ms) => (field.value === written(ms) ? ms : read(field.value));
    return {
      text: this.text.value.split(/\s+/).filter(Boolean).join(" "),
      start_ms: time(this.start, line.start_ms),
      end_ms: time(this.end, line.end_ms),
    };
  }

  setTime(name, ms) {
    this[name].value = written(ms);
    this.commit();
  }

  tell(sentence) {
    this.said.textContent = sentence;
  }

  #typing() {
    this.#hasTyped = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.commit(), PAUSE_MS);
    this.#tellLength();
    this.form.dispatchEvent(new CustomEvent("typed", { bubbles: true }));
  }

  #fill() {
    const { line } = this;
    this.#seen = line.revision ?? 0;
    this.#hasTyped = false;
    if (document.activeElement !== this.start) this.start.value = written(line.start_ms);
    if (document.activeElement !== this.end) this.end.value = written(line.end_ms);
    if (this.text.value !== line.text) this.text.value = line.text;
    this.form.querySelector("[data-repairs]").replaceChildren(...line.repairs.map((repair, at) => this.#chip(line, repair, at)));
    this.tell("");
    this.#tellLength();
  }

  #tellLength() {
    const values = this.values();
    if (values.start_ms === null || values.end_ms === null) return;
    const seconds = ((values.end_ms - values.start_ms) / 1000).toFixed(1);
    const length = [say("seconds", { seconds }), ...hints(values, this.limits)].join(" · ");
    this.form.querySelector("[data-length]").textContent = length;
  }

  #chip(line, [start, end, heard], at) {
    const chip = document.createElement("button");
    Object.assign(chip, { type: "button", className: "line__undo-repair", textContent: say("back", { heard }) });
    chip.title = say("heard", { heard, text: [...line.text].slice(start, end).join("") });
    chip.addEventListener("click", () => this.unrepair(at));
    return chip;
  }

  unrepair(at = 0) {
    const repair = this.line?.repairs[at];
    if (!repair) return;
    const letters = [...this.line.text];
    letters.splice(repair[0], repair[1] - repair[0], repair[2]);
    this.change("edit", [typed(this.line, { text: letters.join("") })]);
  }

  #wrong({ text, start_ms, end_ms }) {
    if (!text) return say("empty");
    if (start_ms === null || end_ms === null) return say("badTime");
    if (end_ms <= start_ms) return say("backwards");
    const { line } = this;
    if (start_ms === line.start_ms && end_ms === line.end_ms) return null;
    const end = Math.max(line.end_ms, this.limits.duration * 1000 || Infinity);
    if (end_ms > end) return say("beyond");
    const others = this.transcript.lines.filter((each) => each.id !== this.id);
    return others.some((each) => each.start_ms < end_ms && each.end_ms > start_ms) ? say("overlap") : null;
  }
}
