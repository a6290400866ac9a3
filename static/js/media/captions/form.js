// The line that is being worked on: its text and times in fields. There is one form; it moves from line to line.

import { read, written } from "./clock.js";
import { hints } from "./rows.js";
import { amended, moved, typed } from "./transcript.js";
import { say } from "./words.js";

const PAUSE_MS = 1_500;

const oneLine = (text) => text.split(/\s+/).filter(Boolean).join(" ");

export class LineForm {
  id = null;
  #seen = 0;
  #hasTyped = false;
  #typedIn = new Set(); // times that are to stay as they were typed
  #isComposing = false; // half a word of an input method stands in the field
  #timer = 0;

  constructor(transcript, rows, limits) {
    Object.assign(this, { transcript, rows, limits });
    this.form = document.getElementById("captions-form").content.firstElementChild.cloneNode(true);
    for (const name of ["start", "end", "text"]) this[name] = this.form.querySelector(`[name=${name}]`);
    this.said = this.form.querySelector("[data-said]");
    this.form.addEventListener("input", (event) => event.isComposing || this.#typing(event.target));
    this.form.addEventListener("compositionstart", () => this.#composing());
    this.form.addEventListener("compositionend", ({ target }) => {
      this.#isComposing = false;
      this.#typing(target);
    });
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
    this.#hasTyped = this.#isComposing = false;
    this.#typedIn.clear();
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
    if (this.#isComposing) return false;
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
    const line = typed(this.line, values);
    const open = this.transcript.openChangeOf(this.id);
    const now = open ? amended(open, line) : { kind: "edit", before: [{ id: this.id, revision: this.#seen }], after: [line] };
    return [...whole.filter((change) => change !== open), now];
  }

  /** A change of this line into others. */
  change(kind, after) {
    const open = kind === "edit" ? this.transcript.openChangeOf(this.id) : null;
    if (open) this.transcript.amend(open, after[0]);
    else this.transcript.change({ kind, before: [{ id: this.id, revision: this.#seen }], after });
  }

  values() {
    const { line } = this;
    const time = (field, ms) => (field.value === written(ms) ? ms : read(field.value));
    return {
      text: oneLine(this.text.value),
      start_ms: time(this.start, line.start_ms),
      end_ms: time(this.end, line.end_ms),
    };
  }

  setTime(name, ms) {
    this[name].value = written(ms);
    this.#typedIn.add(this[name]);
    this.commit();
  }

  tell(sentence) {
    this.said.textContent = sentence;
  }

  #composing() {
    this.#isComposing = this.#hasTyped = true;
    clearTimeout(this.#timer);
  }

  #typing(field) {
    this.#hasTyped = true;
    this.#typedIn.add(field);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.commit(), PAUSE_MS);
    this.#tellLength();
    this.form.dispatchEvent(new CustomEvent("typed", { bubbles: true }));
  }

  #fill() {
    const { line } = this;
    this.#seen = line.revision ?? 0;
    this.#hasTyped = false;
    for (const [field, ms] of [[this.start, line.start_ms], [this.end, line.end_ms]]) {
      const isTheirs = document.activeElement === field && this.#typedIn.has(field) && read(field.value) === Number(ms);
      if (!isTheirs) field.value = written(ms);
    }
    const isTyping = document.activeElement === this.text && oneLine(this.text.value) === line.text;
    if (!isTyping && this.text.value !== line.text) this.text.value = line.text; // else the cursor would jump, and a space be gone
    this.#typedIn.clear();
    this.form.querySelector("[data-repairs]").replaceChildren(...line.repairs.map((repair) => this.#chip(line, repair)));
    this.tell(line.refusal ?? "");
    this.#tellLength();
  }

  #tellLength() {
    const values = this.values();
    if (values.start_ms === null || values.end_ms === null) return;
    const seconds = ((values.end_ms - values.start_ms) / 1000).toFixed(1);
    const length = [say("seconds", { seconds }), ...hints(values, this.limits)].join(" · ");
    this.form.querySelector("[data-length]").textContent = length;
  }

  #chip(line, repair) {
    const [start, end, heard] = repair;
    const chip = document.createElement("button");
    Object.assign(chip, { type: "button", className: "line__undo-repair", textContent: say("back", { heard }) });
    chip.title = say("heard", { heard, text: [...line.text].slice(start, end).join("") });
    chip.addEventListener("click", () => this.unrepair(repair));
    return chip;
  }

  /** What was typed is saved first; it may have moved or ended the repair. */
  unrepair(wanted = this.line?.repairs[0]) {
    const [, , said] = wanted ?? [];
    if (!wanted || !this.commit()) return;
    const { text, repairs } = this.line;
    const repair = repairs.includes(wanted) ? wanted : repairs.find(([, , heard]) => heard === said);
    if (!repair) return;
    const [start, end, heard] = repair;
    const letters = [...text];
    letters.splice(start, end - start, heard);
    const others = repairs.filter((each) => each !== repair);
    this.change("edit", [typed(this.line, { text: letters.join(""), repairs: moved(others, end, [...heard].length - (end - start)) })]);
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
