// The strip below the player: chapters as long as they last, the one being played marked. Whoever points at it sees the
// picture of that very second, and goes there; keys go from chapter to chapter.

import { clock } from "./clock.js";
import { go } from "./moment.js";

const player = document.getElementById("player");
const nav = document.querySelector(".chapters");

const lengths = (starts, duration) => starts.map((start, place) => Math.max(0, (starts[place + 1] ?? duration) - start));

class Chapters {
  constructor() {
    this.stretches = [...nav.querySelectorAll(".chapters__stretch")];
    this.links = [...nav.querySelectorAll(".chapters__link")];
    this.starts = this.stretches.map((stretch) => Number(stretch.dataset.start) / 1000);
    this.lengths = lengths(this.starts, Number(nav.dataset.duration));
    this.current = -1;
    this.stretches.forEach((stretch, place) => (stretch.parentElement.style.flexGrow = this.lengths[place]));
    for (const kind of ["timeupdate", "seeked"]) player.addEventListener(kind, () => this.mark());
    this.mark();
  }

  titleOf(place) {
    return this.links[place]?.querySelector(".chapters__title").textContent ?? "";
  }

  // Which second lies at `x` of the window, and in which stretch.
  at(x) {
    const place = Math.max(0, this.stretches.findLastIndex((stretch) => stretch.getBoundingClientRect().left <= x));
    const { left, width } = this.stretches[place].getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (x - left) / width));
    return { place, second: this.starts[place] + share * this.lengths[place] };
  }

  // A link goes to a whole second, which may lie just before the chapter.
  mark() {
    const now = player.currentTime;
    const current = this.starts.findLastIndex((start) => Math.floor(start) <= now);
    this.stretches.forEach((stretch, place) => stretch.style.setProperty("--played", this.played(place, now)));
    if (current === this.current) return;
    for (const links of [this.stretches, this.links]) {
      links[this.current]?.removeAttribute("aria-current");
      links[current]?.setAttribute("aria-current", "true");
    }
    this.current = current;
    const title = nav.querySelector(".chapters__now");
    if (title) title.textContent = this.titleOf(current);
  }

  played(place, now) {
    const share = (now - this.starts[place]) / (this.lengths[place] || 1);
    return `${Math.round(100 * Math.min(1, Math.max(0, share)))}%`;
  }
}

// The small pictures lie in one sheet, row by row, each for some seconds.
class Peek {
  constructor(chapters) {
    this.chapters = chapters;
    this.element = nav.querySelector(".chapters__peek");
    this.picture = nav.querySelector(".chapters__picture");
    chapters.stretches.forEach((stretch, place) => {
      stretch.addEventListener("focus", () => stretch.matches(":focus-visible") && this.showStart(place));
      stretch.addEventListener("blur", () => this.hide());
    });
  }

  showStart(place) {
    const { left, width } = this.chapters.stretches[place].getBoundingClientRect();
    this.show({ place, second: this.chapters.starts[place] + 1, x: left + width / 2 });
  }

  show({ place, second, x }) {
    nav.querySelector(".chapters__peek-words").textContent = `${clock(second)}  ${this.chapters.titleOf(place)}`.trim();
    this.draw(second);
    this.element.hidden = false;
    const bar = this.element.parentElement;
    const left = x - bar.getBoundingClientRect().left - this.element.offsetWidth / 2;
    this.element.style.left = `${Math.max(0, Math.min(left, bar.clientWidth - this.element.offsetWidth))}px`;
  }

  hide() {
    this.element.hidden = true;
  }

  draw(second) {
    const { storyboard, storyboardEvery, storyboardColumns } = player.dataset;
    this.picture.hidden = !storyboard;
    if (!storyboard) return;
    const count = Math.max(1, Math.ceil(Number(nav.dataset.duration) / Number(storyboardEvery)));
    const columns = Math.min(count, Number(storyboardColumns));
    const rows = Math.ceil(count / columns);
    const at = Math.min(count - 1, Math.floor(second / Number(storyboardEvery)));
    const share = (place, of) => `${of > 1 ? (100 * place) / (of - 1) : 0}%`;
    Object.assign(this.picture.style, {
      aspectRatio: player.videoWidth ? `${player.videoWidth} / ${player.videoHeight}` : "",
      backgroundImage: `url("${storyboard}")`,
      backgroundSize: `${100 * columns}% ${100 * rows}%`,
      backgroundPosition: `${share(at % columns, columns)} ${share(Math.floor(at / columns), rows)}`,
    });
  }
}

// Mouse, pen and finger alike: a finger is drawn along the strip and lifted where the video shall go on.
class Seeking {
  constructor(chapters, peek) {
    Object.assign(this, { chapters, peek, isPressed: false, hasGone: false });
    const strip = nav.querySelector(".chapters__strip");
    const hears = { pointerdown: "press", pointermove: "point", pointerup: "lift", click: "click" };
    for (const [kind, does] of Object.entries(hears)) strip.addEventListener(kind, (event) => this[does](event));
    for (const kind of ["pointerleave", "pointercancel"]) strip.addEventListener(kind, () => this.leave());
    strip.addEventListener("dragstart", (event) => event.preventDefault());
  }

  press(event) {
    this.isPressed = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey);
    this.hasGone = false;
    this.point(event);
  }

  point({ clientX }) {
    this.peek.show({ ...this.chapters.at(clientX), x: clientX });
  }

  lift(event) {
    if (!this.isPressed) return;
    this.isPressed = false;
    this.hasGone = true;
    go(this.chapters.at(event.clientX).second);
    if (event.pointerType !== "mouse") this.peek.hide();
  }

  leave() {
    this.isPressed = false;
    this.peek.hide();
  }

  // The link below would go to where its chapter begins: that is for keys.
  click(event) {
    if (!this.hasGone) return;
    this.hasGone = false;
    event.preventDefault();
    event.stopPropagation();
  }
}

if (player && nav) {
  nav.hidden = false;
  const chapters = new Chapters();
  new Seeking(chapters, new Peek(chapters));
}
