// How loud it is, and where the lines begin and end: half a minute around the moment that is played.

const SHOWN_MS = 24_000;

export class Strip {
  #from = 0;
  #levels = new Uint8Array();
  #asked = 0;

  constructor(canvas, transcript, playing) {
    Object.assign(this, { canvas, transcript, playing, current: null });
    canvas.addEventListener("click", ({ offsetX }) => playing.seek(this.#from + (offsetX / canvas.clientWidth) * SHOWN_MS));
    new ResizeObserver(() => this.draw()).observe(canvas);
    for (const kind of ["seeked", "timeupdate", "loadedmetadata"]) playing.player?.addEventListener(kind, () => this.draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  async load(address) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) this.#levels = new Uint8Array(await answer.arrayBuffer());
    this.draw();
  }

  draw() {
    cancelAnimationFrame(this.#asked);
    this.#asked = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const { canvas, playing } = this;
    const [wide, high, sharp] = [canvas.clientWidth, canvas.clientHeight, devicePixelRatio];
    if (!wide) return;
    [canvas.width, canvas.height] = [wide * sharp, high * sharp];
    this.#turn(playing.ms);
    const pen = canvas.getContext("2d");
    pen.scale(sharp, sharp);
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(name);
    this.#drawLines(pen, wide, high, colour);
    this.#drawLevels(pen, wide, high, colour("--strip-sound"));
    pen.fillStyle = colour("--strip-now");
    pen.fillRect(this.#x(playing.ms, wide) - 1, 0, 2, high);
  }

  /** The page of the strip turns when the moment leaves it. */
  #turn(ms) {
    if (ms < this.#from || ms > this.#from + SHOWN_MS * 0.95) this.#from = Math.max(0, ms - SHOWN_MS * 0.15);
  }

  #x(ms, wide) {
    return ((ms - this.#from) / SHOWN_MS) * wide;
  }

  #drawLines(pen, wide, high, colour) {
    for (const line of this.transcript.lines) {
      if (line.end_ms < this.#from || line.start_ms > this.#from + SHOWN_MS) continue;
      const [left, right] = [this.#x(line.start_ms, wide), this.#x(line.end_ms, wide)];
      pen.fillStyle = colour(line.id === this.current ? "--strip-current" : "--strip-line");
      pen.fillRect(left + 0.5, 0, Math.max(1, right - left - 1), high);
      pen.fillStyle = colour("--strip-edge");
      pen.fillRect(left, 0, 1, high);
      pen.fillRect(right - 1, 0, 1, high);
    }
  }

  #drawLevels(pen, wide, high, colour) {
    pen.fillStyle = colour;
    const step = (100 / SHOWN_MS) * wide;
    const first = Math.floor(this.#from / 100);
    for (let at = first; at < Math.min(this.#levels.length, first + SHOWN_MS / 100 + 1); at++) {
      const tall = Math.max(1, (this.#levels[at] / 255) * (high - 6));
      pen.fillRect(this.#x(at * 100, wide), (high - tall) / 2, Math.max(1, step - 1), tall);
    }
  }
}
