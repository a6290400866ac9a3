// One file on its way: sent by tus, then told to the form. Its states: refused, ready, waiting, sending, paused,
// offline, stopped, saving, saved.

import { Speed, bytes, fill, left } from "./upload-words.js";

const PIECE_BYTES = 8 * 1048576; // a network or a proxy that breaks costs no more than this
const PATIENCE_MS = [1000, 2000, 5000, 10000, 20000];
const SHOWN = {
  refused: ["remove"],
  ready: ["remove"],
  waiting: ["cancel"],
  sending: ["pause", "cancel"],
  paused: ["resume", "cancel"],
  offline: ["pause", "cancel"],
  stopped: ["retry", "cancel"],
  saving: [],
  saved: ["open"],
};

// Titles typed before, by the upload's address. A browser may keep nothing, or have no room.
const attempt = (act) => {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
};
const titles = {
  get: (url) => attempt((kept) => kept.getItem(url)),
  set: (url, title) => attempt((kept) => kept.setItem(url, title)),
  remove: (url) => attempt((kept) => kept.removeItem(url)),
};

export const forgetTitle = titles.remove;

export class Row {
  #tus;
  #timer;
  #tries = 0;
  #speed = new Speed();

  // `page`: headers(), endpoint, save(row), changed(row). `known`: {url, percent} of an upload that was begun before.
  constructor({ file, known, template, page, refusal }) {
    [this.file, this.page, this.url, this.words] = [file, page, known?.url, template.dataset];
    this.element = template.content.firstElementChild.cloneNode(true);
    this.percent = known?.percent ?? 0;
    this.#find("[data-name]").textContent = file.name;
    this.#find("[data-size]").textContent = bytes(file.size);
    this.title = this.#find("input");
    this.title.value = (known && titles.get(known.url)) || file.name.replace(/\.\w{1,5}$/, "");
    this.title.addEventListener("input", () => this.#remember());
    this.element.addEventListener("click", ({ target }) => this[target.closest("button")?.dataset.do]?.());
    addEventListener("online", () => this.state === "offline" && this.start());
    if (refusal) this.#become("refused", refusal);
    else this.#become("ready", known ? fill(this.words.wordsKnown, known) : this.words.wordsReady);
  }

  get isMoving() {
    return ["sending", "offline", "saving"].includes(this.state);
  }

  queue() {
    this.#become("waiting", this.words.wordsWaiting);
  }

  start() {
    clearTimeout(this.#timer);
    this.#speed.reset();
    this.#tus ??= this.#prepare();
    this.#become("sending", this.words.wordsStarting);
    this.#tus.start();
  }

  pause() {
    this.#halt();
    this.#become("paused", fill(this.words.wordsPaused, this));
  }

  resume() {
    this.start();
  }

  retry() {
    if (this.hasArrived) this.save();
    else this.start();
  }

  // From the page; what has come of it stays on the server.
  remove() {
    this.#halt();
    this.element.remove();
    this.page.removed(this);
  }

  cancel() {
    this.remove();
    if (this.url) this.page.forget(this.url);
  }

  async save() {
    this.hasArrived = true;
    this.#become("saving", this.words.wordsSaving);
    const answer = await this.page.save(this);
    if (answer.url) return this.#finish(answer.url);
    if (answer.later) {
      if (answer.sentence) this.#say(answer.sentence);
      return this.#later(() => this.save(), "saving");
    }
    this.stop(answer.sentence || this.words.wordsBroken);
  }

  stop(sentence) {
    this.#become("stopped", sentence);
  }

  #prepare() {
    const metadata = { filename: this.file.name, modified: String(this.file.lastModified) };
    return new globalThis.tus.Upload(this.file, {
      endpoint: this.page.endpoint,
      uploadUrl: this.url,
      headers: this.page.headers(),
      metadata,
      chunkSize: PIECE_BYTES,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        this.url = new URL(this.#tus.url, location).pathname;
        this.#remember();
      },
      onProgress: (sent, total) => this.#progress(sent, total),
      onSuccess: () => this.save(),
      onError: (error) => this.#fail(error),
    });
  }

  #progress(sent, total) {
    if (this.state !== "sending") return;
    this.#tries = 0;
    this.percent = Math.floor((100 * sent) / total);
    this.#bar(sent / total);
    const speed = this.#speed.at(sent);
    if (!speed) return;
    const values = { percent: this.percent, speed: bytes(speed), left: left(this.words, (total - sent) / speed) };
    this.#say(fill(this.words.wordsSending, values));
  }

  #fail(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (status === 401 || status === 403) return this.stop(this.words.wordsSignedOut);
    // 409, 423: another page was quicker; 460: damaged on the way. Asking where it stands settles all of these.
    if (status === 0 ? this.#isReadable(error) : [408, 409, 423, 429, 460, 500, 502, 503, 504].includes(status))
      return this.#later(() => this.start(), "offline");
    this.stop(sentenceOf(error.originalResponse) || (status ? this.words.wordsBroken : this.words.wordsUnreadable));
  }

  // Without an answer it is the network, unless the file itself is gone: then there was no request either.
  #isReadable(error) {
    return Boolean(error.originalRequest);
  }

  #later(act, state) {
    const delay = PATIENCE_MS[Math.min(this.#tries++, PATIENCE_MS.length - 1)];
    if (state === "offline") this.#become(state, fill(this.words.wordsOffline, this));
    this.#timer = setTimeout(act, delay);
  }

  #halt() {
    clearTimeout(this.#timer);
    this.#tus?.abort();
  }

  #finish(url) {
    titles.remove(this.url);
    this.videoUrl = url;
    this.#find("[data-do=open]").href = url;
    this.title.readOnly = true;
    this.#become("saved", this.words.wordsSaved);
  }

  #remember() {
    if (this.url) titles.set(this.url, this.title.value);
  }

  #become(state, sentence) {
    this.state = this.element.dataset.state = state;
    for (const button of this.element.querySelectorAll("[data-do]"))
      button.hidden = !SHOWN[state].includes(button.dataset.do);
    this.#bar(this.hasArrived ? 1 : this.percent / 100);
    this.#say(sentence);
    this.page.changed(this);
  }

  #bar(part) {
    this.#find("progress").value = Math.floor(1000 * part);
  }

  #say(sentence) {
    const place = this.#find("[data-said]");
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }
}

// Only what our own server wrote for people.
const sentenceOf = (response) =>
  response?.getHeader("Content-Type")?.startsWith("text/plain") ? response.getBody() : "";
