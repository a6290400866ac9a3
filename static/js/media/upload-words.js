// What people read while a file is on its way.

export const bytes = (count) => {
  const [unit, size] = count < 1e9 ? ["MB", 1048576] : ["GB", 1073741824];
  if (count < 1e5) return `${Math.max(1, Math.round(count / 1024))} KB`;
  return `${(count / size).toFixed(count / size < 10 ? 1 : 0)} ${unit}`;
};

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const left = (words, seconds) => {
  if (seconds < 90) return fill(words.wordsSeconds, { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return fill(words.wordsMinutes, { count: Math.round(seconds / 60) });
  return fill(words.wordsHours, { count: (seconds / 3600).toFixed(1) });
};

// Bytes a second over the last seconds: an average over all would believe in a network that is gone.
export class Speed {
  #seen = [];

  at(sent) {
    const now = performance.now() / 1000;
    this.#seen = [...this.#seen.filter(([when]) => now - when < 8), [now, sent]];
    const [[when, before]] = this.#seen;
    return now - when > 0.3 ? (sent - before) / (now - when) : 0;
  }

  reset() {
    this.#seen = [];
  }
}
