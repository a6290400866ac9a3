// The lines as they are on the server, and as they are with what this person has changed since.

let counter = 0;

// Not crypto.randomUUID: that is only there where the address is https.
const newToken = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

/** The server will not have it as it is: it waits, with the reason on its line, until the person changes it. */
export const isRefused = ({ after }) => after.some(({ refusal }) => refusal);

const inOrder = (one, other) => one.start_ms - other.start_ms || (one.id > other.id ? 1 : -1);

export class Transcript extends EventTarget {
  base = new Map(); // id → line on the server
  changes = []; // not yet on the server, in order: {kind, token, before: [{id, revision}], after: [line], isHeld, isSent}
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
    this.changes.push({ isHeld: false, isSent: false, token: newToken(), ...change });
    this.dispatchEvent(new CustomEvent("made"));
    this.#show();
  }

  /** Those that can be sent: not what is held or refused, nor what builds on it. */
  get waiting() {
    const stuck = new Set();
    return this.changes.filter((change) => {
      const ids = [...change.before, ...change.after].map(({ id }) => id);
      const isFree = !change.isHeld && !isRefused(change) && !ids.some((id) => stuck.has(id));
      if (!isFree) for (const id of ids) stuck.add(id);
      return isFree;
    });
  }

  /** Takes back what is not sent yet, and returns it if there was something. */
  dropLast() {
    if (!this.changes.length || this.changes.at(-1).isSent) return null;
    const last = this.changes.pop();
    this.#show();
    return last;
  }

  /** Nothing of it is lost. A deletion has nothing to keep; what the person has changed again since is tried as it is now. */
  refuse(change, refusal) {
    const isBuiltOn = (each) => each !== change && each.before.some(({ id }) => change.after.some((cue) => cue.id === id));
    const next = this.changes.slice(this.changes.indexOf(change)).find(isBuiltOn);
    const isOvertaken = !change.after.length || (next && change.kind === "edit");
    const isFollowed = !isOvertaken && next?.kind === "edit" && change.after.length === 1;
    const gone = isOvertaken ? change : isFollowed ? next : null;
    change.token = newToken();
    change.after = isFollowed ? next.after : change.after.map((cue, at) => (at ? cue : { ...cue, refusal }));
    this.changes = this.changes.filter((each) => each !== gone);
    this.#show();
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
    const isOne = last && ["edit", "insert"].includes(last.kind) && last.after.length === 1;
    const isOpen = last && !last.isSent && (isOne || isRefused(last)) && last.after.some((cue) => cue.id === id);
    return isOpen ? last : null;
  }

  amend(change, line) {
    Object.assign(change, amended(change, line));
    this.dispatchEvent(new CustomEvent("made"));
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
    if (choice !== "mine") this.#yield(change, standing);
    else this.#insist(change, standing, ids);
    this.#show();
  }

  /** Of a change of many lines, each by itself, only those go that someone else has changed. */
  #yield(change, standing) {
    const seen = new Map(change.before.map(({ id, revision }) => [id, revision]));
    const now = new Map(standing.map((cue) => [cue.id, cue]));
    const news = standing.filter(({ id, revision }) => seen.get(id) !== revision);
    const isMine = (cue) => now.get(cue.id)?.revision === seen.get(cue.id) && !news.some((other) => meet(cue, other));
    const after = change.kind === "replace" ? change.after.filter(isMine) : [];
    if (!after.length) return this.#forget(change);
    const kept = new Set(after.map(({ id }) => id));
    Object.assign(change, { after, before: change.before.filter(({ id }) => kept.has(id)) });
  }

  #insist(change, standing, ids) {
    change.before = standing.map(({ id, revision }) => ({ id, revision }));
    const renamed = new Map();
    change.after = change.after.map((cue) => {
      if (ids.has(cue.id) || typeof cue.id === "string") return cue;
      renamed.set(cue.id, { ...cue, id: this.newId(), revision: 0 });
      return renamed.get(cue.id);
    });
    for (const { before } of this.changes) {
      for (const cue of before) if (renamed.has(cue.id)) cue.id = renamed.get(cue.id).id;
    }
    if (!change.before.length && !change.after.length) this.#forget(change);
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

const meet = (one, other) => one.start_ms < other.end_ms && other.start_ms < one.end_ms;

/** The change, with this line as it is wanted now. */
export const amended = (change, line) => ({
  ...change,
  isHeld: false,
  after: change.after.map((cue) => (cue.id === line.id ? line : { ...cue, refusal: null })),
});

/** A line as a person makes it: nothing of the engine's doubts is left, and of its repairs what was not touched. */
export const typed = (line, values) => ({
  ...line,
  confidence: null,
  repairs: untouched(line, values.text ?? line.text),
  is_corrected: true,
  isNew: true,
  refusal: null,
  ...values,
});

function untouched({ text, repairs }, now) {
  const [old, letters] = [[...text], [...now]];
  const shorter = Math.min(old.length, letters.length);
  let [head, tail] = [0, 0];
  while (head < shorter && old[head] === letters[head]) head++;
  while (tail < shorter - head && old.at(-1 - tail) === letters.at(-1 - tail)) tail++;
  return moved(repairs.filter(([start, end]) => end <= head || start >= old.length - tail), head, letters.length - old.length);
}

/** Repairs whose letters begin there or later, so many letters further on. */
export const moved = (repairs, from, by) =>
  repairs.map(([start, end, heard]) => (start >= from ? [start + by, end + by, heard] : [start, end, heard]));
