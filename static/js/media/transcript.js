// Ties the transcript to the player: a tap on a line plays it, the line being spoken is marked and kept in view.

import { loadRest } from "./transcript-rest.js";
import { search } from "./transcript-search.js";

const player = document.getElementById("player");
const list = document.querySelector(".transcript");
const HANDS_OFF_MS = 5000; // after the reader has scrolled the list, it stays where they left it
const NEAR_END_PX = 600;

class Following {
  constructor() {
    this.current = null;
    this.readerMovedAt = -Infinity;
    this.read();
    this.listen();
    list.classList.add("transcript--live");
  }

  read() {
    this.cues = [...list.querySelectorAll(".cue")];
    this.starts = this.cues.map((cue) => Number(cue.dataset.start) / 1000);
  }

  async readAll() {
    if (await loadRest(list)) this.read();
    return this.cues;
  }

  spokenAt(seconds) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= seconds + 0.05) low = middle + 1;
      else high = middle;
    }
    return this.cues[low - 1] ?? null;
  }

  // Only the list's own scroll moves, never the page. A long way is a jump: lines on it may not have been laid out yet.
  show(cue) {
    const below = cue.getBoundingClientRect().top - list.getBoundingClientRect().top;
    const way = below - (list.clientHeight - cue.offsetHeight) / 3;
    const isFar = Math.abs(way) > 2 * list.clientHeight;
    const calm = isFar || matchMedia("(prefers-reduced-motion: reduce)").matches;
    list.scrollBy({ top: way, behavior: calm ? "auto" : "smooth" });
  }

  mark() {
    const cue = this.spokenAt(player.currentTime);
    if (cue === this.cues.at(-1)) this.readAll();
    if (cue === this.current) return;
    this.current?.removeAttribute("aria-current");
    cue?.setAttribute("aria-current", "true");
    this.current = cue;
    if (cue && performance.now() - this.readerMovedAt > HANDS_OFF_MS) this.show(cue);
  }

  now() {
    return player.currentTime;
  }

  goTo(cue) {
    this.readerMovedAt = -Infinity;
    player.currentTime = Number(cue.dataset.start) / 1000;
    this.mark();
  }

  listen() {
    list.addEventListener("click", (event) => {
      const cue = event.target.closest(".cue");
      if (!cue) return;
      this.goTo(cue);
      player.play().catch(() => {}); // the browser may want another tap: the player's own button is there
    });
    const moved = () => (this.readerMovedAt = performance.now());
    for (const kind of ["wheel", "touchmove"]) list.addEventListener(kind, moved, { passive: true });
    list.addEventListener("keydown", (event) => {
      if (["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) moved();
    });
    list.addEventListener("scroll", () => {
      if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX) this.readAll();
    });
    for (const kind of ["timeupdate", "seeked"]) player.addEventListener(kind, () => this.mark());
  }
}

if (player && list) search(document.querySelector(".transcript-search"), new Following());
