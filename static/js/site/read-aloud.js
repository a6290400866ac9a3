/* Reads the page's text aloud, a paragraph at a time and sentence by sentence, and marks the paragraph being read.
   The buttons appear only where the device has a Mandarin voice. While a dialog lies over the page nothing else can be
   reached: it has a button of its own, which reads the dialog. */

const READ = "h1, h2, h3, p, li, dt, dd, figcaption, blockquote, .tian, label, legend";
const LEAVE_OUT = "[hidden], .visually-hidden, [aria-hidden='true'], .transcript, nav, form:not(.asking), .state, .facts";

const buttons = [...document.querySelectorAll("[data-read-aloud]")];
const speech = window.speechSynthesis;

function mandarin() {
  const voices = speech.getVoices().filter((voice) => /^(zh|cmn)([-_](CN|Hans|SG)|$)/i.test(voice.lang));
  return voices.find((voice) => voice.localService) ?? voices[0];
}

function paragraphs(place) {
  const found = [...place.querySelectorAll(READ)];
  return found.filter((part) => !part.closest(LEAVE_OUT) && part.checkVisibility() && !part.querySelector(READ));
}

function sentences(text) {
  return text.trim().split(/(?<=[。！？；!?;])\s*/u).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function say(sentence, voice) {
  return new Promise((done) => {
    const utterance = new SpeechSynthesisUtterance(sentence);
    Object.assign(utterance, { voice, lang: voice.lang, rate: 0.9, onend: done, onerror: done });
    speech.speak(utterance);
  });
}

function show(isReading) {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(isReading));
    button.textContent = isReading ? button.dataset.stop : button.dataset.start;
  }
}

let reading = null;

function stop() {
  reading = null;
  speech.cancel();
  show(false);
}

async function readParagraph(part, voice, mine) {
  part.classList.add("being-read");
  part.scrollIntoView({ block: "nearest" });
  for (const sentence of sentences(part.innerText)) {
    if (reading !== mine) break;
    await say(sentence, voice);
  }
  part.classList.remove("being-read");
}

async function read(place) {
  const mine = (reading = Symbol("reading"));
  const voice = mandarin();
  show(true);
  for (const part of paragraphs(place)) {
    if (reading !== mine) return;
    await readParagraph(part, voice, mine);
  }
  if (reading === mine) stop();
}

function offer() {
  for (const button of buttons) button.hidden = !mandarin();
}

if (buttons.length && speech) {
  for (const button of buttons) {
    const dialog = button.closest("dialog");
    button.addEventListener("click", () => (reading ? stop() : read(dialog ?? document.querySelector("main"))));
    for (const kind of ["close", "submit"]) dialog?.addEventListener(kind, stop); // what was read is gone
  }
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", stop);
  offer();
}
