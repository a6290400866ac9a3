// What a person does to lines, one step each: all of it can be undone.

import { isDoubtful } from "./rows.js";
import { isRefused, moved, typed } from "./transcript.js";
import { say } from "./words.js";

const NEW_LINE_MS = 2_000;
const SMALLEST_GAP_MS = 300;

const LONGEST_TEXT = 500;

// Between these and others there is no space: Han, Kana, full-width signs.
const tight = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
const joined = (one, other) => (tight.test([...one].at(-1) ?? "") || tight.test([...other][0] ?? "") ? one + other : `${one} ${other}`);

export class Steps {
  #undo = []; // numbers of corrections
  #redo = []; // the same, and changes that were taken back before they were sent

  constructor(parts) {
    Object.assign(this, parts);
    this.transcript.addEventListener("made", () => (this.#redo = []));
  }

  /** What has been saved can be undone. */
  remember(correction) {
    this.#undo.push(correction);
  }

  move(by) {
    const { transcript, form } = this;
    const here = form.id === null ? transcript.lines.indexOf(transcript.spokenAt(this.playing.ms)) - (by > 0) : transcript.indexOf(form.id);
    const there = transcript.lines[Math.min(Math.max(here + by, 0), transcript.lines.length - 1)];
    if (there) this.go(there.id, { seek: this.playing.player?.paused ?? true });
  }

  nextDoubtful() {
    const { transcript } = this;
    const here = transcript.indexOf(this.form.id);
    const round = [...transcript.lines.slice(here + 1), ...transcript.lines.slice(0, here + 1)];
    const there = round.find((line) => isDoubtful(line, this.limits));
    if (there) this.go(there.id);
  }

  playLine() {
    const line = this.form.line ?? this.transcript.spokenAt(this.playing.ms);
    if (line) this.playing.playLine(line);
  }

  /** The person has listened and says that it is right as it stands. */
  approve() {
    const { form } = this;
    if (!form.line || !form.commit()) return;
    if (!form.line.is_corrected) form.change("edit", [typed(form.line, { repairs: [] })]);
    this.move(1);
  }

  split() {
    const { form, transcript } = this;
    if (!form.line || !form.commit()) return;
    const { line } = form;
    const cut = form.text.selectionStart;
    const [left, right] = [form.text.value.slice(0, cut).trim(), form.text.value.slice(cut).trim()];
    if (!left || !right) return form.tell(say("noCut"));
    const share = left.length / (left.length + right.length);
    const middle = Math.round(line.start_ms + (line.end_ms - line.start_ms) * share);
    const second = typed(line, { id: transcript.newId(), start_ms: middle, text: right });
    form.change("split", [typed(line, { end_ms: middle, text: left }), second]);
    this.go(second.id, { seek: false });
    form.text.setSelectionRange(0, 0);
  }

  merge() {
    const { form, transcript } = this;
    const next = transcript.lines[transcript.indexOf(form.id) + 1];
    if (!form.line || !next || !form.commit()) return;
    const { line } = form;
    const text = joined(line.text, next.text);
    const [length, added] = [text, next.text].map((words) => [...words].length);
    if (length > LONGEST_TEXT) return form.tell(say("long"));
    const repairs = [...line.repairs, ...moved(next.repairs, 0, length - added)];
    const whole = typed(line, { end_ms: Math.max(line.end_ms, next.end_ms), text, repairs });
    const before = [line, next].map(({ id, revision }) => ({ id, revision }));
    transcript.change({ kind: "merge", before, after: [whole] });
    this.go(whole.id, { seek: false });
    form.text.setSelectionRange(line.text.length, line.text.length);
  }

  /** After the line, or where the player is if that is a gap. Saved as soon as there is a word. */
  insert() {
    const { form, transcript, playing } = this;
    if (form.line && !form.commit()) return;
    const spoken = transcript.spokenAt(playing.ms);
    const isGap = !spoken || spoken.end_ms <= playing.ms;
    const previous = isGap ? spoken : (form.line ?? spoken);
    const start = Math.round(isGap ? playing.ms : previous.end_ms);
    const next = transcript.lines[previous ? transcript.indexOf(previous.id) + 1 : 0];
    const end = Math.min(start + NEW_LINE_MS, next?.start_ms ?? Infinity, this.limits.duration * 1000 || Infinity);
    if (end - start < SMALLEST_GAP_MS) return form.tell(say("noRoom"));
    const line = { id: transcript.newId(), start_ms: start, end_ms: end, text: "", repairs: [], confidence: null, is_corrected: true, isNew: true };
    transcript.change({ kind: "insert", before: [], after: [line], isHeld: true });
    this.go(line.id, { seek: false });
  }

  remove() {
    const { form, transcript } = this;
    if (!form.line) return;
    const { id } = form.line;
    const neighbour = transcript.lines[transcript.indexOf(id) + 1] ?? transcript.lines[transcript.indexOf(id) - 1];
    const held = transcript.changes.find((change) => change.isHeld && change.after[0].id === id);
    const refused = transcript.changes.find((change) => isRefused(change) && change.after.some((cue) => cue.id === id));
    form.close();
    if (refused) transcript.drop(refused);
    const line = transcript.at(id);
    if (!held && line) transcript.change({ kind: "delete", before: [{ id, revision: line.revision }], after: [] });
    if (neighbour) this.go(neighbour.id, { seek: false });
  }

  replace(lines, after) {
    if (!this.form.commit()) return;
    this.transcript.change({ kind: "replace", before: lines.map(({ id, revision }) => ({ id, revision })), after });
  }

  /** What is typed and not saved is the field's own to undo. */
  undo(sending, tell) {
    if (this.form.isDirty && document.activeElement?.matches("textarea, input")) return false;
    const dropped = this.transcript.dropLast();
    if (!dropped) this.#back(sending, tell, this.#undo, this.#redo);
    else if (!dropped.isHeld) this.#redo.push(dropped);
    return true;
  }

  redo(sending, tell) {
    if (this.form.isDirty && document.activeElement?.matches("textarea, input")) return false;
    if (typeof this.#redo.at(-1) === "object") this.#again(this.#redo.pop(), tell);
    else this.#back(sending, tell, this.#redo, this.#undo);
    return true;
  }

  /** What was taken back before it was sent; `made` is for what is new. */
  #again(change, tell) {
    const { transcript } = this;
    if (!change.before.every(({ id }) => transcript.at(id))) return tell(say("movedOn"));
    const others = this.#redo;
    transcript.change(change);
    this.#redo = others;
    if (change.after.length) this.go(change.after[0].id, { seek: false });
  }

  async #back(sending, tell, from, to) {
    const correction = from.pop();
    if (correction === undefined) return from === this.#undo && tell(say("noUndo"));
    try {
      const undone = await sending.undo(correction);
      if (!undone) return tell(say("movedOn"));
      to.push(undone.correction);
      if (undone.after.length) this.go(undone.after[0].id, { seek: false });
    } catch {
      from.push(correction);
      tell(say("notWhileOffline"));
    }
  }
}
