/* Who speaks: what a person recorded, else the device's own voice if it has a Mandarin one, else the college's worker,
   which speaks the sentences of this page when they are asked for and keeps them. */

const AT_ONCE = 4; // sentences
const LOOK_MS = 1000;
const LONGEST_MS = 120000;

const speech = window.speechSynthesis;
const player = new Audio();
const asking = document.documentElement.dataset.voice;
let finished = () => {};
speech?.getVoices(); // browsers begin to look for them when they are asked

export function deviceVoice() {
  const voices = speech?.getVoices().filter((voice) => /^(zh|cmn)([-_](CN|Hans|SG)|$)/i.test(voice.lang)) ?? [];
  return voices.find((voice) => voice.localService) ?? voices[0];
}

/* To be called while a button is being pressed: some phones let a page play only what began then. */
export function prepare() {
  player.src = new URL("../../sound/silence.mp3", import.meta.url);
  player.play().catch(() => {});
}

export function stop() {
  speech?.cancel();
  player.pause();
  finished();
}

export function sayByDevice(text, voice, rate, onboundary = null) {
  return new Promise((done) => {
    finished = done;
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { voice, lang: voice.lang, rate, onboundary, onend: done, onerror: done });
    speech.speak(utterance);
  });
}

/* `onshare` is told, some times a second, what share of it was heard. */
export function play(address, rate = 1, onshare = null) {
  return new Promise((done) => {
    finished = done;
    player.src = address;
    const ontimeupdate = onshare && (() => player.duration > 0 && onshare(player.currentTime / player.duration));
    Object.assign(player, { playbackRate: rate, onended: done, onerror: done, ontimeupdate });
    player.play().catch(done);
  });
}

/* The addresses of the sounds of some texts of a page, asked for as they are needed. */
export class Sounds {
  #texts;
  #page;
  #asked = [];

  constructor(texts, page = location.pathname + location.search) {
    this.#texts = texts;
    this.#page = page;
  }

  /* Null for what the page does not have, false for what was tried in vain. Fails where the college cannot speak now. */
  async address(at, isOn) {
    const block = Math.floor(at / AT_ONCE);
    const sounds = await this.#block(block);
    this.#block(block + 1).catch(() => (this.#asked[block + 1] = null)); // asked again when it is its turn
    const address = sounds[at % AT_ONCE];
    return address && ((await isReady(address, isOn)) ? address : false);
  }

  #block(number) {
    const texts = this.#texts.slice(number * AT_ONCE, (number + 1) * AT_ONCE);
    return (this.#asked[number] ??= texts.length ? ask(texts, this.#page) : Promise.resolve([]));
  }
}

async function ask(texts, page) {
  const body = JSON.stringify({ page, texts });
  const answer = await fetch(asking, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).sounds;
}

/* False where it was tried in vain, or nobody waits any more. */
async function isReady(address, isOn) {
  for (const end = Date.now() + LONGEST_MS; isOn() && Date.now() < end; ) {
    const { status, type } = await fetch(address, { method: "HEAD", redirect: "manual" });
    if (status === 200 || type === "opaqueredirect") return true;
    if (status === 410) return false;
    if (status !== 202) throw new Error(`${status}`);
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  if (isOn()) throw new Error("It takes too long");
  return false;
}
