// The player: jumping, playing one line, and the line as it is now shown on the picture.

export class Playing {
  #until = null;
  #track = null;
  #caption = null;

  constructor(player, language) {
    this.player = player;
    if (!player) return;
    for (const track of player.textTracks) track.mode = "disabled";
    this.#track = player.addTextTrack("captions", "", language);
    this.#track.mode = "showing";
    player.addEventListener("timeupdate", () => this.#stopInTime());
    player.addEventListener("seeking", () => this.player.currentTime * 1000 > (this.#until ?? Infinity) && (this.#until = null));
  }

  get ms() {
    return this.player ? this.player.currentTime * 1000 : 0;
  }

  seek(ms) {
    if (!this.player) return;
    this.#until = null;
    this.player.currentTime = Math.max(0, ms / 1000);
  }

  toggle() {
    this.#until = null;
    if (this.player?.paused) this.play();
    else this.player?.pause();
  }

  play() {
    this.player?.play().catch(() => {}); // the browser may want another tap: the player's own button is there
  }

  playLine(line) {
    this.seek(line.start_ms);
    this.#until = line.end_ms;
    this.play();
  }

  /** The captions of the page as they are being corrected, not those of the file. */
  caption(line) {
    if (!this.#track || (line && this.#caption?.text === line.text && this.#caption.startTime === line.start_ms / 1000)) return;
    if (this.#caption) this.#track.removeCue(this.#caption);
    this.#caption = line && new VTTCue(line.start_ms / 1000, line.end_ms / 1000, line.text);
    if (this.#caption) this.#track.addCue(this.#caption);
  }

  #stopInTime() {
    if (this.#until === null || this.ms < this.#until) return;
    this.#until = null;
    this.player.pause();
  }
}
