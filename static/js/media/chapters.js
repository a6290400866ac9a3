// The strip of chapters below the player: as long as they last, the one being played marked, a look at each.

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
    return this.links[place].querySelector(".chapters__title").textContent;
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
    nav.querySelector(".chapters__now").textContent = current < 0 ? "" : this.titleOf(current);
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
      for (const kind of ["pointerenter", "focus"]) stretch.addEventListener(kind, (event) => this.show(place, event));
      for (const kind of ["pointerleave", "blur"]) stretch.addEventListener(kind, () => (this.element.hidden = true));
    });
  }

  show(place, event) {
    const stretch = this.chapters.stretches[place];
    if (event.pointerType === "touch" || (event.type === "focus" && !stretch.matches(":focus-visible"))) return;
    const time = this.chapters.links[place].querySelector(".chapters__time").textContent;
    nav.querySelector(".chapters__peek-words").textContent = `${time}  ${this.chapters.titleOf(place)}`;
    this.draw(this.chapters.starts[place] + 1);
    this.element.hidden = false;
    this.stand(stretch);
  }

  stand(stretch) {
    const bar = this.element.parentElement;
    const middle = stretch.parentElement.offsetLeft + stretch.offsetWidth / 2 - this.element.offsetWidth / 2;
    this.element.style.left = `${Math.max(0, Math.min(middle, bar.clientWidth - this.element.offsetWidth))}px`;
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

if (player && nav) new Peek(new Chapters());
