// The lines as they are on the server, and as they are with what this person has changed since.

let counter = 0;

const inOrder = (one, other) => one.start_ms - other.start_ms || (one.id > other.id ? 1 : -1);

export class Transcript extends EventTarget {
  base = new Map(); // id → line on the server
  changes = []; // not yet on the server, in order: {kind, before: [{id, revision}], after: [line], isHeld, isSent}
  revision = 0;
  lines = [];
  byId = new Map();

  /** The answer to the question for all lines. */
  load({ revision, cues }) {
    this.revision = revision;
    this.base = new Map(cues.map((cue) => [cue.id, this.#same(cue)]));
    this.#show();
  }

  /** The answer to the question what is new. */
  learn({ revision, cues, gone }) {
    this.revision = revision;
    for (const id of gone) this.base.delete(id);
    for (const cue of cues) this.base.set(cue.id, this.#same(cue));
    if (cues.length || gone.length) this.#show();
  }

  at(id) {
    return this.byId.get(id);
  }

  indexOf(id) {
    const line = this.at(id);
    return line ? this.lines.indexOf(line) : -1;
  }

  /** The line spoken at this moment, or the last before it. */
  spokenAt(ms) {
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle].start_ms <= ms + 50) low = middle + 1;
      else high = middle;
    }
    return this.lines[low - 1] ?? null;
  }

  newId() {
    return `new-${Date.now().toString(36)}-${counter++}`;
  }

  change(change) {
    this.changes.push({ isHeld: false, isSent: false, ...change });
    this.#show();
  }

  /** Takes back what is not sent yet; says whether there was something. */
  dropLast() {
    if (!this.changes.length || this.changes.at(-1).isSent) return false;
    this.changes.pop();
    this.#show();
    return true;
  }

  drop(change) {
    this.#forget(change);
    this.#show();
  }

  /** With it go those that build on lines which it would have made. */
  #forget(change) {
    const made = new Set();
    this.changes = this.changes.filter((each) => {
      const isFounded = each !== change && each.before.every(({ id }) => typeof id === "number" || made.has(id));
      if (isFounded) for (const { id } of each.after) made.add(id);
      return isFounded;
    });
  }

  /** The one to which another edit of the same line can be added instead of making a second. */
  openChangeOf(id) {
    const last = this.changes.findLast((each) => [...each.before, ...each.after].some((cue) => cue.id === id));
    const isOpen = last && !last.isSent && ["edit", "insert"].includes(last.kind) && last.after.length === 1;
    return isOpen ? last : null;
  }

  replan(change, after, isHeld = false) {
    Object.assign(change, { after, isHeld });
    this.#show();
  }

  /** It is on the server: new lines get their ids, what waits gets to know the new revisions. Returns old id → line. */
  settle(change, { after, gone }) {
    this.changes = this.changes.filter((each) => each !== change);
    const known = new Map(change.after.map((draft, number) => [draft.id, after[number]]));
    this.#accept(after, gone);
    for (const waiting of this.changes) {
      for (const cue of waiting.before) {
        const now = known.get(cue.id);
        if (now) Object.assign(cue, { id: now.id, revision: now.revision });
      }
      waiting.after = waiting.after.map((cue) => (known.has(cue.id) ? { ...cue, id: known.get(cue.id).id } : cue));
    }
    this.#show(known);
    return known;
  }

  /** After a conflict. What stands there is known now; if mine is chosen, it is to take the place of all of that. */
  learnStanding(change, standing, choice) {
    const ids = new Set(standing.map(({ id }) => id));
    this.#accept(standing, change.before.map(({ id }) => id).filter((id) => !ids.has(id)));
    change.before = standing.map(({ id, revision }) => ({ id, revision }));
    const renamed = new Map();
    change.after = change.after.map((cue) => {
      if (ids.has(cue.id)) return cue;
      renamed.set(cue.id, { ...cue, id: this.newId(), revision: 0 });
      return renamed.get(cue.id);
    });
    for (const { before } of this.changes) {
      for (const cue of before) if (renamed.has(cue.id)) cue.id = renamed.get(cue.id).id;
    }
    const isVoid = !change.before.length && !change.after.length;
    if (choice !== "mine" || isVoid) this.#forget(change);
    this.#show();
  }

  /** A change that the server made by itself at our word: an undo. */
  accept({ after, gone }) {
    this.#accept(after, gone);
    this.#show();
  }

  #accept(after, gone) {
    for (const id of gone) this.base.delete(id);
    for (const cue of after) this.base.set(cue.id, cue);
  }

  #same(cue) {
    const known = this.base.get(cue.id);
    return known?.revision === cue.revision && known.text === cue.text ? known : cue;
  }

  #show(renamed = new Map()) {
    this.byId = new Map(this.base);
    for (const { before, after } of this.changes) {
      for (const { id } of before) this.byId.delete(id);
      for (const cue of after) this.byId.set(cue.id, cue);
    }
    this.lines = [...this.byId.values()].sort(inOrder);
    this.dispatchEvent(new CustomEvent("change", { detail: { renamed } }));
  }
}

/** A line as a person makes it: nothing of the engine's doubts is left. */
export const typed = (line, values) => ({ ...line, confidence: null, repairs: [], is_corrected: true, isNew: true, ...values });
