// Looks for words in the transcript of the video at hand: marks them, counts them, goes from one to the next.

import { askedSecond } from "./moment.js";

const PAUSE_MS = 150; // in typing
const GAPS = /[\s，。！？、；：“”‘’（）《》,.!?;:"()]+/;
const BESIDE_NO_SPACE = /[\u2e80-\uffef“”‘’…—]/;

const fold = (text) => text.toLowerCase().replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

// All lines as one text, so that a word which goes over into the next line is found; `from` is where each begins.
class Text {
  constructor(lines) {
    this.lines = lines;
    this.from = [];
    this.whole = "";
    for (const line of lines) {
      const text = fold(line.textContent);
      const isApart = this.whole && !BESIDE_NO_SPACE.test(this.whole.at(-1)) && !BESIDE_NO_SPACE.test(text[0]);
      if (isApart) this.whole += " ";
      this.from.push(this.whole.length);
      this.whole += text;
    }
  }

  places(words) {
    const found = [];
    for (const word of words) {
      for (let at = this.whole.indexOf(word); at >= 0; at = this.whole.indexOf(word, at + word.length)) {
        found.push([at, at + word.length]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]).filter(([start], place, all) => !place || start >= all[place - 1][1]);
  }

  lineAt(offset) {
    let low = 0;
    let high = this.from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.from[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // The parts of lines that a place covers: [line, from, to].
  *parts([start, end]) {
    for (let line = this.lineAt(start); line < this.lines.length && this.from[line] < end; line += 1) {
      const length = this.lines[line].textContent.length;
      const from = Math.max(0, start - this.from[line]);
      const to = Math.min(length, end - this.from[line]);
      if (from < to) yield [line, from, to];
    }
  }
}

class Search {
  constructor(form, following) {
    Object.assign(this, { form, following, box: form.querySelector("input"), hits: [], at: -1, isFresh: true });
    this.marked = new Set();
    this.listen();
    form.hidden = false;
  }

  listen() {
    this.box.addEventListener("input", (event) => {
      if (event.isComposing) return; // letters of a pinyin that is not a word yet
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE_MS);
    });
    this.box.addEventListener("compositionend", () => this.look());
    this.box.addEventListener("keydown", (event) => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
      else this.lookFor("");
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of this.form.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.step)));
    }
  }

  async lookFor(words, second) {
    this.box.value = words;
    await this.look(second);
  }

  async look(second = this.following.now()) {
    clearTimeout(this.timer);
    const asked = this.box.value;
    const words = fold(asked).split(GAPS).filter(Boolean);
    const cues = words.length ? await this.following.readAll() : [];
    if (asked !== this.box.value) return; // typed on while the rest was fetched
    this.unmark();
    this.looked = asked;
    this.text = new Text(cues.map((cue) => cue.querySelector(".cue-text")));
    this.hits = this.text.places(words).map((place) => [...this.text.parts(place)]);
    this.mark();
    const next = this.hits.findIndex(([[line]]) => Number(cues[line].dataset.start) / 1000 >= second - 1);
    this.at = Math.max(0, next);
    this.isFresh = true;
    this.showCurrent();
    this.say();
  }

  mark() {
    const byLine = new Map();
    this.hits.forEach((parts, hit) => {
      for (const [line, from, to] of parts) byLine.set(line, [...(byLine.get(line) ?? []), [from, to, hit]]);
    });
    for (const [line, marks] of byLine) this.markLine(this.text.lines[line], marks);
  }

  markLine(line, marks) {
    const text = line.textContent;
    const pieces = [];
    let done = 0;
    for (const [from, to, hit] of marks) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      mark.dataset.hit = hit;
      pieces.push(text.slice(done, from), mark);
      done = to;
    }
    line.replaceChildren(...pieces, text.slice(done));
    this.marked.add(line);
  }

  unmark() {
    for (const line of this.marked) line.textContent = String(line.textContent);
    this.marked.clear();
  }

  // The first step after looking goes to the place that is shown, the others to the one after or before.
  async step(way) {
    if (this.box.value !== this.looked) await this.look();
    if (!this.hits.length) return;
    if (!this.isFresh || way < 0) this.at = (this.at + way + this.hits.length) % this.hits.length;
    this.isFresh = false;
    this.following.goTo(this.cueOfCurrent());
    this.showCurrent();
    this.say();
  }

  cueOfCurrent() {
    return this.text.lines[this.hits[this.at][0][0]].closest(".cue");
  }

  showCurrent() {
    for (const mark of document.querySelectorAll(".transcript mark[data-current]")) delete mark.dataset.current;
    if (!this.hits.length) return;
    for (const mark of document.querySelectorAll(`.transcript mark[data-hit="${this.at}"]`)) mark.dataset.current = "";
    this.following.show(this.cueOfCurrent());
  }

  say() {
    const { none, found, count } = this.form.dataset;
    const words = this.hits.length ? (this.isFresh ? found : count) : this.box.value.trim() ? none : "";
    const status = this.form.querySelector("[role=status]");
    status.textContent = words.replace("{now}", this.at + 1).replace("{all}", this.hits.length);
  }
}

// A link from the site's search carries its words along.
export const search = (form, following) => {
  if (!form) return;
  const words = new URLSearchParams(location.search).get("find");
  const looking = new Search(form, following);
  if (words) looking.lookFor(words, askedSecond() ?? 0);
};
