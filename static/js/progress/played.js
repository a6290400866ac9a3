// What was really played, as ranges of seconds, from the events of a media element. Where the player stands is no proof:
// a jump to the end plays nothing of what it jumped over.

const JITTER = 1; // seconds a report may come late
const CUT = 1; // second, begun again where a report cut it in two

// Stretches in the order they were played. What goes on where the last ended lengthens it; anything else stands for
// itself, so that a passage played again can be told from one played once.
export const extended = (ranges, more) => {
  const result = ranges.map((range) => [...range]);
  for (const [start, end] of more) {
    const last = result.at(-1);
    if (last && start >= Math.max(last[0], last[1] - CUT) && start <= last[1] && end >= last[1]) last[1] = end;
    else result.push([start, end]);
  }
  return result;
};

export class Played {
  constructor(video, duration) {
    this.video = video;
    this.duration = duration;
    this.closed = [];
    this.open = null; // [start, end] of the stretch being played
    this.heardAt = 0;
    this.stands = 0;
    for (const kind of ["timeupdate", "pause", "ended", "mingliang:source"]) video.addEventListener(kind, () => this.advance());
    video.addEventListener("seeking", () => this.close());
    for (const kind of ["playing", "seeked", "ratechange"]) video.addEventListener(kind, () => this.begin());
  }

  // Between two sources the player's clock shows zero, though the learner has gone nowhere.
  now() {
    if (this.video.readyState) this.stands = Math.min(Math.max(this.video.currentTime, 0), this.duration);
    return this.stands;
  }

  begin() {
    if (this.open) this.advance();
    if (!this.open && !this.video.paused && !this.video.seeking) this.start(this.now());
  }

  start(second) {
    this.open = [second, second];
    this.heardAt = performance.now();
  }

  // The stretch grows to where the player stands, unless it got there faster than it plays: then it jumped.
  advance() {
    if (!this.open) return this.video.paused || this.video.seeking ? undefined : this.start(this.now());
    if (this.video.seeking) return this.close();
    const moved = this.now() - this.open[1];
    const passed = ((performance.now() - this.heardAt) / 1000) * this.video.playbackRate;
    if (moved < 0 || moved > passed + JITTER) {
      this.close();
      if (!this.video.paused) this.start(this.now());
      return undefined;
    }
    this.open[1] = this.now();
    this.heardAt = performance.now();
    if (this.video.paused || this.video.ended) this.close();
    return undefined;
  }

  close() {
    if (this.open && this.open[1] > this.open[0]) this.closed.push(this.open);
    this.open = null;
  }

  // The ranges since the last time. A second cut in two by this moment is begun again, so that neither half is lost.
  take() {
    if (this.open && this.open[1] > this.open[0]) {
      this.closed.push([...this.open]);
      this.open[0] = Math.max(this.open[0], Math.floor(this.open[1]));
    }
    const ranges = extended([], this.closed);
    this.closed = [];
    return ranges.map((range) => range.map((second) => Math.round(second * 100) / 100));
  }
}
